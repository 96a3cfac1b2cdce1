"""Files of SOPs that were moved, deleted or put back by hand, and acts that were not finished (codes V93x)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rules import rule
from generator.data.library import Library, archive_of, file_of
from generator.data.wording import format_date
from generator.findings import Finding, Severity
from generator.revisions.in_force import TERBIT, is_cancelled, published_versions
from generator.revisions.lost_files import left_behind, moved_by_hand, older_copies, without_file

NAMA_LAMA_DIPAKAI, TERTINGGAL, SALINAN_LAMA, SEBAGIAN_BATAL = "V930", "V931", "V933", "V934"
"""Errors that a command mends: rename the first two, restore, withdraw."""
TAK_DIKENAL = "R205"
"""What other files say of an SOP whose file was moved or deleted by hand; rename and restore mend that too."""


@rule("V930", "galat", of="pustaka")
def check_former_names(proyek: Library) -> Iterator[Finding]:
    """V930: a former name is the name of another SOP, or was that of two: prints with it would lead astray."""
    owner: dict[str, str] = {}
    for slug, names in proyek.nama_lama.items():
        file = file_of("sop", slug)
        for name in names if file in proyek.sumber else ():
            taken = file_of("sop", name) in proyek.sumber and name != slug
            other = name if taken else owner.setdefault(name, slug)
            if other != slug:
                whose = f"kini nama SOP {file_of('sop', other)}" if taken else f"juga nama lama SOP '{other}'"
                message = f"'{name}', nama lama SOP ini, {whose}; cetakan lama tidak tahu harus menuju ke mana"
                remedy = (
                    f"ganti nama SOP itu dengan 'sop rename {other} NAMA-LAIN'"
                    if taken
                    else "hapus nama itu dari 'nama_lama' pada salah satunya"
                )
                yield proyek.finding(file, "V930", ("nama_lama", name), message, remedy)


@rule("V931", "galat", "peringatan", of="pustaka")
@rule("V932", "peringatan", "saran", of="pustaka")
def check_lost_files(proyek: Library) -> Iterator[Finding]:
    """V931: the archive of an SOP lies under its former name; V932: an SOP was published, and its file is gone."""
    moved = moved_by_hand(proyek)
    for old, new in left_behind(proyek).items():
        yield _behind(proyek, old, new, f"arsip/{old}/ belum ikut pindah ketika SOP ini berganti nama", "galat")
    for new, old in moved.items():
        message = f"berkas ini sop/{old}.yml yang dipindah dengan tangan; arsip/{old}/ dan rujukannya tertinggal"
        yield _behind(proyek, old, new, message, "peringatan")
    for slug in without_file(proyek):
        if slug not in moved.values():
            number, last = max(proyek.arsip[slug].items())
            message = f"SOP '{slug}' pernah diterbitkan, tetapi {file_of('sop', slug)} tidak ada"
            remedy = (
                f"kembalikan dengan 'sop restore {slug} {number}'; bila berkas itu diganti namanya, "
                f"jalankan 'sop rename {slug} NAMA-BARU'"
            )
            severity: Severity = "saran" if last.status == "dicabut" else "peringatan"
            yield proyek.finding(archive_of(slug, number), "V932", ("judul",), message, remedy, severity)


def _behind(proyek: Library, old: str, new: str, message: str, severity: Severity) -> Finding:
    remedy = f"jalankan 'sop rename {old} {new}' untuk memindah sisanya"
    return proyek.finding(file_of("sop", new), "V931", ("judul",), message, remedy, severity)


@rule("V933", "galat", of="pustaka")
def check_older_copies(proyek: Library) -> Iterator[Finding]:
    """V933: an earlier revision lies in sop/, most likely copied there from the archive."""
    for slug, last in older_copies(proyek).items():
        number = proyek.sop[slug].revisi or 0
        message = f"berkas ini memuat revisi {number}, padahal revisi {last} sudah diterbitkan"
        remedy = (
            f"'sop restore {slug} {number}' menjadikan isi lama itu revisi baru; "
            f"'sop restore {slug} {last}' mengembalikan revisi {last}"
        )
        yield proyek.finding(file_of("sop", slug), "V933", ("status",), message, remedy)


@rule("V934", "galat", of="pustaka")
def check_cancelled(proyek: Library) -> Iterator[Finding]:
    """V934: a revision that is said to be cancelled though it had taken effect, or that still lies in sop/."""
    for slug, sop in proyek.sop.items():
        for versi in published_versions(proyek, slug):
            if not versi.cancelled or versi.sop.pencabutan is None:
                continue
            if versi.mulai <= versi.sop.pencabutan.tanggal:
                message = (
                    f"revisi ini sudah berlaku sejak {format_date(versi.mulai)}, jadi tidak dapat dibatalkan sendiri"
                )
                remedy = "hapus 'hanya_revisi', atau pakai tanggal sebelum revisi itu berlaku"
                yield proyek.finding(versi.berkas, "V934", ("pencabutan", "hanya_revisi"), message, remedy)
            elif not _has_others(proyek, slug):
                message = "tidak ada revisi lain yang terbit, jadi yang berakhir bukan hanya revisi ini"
                yield proyek.finding(
                    versi.berkas, "V934", ("pencabutan", "hanya_revisi"), message, "hapus 'hanya_revisi'"
                )
            elif sop.status in TERBIT and (sop.revisi or 0) == versi.revisi:
                day = versi.sop.pencabutan.tanggal
                message = f"revisi {versi.revisi} dibatalkan pada {format_date(day)}, tetapi masih ada di sini"
                remedy = f"jalankan 'sop withdraw {slug} --revisi {versi.revisi} --tanggal {day}' sekali lagi"
                yield proyek.finding(file_of("sop", slug), "V934", ("status",), message, remedy)


def _has_others(proyek: Library, slug: str) -> bool:
    return any(not is_cancelled(versi.sop) for versi in published_versions(proyek, slug))
