"""The site in parts: each SOP, form, actor and regulation with all that belongs to it.

irisan      what each part is made from, and a hash of it
kerja       making a part: its papers, downloads and pages
catatan     what the last build made, so that parts that stay as they are need not be made again
pekerja     who makes the parts: this process, all cores, or an executor that is handed in
kluster     such an executor: a Dask cluster
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor

from generator.data.proyek import Proyek
from generator.findings import Finding
from generator.pages.naskah import naskah_of
from generator.pages.situs import Konteks, Situs
from generator.satuan.catatan import Catatan, program
from generator.satuan.irisan import Irisan, Pembagi
from generator.satuan.kerja import Hasil, Tugas, kerjakan_di, kerjakan_umum
from generator.satuan.pekerja import work_all
from generator.site.cari import panduan_of, search_files
from generator.site.docs import Renewal, Workplace
from generator.site.downloads import logo_path
from generator.site.frames import address_of
from generator.site.peta_situs import peta_situs

__all__ = ["make_docs"]


def make_docs(
    proyek: Proyek,
    temuan: tuple[Finding, ...],
    place: Workplace,
    progress: Callable[[str, int, int], None],
    executor: Executor | None = None,
    *,
    ringkas: bool = False,
) -> tuple[Renewal, list[Finding]]:
    """Bring docs/ to what the project says: every part that changed, then what is about everything.

    Returns what stands there now, and findings about hand-written files that stand in the way.
    """
    progress("Mencari yang berubah", 1, 5)
    record = Catatan.read(place.home / "catatan.json", f"{program()} {'ringkas' if ringkas else 'lengkap'}")
    parts = {irisan.nama: irisan for irisan in Pembagi(proyek).semua()}
    stale = [irisan for irisan in parts.values() if not record.holds(irisan, place.docs)]
    names = {str(nama) for nama in parts} - {str(irisan.nama) for irisan in stale}
    record.bagian = {name: part for name, part in record.bagian.items() if name in names}
    renewal = place.renew(name for part in record.bagian.values() for name in part.berkas)
    blocked: list[Finding] = []

    situs = Situs(proyek, Konteks(logo=logo_path(proyek)))
    for irisan, hasil in _made(stale, situs, place, executor, progress, ringkas):
        blocked += renewal.put(hasil.berkas)
        if not blocked:
            record.add(irisan, hasil.kertas, hasil.berkas, place.docs)

    progress("Menyusun daftar dan pencarian", 3, 5)
    blocked += renewal.put(kerjakan_umum(situs, temuan))
    panduan = panduan_of(place.docs)
    blocked += renewal.put(search_files([*naskah_of(situs), *panduan]))
    pages = [address_of(name) for name in renewal.ledger if name.endswith(".md")]
    pages += [page.halaman for page in panduan]
    blocked += renewal.put(peta_situs(proyek.instansi.alamat_situs, pages))
    if not blocked:
        renewal.finish()
        record.write(place.home / "catatan.json")
        place.forget_papers({key for part in record.bagian.values() for key in part.kertas})
    return renewal, blocked


def _made(
    stale: list[Irisan],
    situs: Situs,
    place: Workplace,
    executor: Executor | None,
    progress: Callable[[str, int, int], None],
    ringkas: bool,
) -> Iterator[tuple[Irisan, Hasil]]:
    """The parts that must be made, each as soon as it is."""
    large = [irisan for irisan in stale if irisan.nama.jenis in ("sop", "formulir")]
    papers = place.papers if executor is None else None  # others may be on another machine
    made = work_all([Tugas(irisan, papers, ringkas) for irisan in large], executor)
    for done, (irisan, hasil) in enumerate(zip(large, made, strict=True), start=1):
        yield irisan, hasil
        progress(f"Menyusun dokumen, bagan, dan halaman ({done} dari {len(large)})", 2, 5)
    for irisan in stale:
        if irisan.nama.jenis in ("pelaksana", "peraturan"):
            yield irisan, kerjakan_di(situs, irisan.nama)
