"""The commands about revisions: `revise`, `publish`, `withdraw`, `diff`, `impact`."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from rich.console import Console
from rich.markup import escape

from generator.cli.answers import act_or_refuse, tell_trial
from generator.cli.frame import DATA, DAY, Coba, Data, Slug, Slugs, command
from generator.commands import actions, console, diff_console
from generator.commands.diff_html import make_page
from generator.commands.diff_sides import UnreadableSideError, pair_up
from generator.commands.output_file import ForeignOutputError, refuse_foreign_file, write_outputs
from generator.commands.publish_many import publish_all
from generator.data.loader import load
from generator.data.wording import format_date
from generator.io.trouble import place_of, reason
from generator.revisions.impact import impact_of

Tanggal: TypeAlias = datetime.datetime
TanggalRevisi = Annotated[
    Tanggal | None, typer.Option("--tanggal-revisi", formats=DAY, metavar="TANGGAL", help="Tanggal revisi.")
]
TanggalEfektif = Annotated[
    Tanggal | None, typer.Option("--tanggal-efektif", formats=DAY, metavar="TANGGAL", help="Tanggal mulai berlaku.")
]


class DiffFormat(StrEnum):
    """Ways to print a comparison."""

    text = "text"
    json = "json"


@command(60)
def revise(
    slug: Slug,
    data: Data = DATA,
    tanggal_revisi: TanggalRevisi = None,
    tanggal_efektif: TanggalEfektif = None,
    ringkasan: Annotated[
        list[str] | None, typer.Option("--ringkasan", help="Apa yang berubah; boleh ditulis beberapa kali.")
    ] = None,
    alasan: Annotated[str | None, typer.Option("--alasan", help="Mengapa direvisi.")] = None,
    coba: Coba = False,
) -> None:
    """Menyimpan SOP yang berlaku di arsip dan menyiapkan berkasnya sebagai revisi berikutnya."""
    days = _day(tanggal_revisi), _day(tanggal_efektif)
    if not ringkasan or alasan is None:  # what would be refused is refused before anything is asked
        act_or_refuse(data, lambda: actions.revise(data, slug, list(ringkasan or ()), alasan, *days, coba=True))
    summary = list(ringkasan or ()) or _ask_all("Apa yang berubah?")
    reason = alasan if alasan is not None else _ask("Mengapa direvisi? ")
    done = act_or_refuse(data, lambda: actions.revise(data, slug, summary, reason, *days, coba=coba))
    if coba:
        tell_trial(data, done)
        return
    typer.echo(f"Revisi {done.revisi} siap diubah: {(data / 'sop' / slug).as_posix()}.yml (status draf).")
    typer.echo(f"Yang sudah diterbitkan tersimpan di {(data / 'arsip' / slug).as_posix()}/.")
    typer.echo(
        f"Ubah isinya, periksa dengan 'sop check' dan 'sop diff {slug}', lalu terbitkan dengan 'sop publish {slug}'."
    )


@command(70)
def publish(
    slug: Slugs, data: Data = DATA, tanggal_revisi: TanggalRevisi = None, tanggal_efektif: TanggalEfektif = None,
    coba: Coba = False,
) -> None:  # fmt: skip
    """Menyatakan SOP berlaku, mencatat sidik isinya, dan menyimpan salinannya di arsip."""
    days = _day(tanggal_revisi), _day(tanggal_efektif)
    published = act_or_refuse(data, lambda: publish_all(data, slug, *days, coba=coba))
    for name, done in published:
        who = f"{name}: " if len(published) > 1 else ""
        if coba:
            tell_trial(data, done)
        elif not done.written:
            typer.echo(f"{who}Revisi {done.revisi} sudah terbit.")
        else:
            typer.echo(f"{who}Revisi {done.revisi} terbit: status berlaku.")
            for place in done.written:
                typer.echo(f"  ditulis: {(data / place).as_posix()}")


@command(80)
def withdraw(
    slug: Slug,
    tanggal: Annotated[
        Tanggal, typer.Option("--tanggal", formats=DAY, metavar="TANGGAL", help="Tanggal mulai tidak berlaku.")
    ],
    data: Data = DATA,
    alasan: Annotated[str | None, typer.Option("--alasan", help="Mengapa dicabut.")] = None,
    revisi: Annotated[
        int | None,
        typer.Option("--revisi", metavar="NOMOR", help="Batalkan revisi ini saja, sebelum mulai berlaku."),
    ] = None,
    pengganti: Annotated[
        str | None, typer.Option("--pengganti", metavar="SLUG", help="SOP yang menggantikannya.")
    ] = None,
    coba: Coba = False,
) -> None:
    """Mencabut SOP yang berlaku, atau membatalkan satu revisi sebelum berlaku."""
    day, today = tanggal.date(), datetime.date.today()
    done = act_or_refuse(
        data, lambda: actions.withdraw(data, slug, day, alasan, revisi, pengganti, today=today, coba=coba)
    )
    if coba:
        tell_trial(data, done)
        return
    if revisi is not None:
        typer.echo(f"Revisi {revisi} dibatalkan." if done.written else f"Revisi {revisi} sudah dibatalkan.")
        return
    if not done.written:
        typer.echo("SOP ini sudah dicabut.")
        return
    kept = "tetap tersimpan di arsip" if day <= today else "berlaku sampai sehari sebelumnya"
    typer.echo(f"SOP ini dicabut mulai {format_date(day)}; revisi {done.revisi} {kept}.")
    if pengganti:
        typer.echo(f"Pembaca diantar ke penggantinya: {pengganti}.")


@command(90)
def diff(
    lama: Annotated[
        str | None, typer.Argument(metavar="A", help="Berkas, folder data, SLUG, SLUG@REVISI, atau REV:BERKAS.")
    ] = None,
    baru: Annotated[str | None, typer.Argument(metavar="B", help="Pembandingnya, sama bentuknya.")] = None,
    data: Data = DATA,
    git: Annotated[str | None, typer.Option("--git", metavar="REV", help="Bandingkan dengan keadaan di git.")] = None,
    format: Annotated[DiffFormat, typer.Option("--format", help="Bentuk keluaran.")] = DiffFormat.text,
    html: Annotated[Path | None, typer.Option("--html", help="Tulis juga sebagai satu halaman HTML.")] = None,
) -> None:
    """Membandingkan dua versi. Kode keluar 0 bila sama, 1 bila berbeda, 2 bila tidak dapat dibandingkan."""
    try:
        if html is not None:
            refuse_foreign_file(html)
        pairs, nama, folders = pair_up(lama, baru, data, git)
        compared = [diff_console.compare_pair(pair, nama) for pair in pairs]
        if html is not None:
            write_outputs({html: make_page(compared, nama, folders).encode("utf-8")})
    except (UnreadableSideError, ForeignOutputError, OSError) as error:
        why = f"{place_of(error, html or data)}: {reason(error)}" if isinstance(error, OSError) else str(error)
        Console(stderr=True).print(f"[bold red]Tidak dapat dibandingkan[/]: {escape(why)}.", soft_wrap=True)
        raise typer.Exit(2) from None
    if format is DiffFormat.json:
        print(diff_console.comparisons_json(compared))
    else:
        diff_console.show(Console(highlight=False), compared)
    raise typer.Exit(1 if any(not satu.same for satu in compared) else 0)


@command(100)
def impact(
    slug: Slug,
    data: Data = DATA,
    format: Annotated[DiffFormat, typer.Option("--format", help="Bentuk keluaran.")] = DiffFormat.text,
) -> None:
    """Menyebut halaman, dokumen, pelaksana, formulir, dan SOP lain yang terkena perubahan yang belum diterbitkan."""
    out = Console(highlight=False)
    proyek, findings = load(data)
    if proyek is None or slug not in proyek.sop:
        console.show_findings(out, findings, data, hints=False)
        out.print(f"[bold red]SOP '{slug}' tidak dapat dibaca.[/] Lihat 'sop check'.")
        raise typer.Exit(1)
    found = impact_of(proyek, slug)
    if format is DiffFormat.json:
        print(diff_console.impact_json(found))
    else:
        diff_console.show_impact(out, found)


def _ask_all(question: str) -> list[str]:
    """Answers, one a line, up to an empty one."""
    typer.echo(f"{question} Satu perubahan satu baris; baris kosong berarti selesai.")
    answers: list[str] = []
    while answer := _ask(f"{len(answers) + 1}: "):
        answers.append(answer)
    return answers


def _ask(question: str) -> str:
    """A line of the answer; the end of the input counts as an empty one, so that a script need not answer."""
    try:
        return input(question).strip()
    except EOFError:
        return ""


def _day(value: datetime.datetime | None) -> datetime.date | None:
    return value.date() if value else None
