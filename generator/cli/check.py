"""`sop check`: the findings, in the shape that is asked for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from generator.cli.frame import DATA, DAY, Data, Strict, command
from generator.commands import console, findings_formats, mend
from generator.commands.findings_view import Selection, asked_for, names_in
from generator.data.near_words import suggest
from generator.examine import examine
from generator.findings import CODES, Severity, has_errors


class Format(StrEnum):
    """Ways to print findings."""

    text = "text"
    json = "json"
    github = "github"
    gitlab = "gitlab"


@command(20)
def check(
    nama: Annotated[
        str | None, typer.Argument(metavar="SLUG", help="Hanya SOP ini: nama berkas tanpa .yml; kosong = semua.")
    ] = None,
    data: Data = DATA,
    strict: Strict = False,
    galat: Annotated[bool, typer.Option("--galat", help="Hanya galat.")] = False,
    peringatan: Annotated[bool, typer.Option("--peringatan", help="Hanya peringatan.")] = False,
    saran: Annotated[bool, typer.Option("--saran", help="Hanya saran, satu per satu.")] = False,
    kode: Annotated[
        list[str] | None, typer.Option("--kode", help="Hanya temuan berkode ini; boleh ditulis beberapa kali.")
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="Bentuk keluaran.")] = Format.text,
    tanggal: Annotated[
        datetime | None, typer.Option("--tanggal", formats=DAY, help="Hari pemeriksaan; bawaan: hari ini.")
    ] = None,
    perbaiki: Annotated[
        bool, typer.Option("--perbaiki", help="Perbaiki yang pasti: tampilkan perubahannya, lalu tanyakan.")
    ] = False,
    ya: Annotated[bool, typer.Option("--ya", help="Dengan --perbaiki: tulis tanpa bertanya.")] = False,
) -> None:
    """Memeriksa data tanpa membuat situs."""
    out = Console()
    levels: dict[Severity, bool] = {"galat": galat, "peringatan": peringatan, "saran": saran}
    wanted = Selection(
        asked_for(nama or "", data),
        tuple(level for level in levels if levels[level]),
        tuple(map(str.upper, kode or ())),
    )
    _refuse_unknown(out, wanted, data)
    if perbaiki and data.is_dir() and not mend.run(out, data, wanted.nama, agreed=ya):
        raise typer.Exit(1)
    _, findings = examine(data, (tanggal or datetime.now()).date())
    chosen = wanted.of(findings) if data.is_dir() else findings
    if format is Format.json:
        print(findings_formats.as_json(chosen, data))
    elif format is Format.github:
        print(findings_formats.as_github(chosen, data))
    elif format is Format.gitlab:
        print(findings_formats.as_gitlab(chosen, data))
    else:
        day = f"--tanggal {tanggal:%Y-%m-%d}" if tanggal else ""
        console.show_report(out, chosen, findings, data, wanted, day)
    raise typer.Exit(1 if has_errors(findings, strict=strict) else 0)


def _refuse_unknown(out: Console, wanted: Selection, data: Path) -> None:
    """A code or a name that is nowhere is wrong use: an empty list would look like "nothing is wrong"."""
    unknown = [code for code in wanted.codes if code not in CODES]
    if unknown:
        out.print(
            f"[bold red]Kode '{escape(unknown[0])}' tidak dikenal[/]; {suggest(unknown[0], CODES)}", soft_wrap=True
        )
        raise typer.Exit(2)
    if wanted.nama and data.is_dir() and not wanted.known_in(data):
        near = suggest(wanted.nama, names_in(data))
        out.print(f"[bold red]Tidak ada berkas data '{escape(wanted.nama)}'[/]; {escape(near)}", soft_wrap=True)
        raise typer.Exit(2)
