"""`sop delete`: a draft that was never published goes; whatever was published is withdrawn instead."""

from __future__ import annotations

from pathlib import Path

from generator.commands.at_work import ActionResult, RefusedError, data_at_work
from generator.data.library import Library, file_of
from generator.data.sop import Sop
from generator.data.wording import join_words
from generator.reading.source import is_signed
from generator.revisions.in_force import TERBIT
from generator.revisions.names import ids_of


def delete(data: Path, slug: str, *, coba: bool = False) -> ActionResult:
    """Take away the file of an SOP. Errors in the data do not hinder it: such a file may be what is to go."""
    name = file_of("sop", slug)
    with data_at_work(data, slug, coba=coba, mending=None) as now:
        published = sorted({*now.proyek.arsip.get(slug, {}), *_in_archive(data, slug)})
        if published:
            which = join_words(f"revisi {number}" for number in published)
            raise RefusedError(
                f"SOP ini pernah diterbitkan ({which}), dan cetakannya dapat masih dipegang orang; akhiri dengan "
                f"'sop withdraw {slug} --tanggal ...', sehingga pemegangnya diberi tahu"
            )
        if name not in now.proyek.sumber:
            raise RefusedError(f"SOP '{slug}' tidak ada: {name} tidak ditemukan di folder data")
        raw = now.raw(name)
        sop = now.proyek.sop.get(slug)
        if (sop is not None and sop.status in TERBIT) or is_signed(raw.decode("utf-8", "replace")):
            status = sop.status if sop else "terbit"
            raise RefusedError(f"SOP ini berstatus {status}; akhiri dengan 'sop withdraw {slug} --tanggal ...'")
        named_by = _named_by(now.proyek, slug)
        if named_by:
            raise RefusedError(f"SOP ini masih dirujuk oleh {join_words(named_by)}; hapus dulu rujukannya di sana")
        now.files.delete(name, raw)
        return now.done((sop.revisi or 0) if sop else 0)


def _in_archive(data: Path, slug: str) -> list[int]:
    """The numbers of the files in its archive, readable or not."""
    return [int(path.stem) for path in (data / "arsip" / slug).glob("*.yml") if path.stem.isdecimal()]


def _named_by(proyek: Library, slug: str) -> list[str]:
    """The files of other SOPs that name it."""
    files: dict[str, Sop] = {file_of("sop", other): sop for other, sop in proyek.sop.items() if other != slug}
    return [file for file, sop in files.items() if slug in ids_of(sop).get("sop", ())]
