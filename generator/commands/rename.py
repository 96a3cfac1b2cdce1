"""`sop rename`: an SOP gets another name in files and addresses, and keeps its former one.

First the file itself notes the name that it leaves, then it moves, then its archive, then drafts that name it. Each is
one step of the disk, and after each the data say whose they are: so a kill loses nothing, and the same command, given
again, finishes. What was signed is not edited: its references keep the name of then and mean the SOP of today.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.check.life_rules import NAMA_LAMA_DIPAKAI, TAK_DIKENAL, TERTINGGAL
from generator.commands.at_work import ActionResult, DataAtWork, RefusedError, data_at_work, edited
from generator.commands.draft import day_text
from generator.commands.reference_edit import with_names
from generator.commands.yaml_edit import Edits
from generator.data.folder import ARSIP, name_problem
from generator.data.library import Library, file_of
from generator.data.loader import load
from generator.data.sop import Sop
from generator.io.lock import BusyError
from generator.revisions.in_force import TERBIT
from generator.revisions.lost_files import is_next_draft, moved_by_hand
from generator.revisions.names import ids_in


def rename(data: Path, old: str, new: str, hari: datetime.date, *, coba: bool = False) -> ActionResult:
    """Give the SOP ``old`` the name ``new`` from ``hari`` on; ``coba``: write nothing."""
    if problem := name_problem(new):
        raise RefusedError(f"'{new}': {problem[0]}; {problem[1]}")
    if old == new:
        raise RefusedError("Nama lama dan nama baru sama")
    drafts = _drafts_naming(load(data)[0], old)
    with data_at_work(
        data, old, new, coba=coba, mending=(TERTINGGAL, NAMA_LAMA_DIPAKAI, TAK_DIKENAL), also=drafts
    ) as now:
        proyek = now.proyek
        moved = _is_moved(proyek, old, new)
        here = file_of("sop", new if moved else old)
        edits = {name: _renamed_in(now, name, old, new) for name in _drafts_naming(proyek, old) if name != here}
        if not edits.keys() <= {*drafts}:
            raise BusyError(data / "sop")
        raw, sop = now.raw(here), proyek.sop[new if moved else old]
        text = edited(now, here, raw, sop, _former(now, here, sop, old, hari)).encode("utf-8")
        archive = _archive_files(data, old, new)
        if text != raw:
            now.files.write(here, raw, text)
        if not moved:
            now.files.move(here, file_of("sop", new))
        for name, to in archive:
            now.files.move(name, to)
        if archive and not coba:
            with suppress(OSError):
                (data / ARSIP / old).rmdir()
        for name, (before, after) in edits.items():
            now.files.write(name, before, after)
        return now.done(sop.revisi or 0)


def signed_naming(proyek: Library, slug: str) -> list[str]:
    """The files of signed SOPs that name this one as it is called here; they keep that until they are revised."""
    return _naming(proyek, slug, signed=True)


def _is_moved(proyek: Library, old: str, new: str) -> bool:
    """Whether the file has its new name already: moved by hand, or by a run that did not come to its end. A refusal
    where one of the names cannot be meant."""
    here, there = (file_of("sop", slug) in proyek.sumber for slug in (old, new))
    today = proyek.todays_names
    if here and there:
        raise RefusedError(f"SOP '{new}' sudah ada: {file_of('sop', new)}; pilih nama lain")
    if here:
        _refuse_taken(proyek, old, new, today)
        return False
    if there and (today.get(old) == new or moved_by_hand(proyek).get(new) == old or _is_its_draft(proyek, old, new)):
        return True
    if old in today:
        raise RefusedError(f"SOP '{old}' sekarang bernama '{today[old]}'; pakai nama itu")
    if there:
        raise RefusedError(f"{file_of('sop', old)} tidak ada, dan isi {file_of('sop', new)} bukan dari arsip/{old}/")
    if old in proyek.arsip:
        last = max(proyek.arsip[old])
        raise RefusedError(
            f"{file_of('sop', old)} tidak ada, hanya arsipnya; kembalikan dulu dengan 'sop restore {old} {last}'"
        )
    raise RefusedError(f"SOP '{old}' tidak ada: {file_of('sop', old)} tidak ditemukan di folder data")


def _is_its_draft(proyek: Library, old: str, new: str) -> bool:
    """Whether the file was named by the user as the draft that follows the archive ``old``."""
    sop = proyek.sop.get(new)
    own = new in proyek.arsip or new in proyek.terbit
    return sop is not None and not own and old in proyek.arsip and is_next_draft(proyek, old, sop)


def _refuse_taken(proyek: Library, old: str, new: str, today: Mapping[str, str]) -> None:
    if today.get(new, old) != old:
        raise RefusedError(
            f"'{new}' nama lama SOP '{today[new]}'; cetakan lamanya menuju ke sana, jadi pilih nama lain"
        )
    if new in proyek.arsip:
        raise RefusedError(f"arsip/{new}/ memuat SOP lain yang pernah bernama '{new}'; pilih nama lain")


def _former(now: DataAtWork, file: str, sop: Sop, old: str, hari: datetime.date) -> Edits:
    """The change that notes the former name; nothing where a run before did it."""
    if file != file_of("sop", old) and sop.nama_lama.get(old):
        return {}
    written = now.proyek.sumber[file].value
    if isinstance(written, dict) and isinstance(written.get("nama_lama"), dict):
        return {("nama_lama", old): hari.isoformat()}
    named = {name: day_text(day) for name, day in sop.nama_lama.items()}
    return {("nama_lama",): {**named, old: hari.isoformat()}}


def _drafts_naming(proyek: Library | None, slug: str) -> list[str]:
    return _naming(proyek, slug, signed=False) if proyek else []


def _naming(proyek: Library, slug: str, *, signed: bool) -> list[str]:
    files = {file_of("sop", other): sop for other, sop in proyek.sop.items() if (sop.status in TERBIT) == signed}
    return [name for name in files if slug in ids_in(proyek.sumber[name].value)["sop"]]


def _renamed_in(now: DataAtWork, name: str, old: str, new: str) -> tuple[bytes, bytes]:
    """A file before and after the SOP is named otherwise in it."""
    raw = now.raw(name)
    return raw, with_names(raw.decode("utf-8"), {old: new}).encode("utf-8")


def _archive_files(data: Path, old: str, new: str) -> list[tuple[str, str]]:
    """What of the archive is to be moved, and where to: the folder, or file by file where there is one already."""
    source, target = data / ARSIP / old, data / ARSIP / new
    if not source.is_dir():
        return []
    if not target.exists():
        return [(f"{ARSIP}/{old}", f"{ARSIP}/{new}")]
    names = sorted(path.name for path in source.iterdir())
    both = [name for name in names if (target / name).exists()]
    if both:
        raise RefusedError(
            f"{ARSIP}/{new}/{both[0]} sudah ada; bandingkan dengan {ARSIP}/{old}/{both[0]}, hapus salah satu"
        )
    return [(f"{ARSIP}/{old}/{name}", f"{ARSIP}/{new}/{name}") for name in names]
