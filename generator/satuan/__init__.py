"""The site in parts: each SOP, form, actor and regulation with all that belongs to it.

irisan      what each part is made from, and a hash of it
kerja       making a part: its papers, downloads and pages
catatan     what the last build made, so that parts that stay as they are need not be made again
pekerja     who makes the parts: this process, all cores, or an executor that is handed in
kluster     such an executor: a Dask cluster
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from generator.cara import Cara
from generator.data.proyek import Proyek
from generator.findings import Finding
from generator.pages.naskah import Naskah, naskah_of
from generator.pages.situs import Konteks, Situs
from generator.program import program
from generator.satuan.catatan import Bagian, Catatan
from generator.satuan.irisan import Irisan, Pembagi
from generator.satuan.kerja import Hasil, Tugas, kerjakan_di, kerjakan_umum
from generator.satuan.pekerja import work_all
from generator.site.cari import Pencarian, panduan_of
from generator.site.docs import Renewal, Workplace
from generator.site.downloads import logo_path
from generator.site.frames import address_of
from generator.site.peta_situs import peta_situs

__all__ = ["make_docs"]

CARI = "cari"
"""The part of the record that is no slice: the search, made from the texts of all."""
BESAR = ("sop", "formulir")
"""Parts with papers or many pages, which others may make; the rest is a page or two from what is at hand here."""


def make_docs(
    proyek: Proyek, temuan: tuple[Finding, ...], place: Workplace, cara: Cara
) -> tuple[Renewal, list[Finding]]:
    """Bring docs/ to what the project says: every part that changed, then what is about everything.

    Returns what stands there now, and findings about hand-written files that stand in the way.
    """
    cara.progress("Mencari yang berubah", 1, 5)
    stand = _Stand(place, f"{program()} {'ringkas' if cara.ringkas else 'lengkap'}")
    stale = stand.keep_unchanged(Pembagi(proyek).semua())
    situs = Situs(proyek, Konteks(logo=logo_path(proyek)))

    large = [irisan for irisan in stale if irisan.nama.jenis in BESAR]
    papers = place.papers if cara.executor is None else None  # others may be on another machine
    cara.progress("Menyusun dokumen, bagan, dan halaman", 2, 5)
    made = work_all([Tugas(irisan, papers, cara.ringkas) for irisan in large], cara.executor)
    for done, (irisan, hasil) in enumerate(zip(large, made, strict=True)):
        cara.progress(f"Menyusun dokumen, bagan, dan halaman ({done} dari {len(large)})", 2, 5)
        stand.put(irisan, hasil)

    cara.progress("Menyusun daftar dan pencarian", 3, 5)
    panduan = panduan_of(place.docs)
    with stand.search(situs, panduan, renew=not cara.cari_lama):
        for irisan in stale:
            if irisan.nama.jenis not in BESAR:
                stand.put(irisan, kerjakan_di(situs, irisan.nama))
        stand.put_all(kerjakan_umum(situs, temuan))
    pages = [address_of(name) for name in stand.renewal.ledger if name.endswith(".md")]
    pages += [page.halaman for page in panduan]
    stand.put_all(peta_situs(proyek.instansi.alamat_situs, pages))
    stand.finish()
    return stand.renewal, stand.blocked


class _Stand:
    """What stands in docs/, and the record of what it was made from."""

    def __init__(self, place: Workplace, cara: str) -> None:
        self._place = place
        self._record = Catatan.read(place.home / "catatan.json", cara)
        self._last = self._record.bagian
        self._record.bagian = {}
        self.renewal = place.renew()
        self.blocked: list[Finding] = []
        """Hand-written files that stand in the way."""

    def keep_unchanged(self, parts: Iterable[Irisan]) -> list[Irisan]:
        """Take over the parts that stand there as this build would make them; the others must be made."""
        return [irisan for irisan in parts if not self._keep(str(irisan.nama), irisan.sidik)]

    def _keep(self, nama: str, sidik: str) -> bool:
        part = self._last.get(nama)
        if part is None or part.sidik != sidik or not part.stands(self._place.docs):
            return False
        if not self.renewal.keep(part.berkas):
            return False
        self._record.bagian[nama] = part
        return True

    def put(self, irisan: Irisan, hasil: Hasil) -> None:
        """Write a part, and note it."""
        self._put(str(irisan.nama), irisan.sidik, hasil)

    def _put(self, nama: str, sidik: str, hasil: Hasil) -> None:
        self.put_all(hasil.berkas)
        if not self.blocked:
            self._record.bagian[nama] = Bagian.written(sidik, hasil.kertas, hasil.berkas, self._place.docs)

    def put_all(self, files: Mapping[str, bytes]) -> None:
        """Write files that every build makes."""
        self.blocked += self.renewal.put(files)

    @contextmanager
    def search(self, situs: Situs, panduan: tuple[Naskah, ...], *, renew: bool) -> Iterator[None]:
        """Make the files of the search where its texts changed. Another process does it: meanwhile there is time for
        the work within. Without ``renew`` those of the last build stay, if they are there."""
        if not renew and CARI in self._last and self._keep(CARI, self._last[CARI].sidik):
            yield
            return
        search = Pencarian([*naskah_of(situs), *panduan])
        if self._keep(CARI, search.sidik):
            yield
            return
        with ThreadPoolExecutor(1) as aside:
            files = aside.submit(search.berkas)
            yield
            self._put(CARI, search.sidik, Hasil(files.result()))

    def finish(self) -> None:
        """Remove what no longer belongs there, and keep the record; not where something was in the way."""
        if not self.blocked:
            self.renewal.finish()
            self._record.write(self._place.home / "catatan.json")
            self._place.forget_papers({key for part in self._record.bagian.values() for key in part.kertas})
