"""What the console shows people: findings, gravest first, and what came of a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from generator.commands.changes import diff_lines
from generator.commands.findings_formats import OUTSIDE_DATA, file_of
from generator.commands.findings_view import News, Selection, Told, accepted_for_agency, by_place, check_command, few
from generator.data.finding_words import words_of
from generator.findings import Finding, Severity
from generator.steps.rows import diagrams

if TYPE_CHECKING:  # what makes sites is loaded by the commands that make one
    from generator.pipeline import Result
    from generator.portal import PortalResult

_COLOURS: dict[Severity, str] = {"galat": "bold red", "peringatan": "yellow", "saran": "cyan"}
_MOST_CODES = (18, 5)
"""So many kinds of saran are counted one by one: where nothing graver stands above them, and where something does."""


def show_findings(console: Console, findings: Iterable[Finding], data: Path, *, hints: bool = True) -> None:
    """Each open finding, gravest first: place, severity, code, message; its line with a caret; how to mend it; what the
    standard says. Each line of a file is named once.

    What the standard says of a code is shown once. A galat is always shown in full; of the others, the line of the
    first of each code is, and an advice that was just given is not repeated.
    """
    told: set[tuple[str, ...]] = set()
    wanted = (f for f in findings if not f.diterima and (hints or f.severity != "saran"))
    for place in by_place(wanted):
        for number, one in enumerate(place):
            _show(console, one, data, told, first=number == 0)


def _show(console: Console, one: Told, data: Path, told: set[tuple[str, ...]], *, first: bool) -> None:
    """One finding. ``told``: what need not be said again; ``first``: it names the place for those below it."""
    finding = one.finding
    in_full = finding.severity == "galat"
    place = f":{finding.line}:{finding.column}" if finding.line else ""
    line = Text(f"{file_of(finding, data)}{place}: " if first else "", style="bold", overflow="fold")
    line.append(f"{finding.severity} {finding.code}: ", style=_COLOURS[finding.severity])
    line.append(f"{finding.message}{f' (juga pada {one.also})' if one.also else ''}", style="default")
    _say(console, line, 0 if first else 2)
    here = (finding.file, str(finding.line), str(finding.penunjuk))
    if finding.kutipan and here not in told and (in_full or (finding.code,) not in told):
        told.add(here)
        console.print(Text(f"    {finding.kutipan}"), soft_wrap=True)
        caret = Text(" " * (finding.penunjuk + 3) + "^", style=_COLOURS[finding.severity])
        console.print(caret, soft_wrap=True)
    if finding.remedy and (in_full or (finding.code, finding.remedy) not in told):
        _say(console, Text(f"-> {finding.remedy}", style="dim"), 4)
    if finding.basis and (finding.code,) not in told:
        _say(console, Text(f"dasar: {finding.basis}", style="dim"), 4)
    told.update({(finding.code,), (finding.code, finding.remedy)})


def _say(console: Console, words: Text, indent: int = 0) -> None:
    """A line of any length: a terminal gets it broken between words, a file or another program in one piece."""
    if console.is_terminal:
        console.print(Padding(words, (0, 0, 0, indent), expand=False))
    else:
        console.print(Text(" " * indent).append_text(words), soft_wrap=True)


def show_diff(console: Console, old: bytes, new: bytes) -> None:
    """What differs between two states of a file; characters that nobody sees are named."""
    for line in diff_lines(old, new):
        style = {"-": "red", "+": "green", "@": "cyan"}.get(line[:1], "default")
        console.print(Text(f"  {line}", style=style), soft_wrap=True)


def show_report(
    console: Console, chosen: Sequence[Finding], everything: Sequence[Finding], data: Path, wanted: Selection, day: str
) -> None:
    """What `sop check` says of the ``chosen`` findings among ``everything``: galat and peringatan each, saran counted
    by code unless ``wanted`` names them. ``day``: the option of the day of the check, "" = today."""
    one_by_one = "saran" in wanted.levels or bool(wanted.codes)
    show_findings(console, chosen, data, hints=one_by_one)
    if not one_by_one:
        _show_counts(console, chosen, lambda *more: check_command(data, wanted.nama, *more, day))
    say = partial(console.print, soft_wrap=True, highlight=False)
    say(f"Selesai diperiksa: {count_line(chosen)}.")
    if len(chosen) < len(everything):
        left = [finding for finding in everything if finding not in chosen]
        say(f"Di luar yang diminta: {count_line(left)}; semuanya: {escape(check_command(data, day))}")
    _show_hidden(console, chosen)


def _show_hidden(console: Console, findings: Iterable[Finding]) -> None:
    """How many findings instansi.yml accepts, and why."""
    hidden = accepted_for_agency(findings)
    if hidden:
        total = sum(count for _, count in hidden)
        _say(console, Text(f"{total} temuan diterima untuk seluruh instansi ('abaikan' pada instansi.yml):"))
    for what, count in hidden:
        _say(console, Text(f"{count:>3} {what}"), 2)


def _show_counts(console: Console, findings: Sequence[Finding], command: Callable[..., str]) -> None:
    """How many saran there are of each code, the most frequent first, and the commands that show them."""
    open_ones = [finding for finding in findings if not finding.diterima]
    counts = Counter(finding.code for finding in open_ones if finding.severity == "saran")
    if not counts:
        return
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    most = _MOST_CODES[counts.total() < len(open_ones)]
    shown = ranked if len(ranked) <= most + 1 else ranked[:most]
    rest = ranked[len(shown) :]
    _say(console, Text(f"{counts.total()} saran, yang tidak menghentikan pembuatan situs:", style=_COLOURS["saran"]))
    for code in shown:
        _say(console, Text(f"{counts[code]:>3} {code} {words_of(code)}".rstrip()), 2)
    if rest:
        _say(console, Text(f"{sum(counts[code] for code in rest):>3} dari {len(rest)} kode lain"), 2)
    _say(console, Text(f"Tampilkan: {command('--saran')}"))
    if len(ranked) > 1:
        _say(console, Text(f"Satu kode: {command(f'--kode {ranked[0]}')}"))


def show_stopping(console: Console, result: Result, data: Path, *, strict: bool) -> None:
    """What `sop build` says of findings: those that stop it, and those that no other command shows."""
    stops = ("galat", "peringatan") if strict else ("galat",)
    told = [f for f in result.findings if f.severity in stops or f.code in OUTSIDE_DATA]
    show_findings(console, told, data)


def show_news(console: Console, news: News, data: Path) -> None:
    """What a save changed: what is new, what is mended, how much is left and what of it still stops the build."""
    hints = [finding for finding in news.came if finding.severity == "saran"]
    show_findings(console, news.came, data, hints=few(hints))
    if not few(hints):
        _say(console, Text(f"{len(hints)} saran baru: {check_command(data, '--saran')}"))
    for finding in news.gone if few(news.gone) else ():
        _say(console, Text(f"Sudah beres: {file_of(finding, data)}: {finding.code} {finding.message}", style="green"))
    if not few(news.gone):
        _say(console, Text(f"Sudah beres: {count_line(news.gone)}", style="green"))
    for finding in (finding for finding in news.stayed if finding.severity == "galat"):
        place = f"{file_of(finding, data)}{f':{finding.line}:{finding.column}' if finding.line else ''}"
        _say(console, Text(f"Masih ada: {place}: galat {finding.code}: {finding.message}"))
    if news.stayed:
        _say(console, Text(f"Dari sebelumnya: {count_line(news.stayed)}; rinciannya: {check_command(data)}"))


def count_line(findings: Iterable[Finding]) -> str:
    """ "2 galat, 1 peringatan, 5 saran", and how many more somebody accepted."""
    findings = list(findings)
    counts = Counter(finding.severity for finding in findings if not finding.diterima)
    accepted = sum(bool(finding.diterima) for finding in findings)
    words = ", ".join(f"{counts[severity]} {severity}" for severity in _COLOURS)
    return f"{words}, {accepted} diterima" if accepted else words


def show_rebuilt(console: Console, result: Result) -> None:
    """What came of building again after a save, in one line."""
    words = (
        f"[bold green]Situs diperbarui[/]: {result.changed} berkas berubah."
        if result.built
        else "[bold red]Situs tidak diperbarui[/]. Situs yang lama tetap ada."
    )
    console.print(words, soft_wrap=True, highlight=False)


def show_summary(console: Console, result: Result, site: Path, data: Path) -> None:
    """What was made, what needs attention, where to look."""
    say = partial(console.print, soft_wrap=True, highlight=False)
    command = escape(check_command(data))
    if not result.built or result.proyek is None:
        say(f"[bold red]Situs tidak dibuat[/]: {count_line(result.findings)}. Situs yang lama tetap ada.")
        if any(finding.severity != "galat" for finding in result.findings):
            say(f"Semua temuan: {command}")
        return
    proyek = result.proyek
    steps = sum(len(diagram.baris) for sop in proyek.sop.values() for diagram in diagrams(sop))
    say(
        f"[bold green]Situs selesai[/]: {len(proyek.sop)} SOP, {steps} langkah, {len(proyek.formulir)} formulir, "
        f"{result.pages} halaman ({result.changed} berkas berubah)."
    )
    notes = Counter((kind, slug) for kind, slug, _ in proyek.open_konfirmasi())
    if notes:
        where = " dan ".join(
            f"{count} {nama}"
            for kind, nama in (("sop", "SOP"), ("formulir", "formulir"))
            if (count := sum(k == kind for k, _ in notes))
        )
        say(f"Perlu perhatian: {sum(notes.values())} hal perlu konfirmasi pada {where}; {count_line(result.findings)}.")
        say(f"  Rinciannya: {(site / 'perhatian' / 'index.html').as_posix()} dan perintah '{command}'.")
    elif result.findings:
        say(f"Perlu perhatian: {count_line(result.findings)}; rinciannya dengan perintah '{command}'.")
    _show_hidden(console, result.findings)
    say(f"Buka: {(site / 'index.html').as_posix()}")


def show_portal(console: Console, portal: PortalResult, site: Path) -> None:
    """What was made of each agency, and where to look; or which of them stopped the portal."""
    say = partial(console.print, soft_wrap=True, highlight=False)
    if not portal.built:
        stopped = ", ".join(part.nama for part in portal.bagian if not part.hasil.built)
        where = f" karena {stopped}" if stopped else ""
        say(f"[bold red]Portal tidak dibuat[/]{where}: perbaiki temuan di atas. Portal yang lama tetap ada.")
        return
    say(f"[bold green]Portal selesai[/]: {len(portal.bagian)} instansi.")
    for part in portal.bagian:
        sop = len(part.hasil.proyek.sop) if part.hasil.proyek else 0
        say(f"  {part.nama}: {sop} SOP, {part.hasil.pages} halaman ({part.hasil.changed} berkas berubah).")
        if part.hasil.findings:
            say(f"    {count_line(part.hasil.findings)}; rinciannya: {escape(check_command(part.data))}")
    say(f"Buka: {(site / 'index.html').as_posix()}")
