"""What people do to files of SOPs by hand, and how it is known again: moved, taken away, put back as it was.

Pure: from the library as it was read.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.data.library import Library, file_of
from generator.data.sop import Sop
from generator.revisions.in_force import TERBIT, last_published


def without_file(proyek: Library) -> tuple[str, ...]:
    """The SOPs of which only the archive knows, and that nobody renamed."""
    renamed = proyek.todays_names
    return tuple(slug for slug in proyek.arsip if slug not in renamed and file_of("sop", slug) not in proyek.sumber)


def left_behind(proyek: Library) -> Mapping[str, str]:
    """Archives that lie under a former name: that name -> the SOP of today."""
    return {old: new for old, new in proyek.todays_names.items() if old in proyek.arsip}


def moved_by_hand(proyek: Library) -> Mapping[str, str]:
    """Files in sop/ that were given another name by hand, with their archive left behind: new slug -> old one.

    What was signed is known by its fingerprint; the draft of a next revision by its number and its title or number of
    the agency. Where several could be meant, none is named.
    """
    lost = without_file(proyek)
    found = {}
    for slug, sop in proyek.sop.items() if lost else ():
        if slug not in proyek.arsip and slug not in proyek.terbit:
            olds = [old for old in lost if _same_sop(proyek, old, sop)]
            if len(olds) == 1:
                found[slug] = olds[0]
    twice = {old for old in found.values() if [*found.values()].count(old) > 1}
    return {slug: old for slug, old in found.items() if old not in twice}


def is_next_draft(proyek: Library, old: str, sop: Sop) -> bool:
    """Whether ``sop`` is numbered as the draft that follows the archive ``old``."""
    return sop.status not in TERBIT and sop.revisi == max(proyek.arsip[old]) + 1


def older_copies(proyek: Library) -> Mapping[str, int]:
    """Files in sop/ that hold an earlier revision than the one published last: slug -> the number of that one."""
    found = {}
    for slug, sop in proyek.sop.items():
        last = last_published(proyek, slug) if sop.status in TERBIT else None
        if last is not None and (sop.revisi or 0) < last.revisi:
            found[slug] = last.revisi
    return found


def _same_sop(proyek: Library, old: str, sop: Sop) -> bool:
    if sop.sidik is not None:
        return any(kept.sidik == sop.sidik for kept in proyek.arsip[old].values())
    if not is_next_draft(proyek, old, sop):
        return False
    last = proyek.arsip[old][max(proyek.arsip[old])]
    return sop.judul == last.judul or (sop.nomor is not None and sop.nomor == last.nomor)
