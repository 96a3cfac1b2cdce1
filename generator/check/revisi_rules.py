"""Whether published words are still those that were published (codes V9xx), and whether a draft may be published."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.approval_rules import missing_reviews
from generator.check.rules import rule
from generator.data.base import is_month
from generator.data.fingerprint import NOT_CONTENT, fingerprint
from generator.data.library import Library, archive_of, file_of
from generator.data.sop import Sop
from generator.data.wording import format_date
from generator.findings import Finding, declare
from generator.revisions.change_report import report_changes
from generator.revisions.in_force import standing_versions
from generator.revisions.lost_files import moved_by_hand
from generator.revisions.names import library_names

declare("V906", "galat")

TANPA_REVISI = "V901"
_ASKED = {
    "impor": (
        "hasil impor ini belum dinyatakan cocok dengan dokumen asalnya",
        "periksa dengan 'sop import --tinjau', lalu jalankan 'sop import --terima {slug}'",
    ),
    "contoh": ("langkah SOP ini masih contoh dari 'sop new'", "ganti langkahnya, lalu hapus catatan konfirmasi ini"),
}
"""What the program itself asked to be confirmed, by ``Konfirmasi.asal``: message and remedy."""
_DISEBUT = 3
"""How many changes a finding names before it only counts the rest."""


@rule("V901", "galat", of="pustaka")
@rule("V902", "saran", of="pustaka")
@rule("V903", "peringatan", of="pustaka", needs=("arsip/",))
@rule("V904", "galat", of="pustaka")
@rule("V905", "peringatan", of="pustaka")
def check_revisi(proyek: Library) -> Iterator[Finding]:
    """SOPs in force that were edited, published copies that were edited or lost, SOPs that nobody published."""
    for slug, sop in proyek.sop.items():
        if sop.status in ("berlaku", "dicabut"):
            yield from _in_force(proyek, slug, sop)
    for slug, revisions in proyek.arsip.items():
        for revisi, sop in revisions.items():
            yield from _kept(proyek, slug, revisi, sop)
    for slug, sop in proyek.terbit.items():
        yield from _kept(proyek, slug, proyek.sop[slug].revisi or 0, sop)


@rule("V913", "peringatan", of="pustaka")
def check_earlier(proyek: Library) -> Iterator[Finding]:
    """V913: a revision from before the library that the library has itself, or that does not come before the others."""
    for slug, sop in proyek.sop.items():
        known = min((*proyek.arsip.get(slug, ()), *([] if sop.revisi is None else [sop.revisi])), default=None)
        before = -1
        for index, one in enumerate(sop.riwayat):
            if known is not None and one.revisi >= known:
                message = f"revisi {one.revisi} bukan dari sebelum pustaka ini: pustaka ini memuat revisi {known}"
                remedy = "hapus butir ini; yang berubah pada revisi itu ditulis pada 'perubahan'-nya"
            elif one.revisi <= before:
                message = f"revisi {one.revisi} sesudah revisi {before}"
                remedy = "urutkan dari revisi yang paling lama, masing-masing satu kali"
            else:
                before = one.revisi
                continue
            yield proyek.finding(file_of("sop", slug), "V913", ("riwayat", index, "revisi"), message, remedy)


def _in_force(proyek: Library, slug: str, sop: Sop) -> Iterator[Finding]:
    file, revisi = file_of("sop", slug), sop.revisi or 0
    if sop.sidik is None:
        if sop.status == "berlaku":
            message = "SOP berlaku ini belum diterbitkan dengan program, sehingga perubahan tanpa revisi tidak terlihat"
            yield proyek.finding(file, "V902", ("status",), message, f"jalankan 'sop publish {slug}'")
        return
    published = proyek.terbit.get(slug)
    if fingerprint(sop) != sop.sidik:
        remedy = f"jalankan 'sop revise {slug}' untuk menjadikannya revisi baru, atau kembalikan isinya"
        message = f"diubah tanpa revisi: {_what(proyek, published, sop)}"
        yield proyek.finding(file, TANPA_REVISI, ("status",), message, remedy)
    elif published is None and slug not in moved_by_hand(proyek):
        message = f"salinan terbit {archive_of(slug, revisi)} tidak ada"
        yield proyek.finding(file, "V903", ("sidik",), message, f"jalankan 'sop publish {slug}'")


def _what(proyek: Library, published: Sop | None, sop: Sop) -> str:
    """What is not as it was published, as far as the copy tells."""
    if published is None:
        return "isinya tidak cocok lagi dengan sidiknya"
    told = report_changes(published, sop, library_names(proyek))
    outside = {*NOT_CONTENT, "tanggal.evaluasi", "tanggal.monitoring"}
    changes = [butir.kalimat for butir in told if not {butir.bidang, butir.bidang.split(".")[0]} & outside]
    rest = len(changes) - _DISEBUT
    more = f"; dan {rest} perubahan lain" if rest > 0 else ""
    return "; ".join(changes[:_DISEBUT]) + more or "isinya tidak cocok lagi dengan sidiknya"


def _kept(proyek: Library, slug: str, revisi: int, sop: Sop) -> Iterator[Finding]:
    """A file of the archive: its words, and its number."""
    file = archive_of(slug, revisi)
    if sop.sidik is not None and fingerprint(sop) != sop.sidik:
        remedy = "kembalikan berkas itu dari salinan cadangan; arsip tidak boleh diubah"
        yield proyek.finding(file, "V904", ("sidik",), "isi arsip berubah sejak diterbitkan", remedy)
    if sop.revisi is not None and sop.revisi != revisi:
        message = f"berkas arsip bernomor {revisi} berisi revisi {sop.revisi}"
        yield proyek.finding(file, "V905", ("revisi",), message, "samakan nama berkas dengan nomor revisinya")


def _lacking(name: str, written: object) -> str:
    """What is said of a date that is no day."""
    return f"tanggal {name} belum memuat hari ('{written}')" if is_month(written) else f"tanggal {name} belum diisi"


_OPTIONS: dict[tuple[str, ...], str] = {
    ("tanggal", name): f", atau berikan dengan --tanggal-{name} kepada sop publish" for name in ("revisi", "efektif")
}


def missing_for_publication(proyek: Library, slug: str, sop: Sop) -> list[Finding]:
    """What must be there before ``sop``, the text of the SOP ``slug`` with its new dates, can be published."""
    missing: list[tuple[tuple[str, ...], object, str]] = [
        (("nomor",), sop.nomor, "nomor SOP belum diisi"),
        (("tanggal", "pembuatan"), sop.tanggal.day_of_making, _lacking("pembuatan", sop.tanggal.pembuatan)),
        (("tanggal", "efektif"), sop.tanggal.day_of_effect, _lacking("efektif", sop.tanggal.efektif)),
        (("pengesahan",), sop.pengesahan, "pejabat yang mengesahkan belum diisi"),
    ]
    if sop.revisi:
        summary = sop.perubahan.ringkasan if sop.perubahan else ()
        missing += [
            (("tanggal", "revisi"), sop.tanggal.day_of_revision, _lacking("revisi", sop.tanggal.revisi)),
            (("perubahan",), summary, "ringkasan perubahan belum diisi"),
        ]
    file = file_of("sop", slug)
    found = [
        proyek.finding(file, "V906", loc, words, f"isi sebelum diterbitkan{_OPTIONS.get(loc, '')}")
        for loc, value, words in missing
        if not value
    ]
    earlier = [versi for versi in standing_versions(proyek, slug) if versi.revisi < (sop.revisi or 0)]
    start = sop.tanggal.day_of_effect
    if earlier and start and start < earlier[-1].mulai:
        since = format_date(earlier[-1].mulai)
        message = f"tanggal efektif mendahului revisi {earlier[-1].revisi}, yang berlaku sejak {since}"
        loc = ("tanggal", "efektif")
        found.append(proyek.finding(file, "V906", loc, message, "pakai tanggal yang lebih kemudian"))
    asked = [one.asal for one in sop.konfirmasi]
    for asal, (message, remedy) in _ASKED.items():
        if asal in asked:
            place = ("konfirmasi", asked.index(asal))
            found.append(proyek.finding(file, "V906", place, message, remedy.format(slug=slug)))
    return [*found, *missing_reviews(proyek, slug, sop)]
