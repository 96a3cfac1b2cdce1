"""A comparison, and what a change touches, on the console and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.text import Text

from generator.commands.diff_sides import Pasang
from generator.revisions.change_report import ChangeLine, JenisButir, renaming_lines, report_changes
from generator.revisions.impact import Impact
from generator.revisions.names import Names, freeze_names, renamed
from generator.revisions.reader_view import for_reader
from generator.revisions.sop_diff import SopDiff, compare
from generator.revisions.word_diff import WordRun

TANDA: Mapping[JenisButir, str] = {"baru": "+", "hapus": "-", "pindah": ">", "pecah": "+", "gabung": "-", "ubah": "~"}
_WARNA: Mapping[str, str] = {"+": "green", "-": "red", ">": "cyan", "~": "yellow"}
LAMA_DIPAKAI = "; SOP ini memakai yang lama sampai direvisi"
TANPA_BUTIR = "tidak ada yang berubah bagi pembaca; yang berbeda hanya catatan di dalam berkas"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of one SOP compared; ``beda`` is None where one side has none."""

    pasang: Pasang
    diff: SopDiff | None
    butir: tuple[ChangeLine, ...]

    @property
    def same(self) -> bool:
        return self.diff is not None and self.diff.is_empty and not self.butir

    @property
    def judul(self) -> str:
        """The SOP's title, as the newer side has it."""
        sop = self.pasang.baru or self.pasang.lama
        return sop.judul if sop else self.pasang.slug

    @property
    def gist(self) -> str:
        """What came of it, in a few words."""
        if self.pasang.lama is None:
            return "SOP baru"
        if self.pasang.baru is None:
            return "SOP ini tidak ada lagi"
        if self.same:
            return "sama"
        return f"{len(self.butir)} perubahan" if self.butir else TANPA_BUTIR


def compare_pair(pasang: Pasang, nama: Names) -> Comparison:
    """Compare the two sides."""
    if pasang.lama is None or pasang.baru is None:
        return Comparison(pasang, None, ())
    beda = compare(pasang.lama, pasang.baru)
    butir = report_changes(pasang.lama, pasang.baru, nama, beda)
    said = {satu.bidang for satu in butir}
    return Comparison(pasang, beda, (*butir, *(b for b in _elsewhere(pasang) if b.bidang not in said)))


def _elsewhere(pasang: Pasang) -> Iterator[ChangeLine]:
    """What was renamed in the data folder itself: between its two states, or since the SOP was put in force."""
    old, new, (before, now) = pasang.lama, pasang.baru, pasang.proyek
    if old is None or new is None or now is None:
        return
    today = freeze_names(for_reader(now), new)
    if before is not None and before.folder != now.folder:
        changes = renamed(freeze_names(for_reader(before), old), today)
    elif new is now.sop.get(pasang.slug):
        changes = renamed(new.nama_terbit, today)
    else:
        return
    yield from renaming_lines(changes, "" if new.nama_terbit is None else LAMA_DIPAKAI)


def show(out: Console, compared: Sequence[Comparison]) -> None:
    """Every SOP that differs, a line for each change, a second one with the words marked where a text changed."""
    changed = [satu for satu in compared if not satu.same]
    for satu in changed:
        out.print(Text(f"{satu.judul} ({satu.pasang.slug}): {satu.gist}", style="bold"), soft_wrap=True)
        old, new = satu.pasang.sebutan
        out.print(Text(f"  lama: {old}   baru: {new}", style="dim"), soft_wrap=True)
        for butir in satu.butir:
            sign = TANDA[butir.jenis]
            out.print(Text.assemble((f"  {sign} ", _WARNA[sign]), butir.kalimat), soft_wrap=True)
            if butir.potongan:
                out.print(Text.assemble("      ", *map(_piece, butir.potongan)), soft_wrap=True)
    if not changed:
        out.print("Tidak ada perbedaan.")


def _piece(potongan: WordRun) -> tuple[str, str]:
    """A run of words, marked by brackets too, so that it reads without colours."""
    text = potongan.teks.rstrip()
    space = potongan.teks[len(text) :] or " "
    shown = {"sama": (text, ""), "hapus": (f"[-{text}-]", "red strike"), "baru": (f"{{+{text}+}}", "green underline")}
    words, style = shown[potongan.jenis]
    return words + space, style


def comparisons_json(compared: Sequence[Comparison]) -> str:
    """The comparisons for programs: sentences, and the whole difference as data."""
    rows = [
        {
            "slug": satu.pasang.slug,
            "judul": satu.judul,
            "lama": satu.pasang.sebutan[0] if satu.pasang.lama else None,
            "baru": satu.pasang.sebutan[1] if satu.pasang.baru else None,
            "sama": satu.same,
            "butir": [asdict(butir) for butir in satu.butir],
            "beda": asdict(satu.diff) if satu.diff else None,
        }
        for satu in compared
    ]
    whole = {"sama": all(satu.same for satu in compared), "sop": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def show_impact(out: Console, dampak: Impact) -> None:
    """What a change touches, group by group."""
    out.print(Text(f"{dampak.judul}: {dampak.gist}", style="bold"), soft_wrap=True)
    for title, items in dampak.by_kind():
        out.print(Text(f"{title} ({len(items)})", style="bold"), soft_wrap=True)
        for item in items:
            why = f": {item.sebab}" if item.sebab else ""
            out.print(Text.assemble("  ", item.nama, (why, "dim")), soft_wrap=True)


def impact_json(dampak: Impact) -> str:
    """What a change touches, for programs."""
    return json.dumps(asdict(dampak), ensure_ascii=False, indent=1)
