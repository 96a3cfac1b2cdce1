"""The whole way, readable in one screen: load -> check -> model -> flow -> pages -> docs/ -> MkDocs -> site/."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.cara import Cara
from generator.check import check
from generator.data.bahasa import tanggal
from generator.data.kutipan import quote
from generator.data.loader import load
from generator.data.proyek import Proyek
from generator.data.simpanan import Simpanan
from generator.findings import Finding, has_errors, in_order
from generator.io.atomic import recover, write_whole
from generator.io.lock import BusyError, locked
from generator.io.trouble import cannot_write, still_busy
from generator.program import program
from generator.revisi.pembaca import untuk_pembaca
from generator.sampah import held_back
from generator.satuan import make_docs
from generator.site.docs import ORIGIN, Workplace, forget_lost
from generator.site.downloads import logo_path
from generator.site.mkdocs import build_site
from generator.site.warna import warna_path

ROOT = Path(__file__).resolve().parent.parent
"""The project: mkdocs.yml, overrides/ and the hand-written docs/ lie here."""
DEFAULT_DATA = ROOT / "sop_data"


@dataclass(frozen=True, slots=True)
class Result:
    """What a build came to. ``built`` is False when findings stopped it; then the old site is still up."""

    findings: tuple[Finding, ...]
    built: bool
    proyek: Proyek | None = None
    pages: int = 0
    changed: int = 0


def examine(
    data: Path, hari: datetime.date | None = None, simpanan: Simpanan | None = None
) -> tuple[Proyek | None, list[Finding]]:
    """Read and check everything, write nothing. ``hari``: the day of the check, for the rules that need one;
    ``simpanan``: what was read and checked before, which takes up what is new."""
    with held_back():
        proyek, findings = load(data, simpanan)
        if proyek is not None:
            findings += check(proyek, hari, simpanan)
        return proyek, quote(data, in_order(findings))


def build(
    data: Path, site: Path, cara: Cara | None = None, *, workplace: Workplace | None = None,
    simpanan: Simpanan | None = None,
) -> Result:  # fmt: skip
    """Make the site of the data folder ``data`` in ``site``; nothing is written while the data have errors.

    ``workplace`` overrides where the generated pages are kept between builds; ``simpanan``: what this process read and
    checked before, None = what the last one left.
    Another build of the same place is waited for. A full disk is a finding; the old site is up until the new one is
    whole.
    """
    cara, place = cara or Cara(), workplace or workplace_of(data)

    def wait() -> None:
        cara.progress("Menunggu pembuatan situs lain selesai", 0, 5)

    try:
        with held_back(), locked(place.home, wait), locked(site, wait):
            recover(site.resolve())
            if workplace is None:
                prepare(place, data)
            return _build(data, site, cara, place, simpanan or last_known(place))
    except BusyError as error:
        return Result((still_busy(site, error.mark),), False)
    except OSError as error:
        return Result((cannot_write(error, site),), False)


def _build(data: Path, site: Path, cara: Cara, workplace: Workplace, simpanan: Simpanan) -> Result:
    cara.progress("Membaca dan memeriksa data", 0, 5)
    proyek, findings = examine(data, simpanan=simpanan)
    remember(simpanan, workplace)
    if proyek is None or has_errors(findings, strict=cara.strict):
        return Result(tuple(findings), False, proyek)
    proyek = untuk_pembaca(proyek, cara.hari)

    renewal, blocked = make_docs(proyek, tuple(findings), workplace, cara)
    if blocked:
        return Result((*findings, *blocked), False, proyek)

    cara.progress("Membangun situs", 4, 5)
    settings = settings_of(proyek, cara.hari)
    settings["extra"] |= cara.tambahan
    findings += build_site(ROOT / "mkdocs.yml", workplace, site, settings, renewal.ledger, renewal.heads)
    cara.progress("Selesai", 5, 5)
    pages = sum(name.endswith(".md") for name in renewal.ledger)
    return Result(tuple(findings), not has_errors(findings), proyek, pages, renewal.changed)


def last_known(workplace: Workplace) -> Simpanan:
    """What the last build in ``workplace`` read and checked."""
    try:
        left = (workplace.home / "bacaan.txt").read_bytes()
    except OSError:
        left = b""
    return Simpanan(left, program())


def remember(known: Simpanan, workplace: Workplace) -> None:
    """Leave ``known`` for the next process."""
    left = known.tulis()
    if left is not None:
        write_whole(workplace.home / "bacaan.txt", left)


def workplace_of(data: Path) -> Workplace:
    """docs/ for the project's own data; any other data folder gets a place of its own."""
    if data.resolve() == DEFAULT_DATA:
        return Workplace(ROOT / "docs", ROOT / ".sop" / "daftar.json")
    home = str(data.resolve())
    folder = ROOT / ".sop" / f"{data.resolve().name}-{hashlib.sha256(home.encode()).hexdigest()[:8]}"
    return Workplace(folder / "docs", folder / "daftar.json")


def prepare(workplace: Workplace, data: Path) -> None:
    """Set up the working place of another data folder, with the panduan copied in."""
    if workplace.docs == ROOT / "docs" or not data.is_dir():
        return
    forget_lost(ROOT / ".sop")
    write_whole(workplace.home / ORIGIN, str(data.resolve()).encode())
    workplace.copy_hand_written(ROOT / "docs")


def keadaan(hari: datetime.date | None) -> str:
    """What every page says where the site shows the library as it stood on one day."""
    return f"Keadaan per {tanggal(hari)}" if hari else ""


def settings_of(proyek: Proyek, hari: datetime.date | None = None) -> dict[str, Any]:
    """What mkdocs.yml takes from the data."""
    extra = {"instansi": site_identity(proyek), "keadaan": keadaan(hari)}
    instansi = proyek.instansi
    return {"site_name": instansi.nama_situs, "site_url": instansi.alamat_situs, "extra": extra}


def site_identity(proyek: Proyek) -> dict[str, str]:
    """What the theme's header and footer say about the agency."""
    instansi = proyek.instansi
    return {
        "pemerintah": instansi.pemerintah,
        "nama": instansi.nama,
        "nama_tampil": instansi.nama_biasa,
        "logo": logo_path(proyek),
        "warna": warna_path(proyek),
    }
