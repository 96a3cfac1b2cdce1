"""What is handed out: `book`, `bundle`, `papers`, `chart`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from generator.build.make_part import Job, PartError, make_part
from generator.cli.answers import require_folder, say_fault
from generator.cli.build import showing_progress
from generator.cli.frame import DATA, DAY, Data, Debug, Slugs, command
from generator.cli.start import PaperName
from generator.commands import console, handout
from generator.commands.bundle import BundleMaker
from generator.commands.output_file import ForeignOutputError, refuse_foreign_file, write_outputs
from generator.data.instansi import NamaKertas
from generator.data.wording import format_date
from generator.io.trouble import place_of, reason
from generator.pages.render import file_size
from generator.site.look import look_of
from generator.working_folder import home_of

OutFolder = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Folder tempat hasilnya ditulis.")]
Day = Annotated[
    datetime.datetime | None,
    typer.Option("--tanggal", formats=DAY, help="Hari yang dipakai untuk memilih yang berlaku; bawaan: hari ini."),
]


@command(110)
def book(
    out: Annotated[Path, typer.Option("--out", metavar="BERKAS", help="Berkas PDF yang ditulis.")],
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help="Hanya SOP unit ini: id unit pada instansi.yml.")
    ] = None,
    tanggal: Day = None,
    data: Data = DATA,
    debug: Debug = False,
) -> None:
    """Menjilid dokumen resmi semua SOP yang berlaku menjadi satu PDF: sampul, daftar isi, nomor halaman, penanda."""
    show = Console()
    require_folder(show, data)
    if out.suffix.lower() != ".pdf":
        show.print(f"[bold red]'{escape(str(out))}' bukan nama berkas PDF.[/] Akhiri nama pada --out dengan .pdf.")
        raise typer.Exit(2)
    with _handing_out(show, data, "Buku tidak dibuat", out, debug), showing_progress(show) as progress:
        refuse_foreign_file(out)
        made = handout.make_book(data, unit, _day(tanggal), progress)
        write_outputs({out: made.pdf})
    size = file_size(len(made.pdf))
    show.print(f"[bold green]Buku selesai[/]: {made.sops} SOP, {made.pages} halaman dokumen, {size}.", highlight=False)
    show.print(f"Buka: {escape(out.as_posix())}", soft_wrap=True, highlight=False)


@command(120)
def bundle(
    slug: Slugs,
    out: OutFolder,
    tanggal: Day = None,
    data: Data = DATA,
    debug: Debug = False,
) -> None:
    """Membuat paket zip setiap SOP untuk dikirim lewat surel: halaman, PDF, dan formulir, dibuka tanpa situs."""
    show, undone = Console(), "Paket tidak dibuat"
    require_folder(show, data)
    with _handing_out(show, data, undone, out, debug), showing_progress(show) as progress:
        situs = handout.facts_at_hand(handout.library_at_hand(data))
        editions, kept = handout.editions_on(situs, slug, _day(tanggal)), home_of(data) / "pdf"
        maker = BundleMaker(situs.proyek, look_of(data.resolve().parent), lambda part: make_part(Job(part, kept)))
        made = []
        for done, edition in enumerate(editions):
            progress("Menyusun paket", done, len(editions))
            made.append(maker.bundle(edition))
    with _handing_out(show, data, "Tidak semua paket ditulis", out, debug):
        paths = [out / f"{edition.slug}.zip" for edition in editions]
        write_outputs(dict(zip(paths, made, strict=True)))
        for edition, path, content in zip(editions, paths, made, strict=True):
            _say_made(show, edition, f"{path.as_posix()}, {file_size(len(content))}", _day(tanggal))


@command(130)
def papers(
    slug: Slugs,
    out: OutFolder,
    tanggal: Day = None,
    data: Data = DATA,
    debug: Debug = False,
) -> None:
    """Menulis semua PDF beberapa SOP ke satu folder, untuk dicetak sekaligus."""
    show, undone = Console(), "PDF tidak ditulis"
    require_folder(show, data)
    with _handing_out(show, data, undone, out, debug), showing_progress(show) as progress:
        situs = handout.facts_at_hand(handout.library_at_hand(data))
        editions = handout.editions_on(situs, slug, _day(tanggal))
        made = []
        for done, edition in enumerate(editions):
            progress("Menyusun dokumen", done, len(editions))
            made.append((edition, list(handout.papers_at_hand(edition, home_of(data) / "pdf"))))
    with _handing_out(show, data, "Tidak semua PDF ditulis", out, debug):
        _write_folders(show, made, out, "PDF", _day(tanggal))


@command(140)
def chart(
    slug: Slugs,
    out: OutFolder,
    kertas: Annotated[
        PaperName | None, typer.Option("--kertas", help="Kertas lembar bagan; bawaan: kertas instansi.")
    ] = None,
    tanggal: Day = None,
    data: Data = DATA,
    debug: Debug = False,
) -> None:
    """Menulis bagan beberapa SOP sebagai gambar SVG dan PNG, untuk laporan: bagan layar dan lembar cetaknya."""
    show, undone = Console(), "Bagan tidak ditulis"
    require_folder(show, data)
    with _handing_out(show, data, undone, out, debug), showing_progress(show) as progress:
        situs = handout.facts_at_hand(handout.library_at_hand(data))
        editions = handout.editions_on(situs, slug, _day(tanggal))
        made = []
        for done, edition in enumerate(editions):
            progress("Menggambar bagan", done, len(editions))
            paper: NamaKertas = kertas.value if kertas else edition.situs.proyek.instansi.kertas
            made.append((edition, list(handout.charts_at_hand(edition, paper))))
    with _handing_out(show, data, "Tidak semua bagan ditulis", out, debug):
        _write_folders(show, made, out, "gambar", _day(tanggal))


def _write_folders(
    show: Console,
    made: Sequence[tuple[handout.EditionAtHand, Sequence[tuple[str, bytes]]]],
    out: Path,
    kind: str,
    day: datetime.date,
) -> None:
    """Write the files of each SOP to a folder of its own, and say how many of this kind they are."""
    write_outputs({out / edition.slug / name: content for edition, files in made for name, content in files})
    for edition, files in made:
        _say_made(show, edition, f"{(out / edition.slug).as_posix()}, {len(files)} {kind}", day)


def _say_made(show: Console, edition: handout.EditionAtHand, what: str, day: datetime.date) -> None:
    """What was written, and whether it is in force: what is not bears its mark on every sheet."""
    sop = edition.situs.proyek.sop[edition.slug]
    revision = "tanpa nomor revisi" if sop.revisi is None else f"revisi {sop.revisi}"
    other = "" if edition.in_force else f", tidak berlaku pada {format_date(day)} (status {sop.status})"
    show.print(f"Ditulis: {escape(what)}: {revision}{other}.", soft_wrap=True, highlight=False)


@contextmanager
def _handing_out(show: Console, data: Path, undone: str, out: Path, debug: bool) -> Iterator[None]:
    """Say what stands in the way: 2 where something was asked for that is not there, else 1."""
    try:
        yield
    except handout.CannotHandOutError as refused:
        console.show_findings(show, refused.findings, data)
        show.print(
            f"[bold red]{undone}[/]: {escape(refused.why.rstrip('?'))}{'?' if refused.why.endswith('?') else '.'}",
            soft_wrap=True,
            highlight=False,
        )
        raise typer.Exit(2 if refused.asked_wrongly else 1) from None
    except ForeignOutputError as error:
        show.print(f"[bold red]{undone}[/]: {escape(str(error))}.", soft_wrap=True, highlight=False)
        raise typer.Exit(2) from None
    except PartError as error:
        say_fault(show, f"{undone} karena kesalahan program", error, debug)
        raise typer.Exit(1) from None
    except OSError as error:
        why = f"{place_of(error, out)}: {reason(error)}"
        show.print(f"[bold red]{undone}[/]: {escape(why)}.", soft_wrap=True, highlight=False)
        raise typer.Exit(1) from None


def _day(value: datetime.datetime | None) -> datetime.date:
    return (value or datetime.datetime.now()).date()
