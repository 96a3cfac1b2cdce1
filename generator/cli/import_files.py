"""The command `import`: SOPs that exist as PDF, Excel or Word become drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from generator.cli.answers import act_or_refuse, require_folder, tell_trial
from generator.cli.excel import read_back
from generator.cli.frame import DATA, Coba, Data, command
from generator.commands.accept_import import accept_import
from generator.commands.import_documents import Imported, Importer, documents_in, waiting
from generator.commands.import_report import write_report
from generator.commands.import_review import write_review
from generator.commands.merge_names import merge_names, write_pairs
from generator.data.loader import load


@command(87, name="import")
def import_files(
    berkas: Annotated[
        list[Path] | None, typer.Argument(metavar="BERKAS", help="PDF, .xlsx, .docx, atau folder berisi berkas itu.")
    ] = None,
    data: Data = DATA,
    unit: Annotated[str, typer.Option("--unit", metavar="ID", help="Unit pemilik semua SOP yang diimpor.")] = "",
    tinjau: Annotated[bool, typer.Option("--tinjau", help="Sebutkan hasil impor yang belum diperiksa.")] = False,
    terima: Annotated[
        list[str] | None,
        typer.Option("--terima", metavar="SLUG", help="Nyatakan bahwa hasil impor sudah cocok dengan dokumennya."),
    ] = None,
    gabung: Annotated[
        bool, typer.Option("--gabung", help="Satukan nama yang diputuskan sama pada nama-mirip.csv.")
    ] = False,
    coba: Coba = False,
) -> None:
    """Membaca SOP yang sudah ada (PDF, Excel, Word) menjadi draf, beserta hal yang harus dipastikan."""
    out = Console()
    require_folder(out, data)
    if tinjau:
        _tell_waiting(out, data)
    for slug in terima or ():
        done = act_or_refuse(data, lambda slug=slug: accept_import(data, slug, coba=coba))  # type: ignore[misc]
        if coba:
            tell_trial(data, done)
        else:
            out.print(f"Diterima: {escape(slug)}. SOP ini dapat ditinjau dan diterbitkan.", soft_wrap=True)
    if gabung:
        _merge(out, data, coba)
    if berkas:
        _import(out, data, berkas, unit, coba)
    elif not (tinjau or terima or gabung):
        out.print("[bold red]Sebutkan berkas atau folder yang diimpor[/], atau pakai --tinjau atau --terima.")
        raise typer.Exit(2)


def _merge(out: Console, data: Path, coba: bool) -> None:
    done = act_or_refuse(data, lambda: merge_names(data, coba=coba))
    for one, files in done:
        verb = "Akan disatukan" if coba else "Disatukan"
        out.print(f"{verb}: {one.old} menjadi {one.new} pada {', '.join(files)}", soft_wrap=True, highlight=False)
    if not done:
        out.print("Tidak ada nama yang diputuskan sama dan belum disatukan.")


def _import(out: Console, data: Path, wanted: list[Path], unit: str, coba: bool) -> None:
    from generator.workbook.read_workbook import is_our_workbook

    found = documents_in(wanted)
    own = [path for path in found if is_our_workbook(path)]
    whole = [read_back(out, data, path, agreed=False, coba=coba) for path in own]  # an edit of what is there
    paths = [path for path in found if path not in own]
    if not paths:
        raise typer.Exit(0 if all(whole) else 1)
    importer = act_or_refuse(data, lambda: Importer(data, unit, coba=coba))
    if unit and unit not in importer.proyek.instansi.unit:
        out.print(f"[bold red]Unit '{escape(unit)}' tidak ada pada instansi.yml.[/]", soft_wrap=True)
        raise typer.Exit(2)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Membaca", total=len(paths))

        def told(done: Imported) -> None:
            bar.advance(task)
            _tell(out, done, coba)

        results = importer.run(paths, told)
    made = sum(one.state == "dibuat" for one in results)
    refused = [one for one in results if one.state == "ditolak"]
    out.print(f"{len(results)} berkas: {made} {'akan ' if coba else ''}dibuat, {len(refused)} tidak dibaca.")
    if coba:
        out.print("Tidak ada yang ditulis (--coba).")
    else:
        report = write_report(data, results, importer.ids)
        write_pairs(data, importer.ids)
        proyek, _ = load(data)
        for one in results:
            if one.state == "dibuat" and proyek is not None:
                write_review(data, proyek, one)
        out.print(f"Laporan: {escape(report.as_posix())}", soft_wrap=True, highlight=False)
        out.print("Periksa dengan 'sop import --tinjau', lalu 'sop import --terima SLUG'.")
    if refused and len(refused) == len(results):
        raise typer.Exit(1)


def _tell(out: Console, done: Imported, coba: bool) -> None:
    name = escape(done.path.name)
    if done.state == "ditolak":
        words = f"[bold red]Tidak dibaca[/]: {name}: {escape(done.reason)}. {escape(done.remedy)}"
    elif done.state == "sudah":
        words = f"Sudah diimpor: {name} menjadi {escape(done.slug)}."
    elif done.state == "revisi":
        words = f"[yellow]Mungkin revisi[/]: {name}: {escape(done.reason)}; tidak ditulis sebagai SOP baru."
    else:
        verb = "Akan dibuat" if coba else "Dibuat"
        words = (
            f"{verb}: {escape(done.slug)} dari {name}: {done.steps} langkah, {done.symbols} simbol, "
            f"{done.links} panah, {done.doubts} hal untuk dipastikan."
        )
        words += f" [yellow]Perhatikan[/]: {escape(done.reason)}." if done.reason else ""
    out.print(words.rstrip(), soft_wrap=True, highlight=False)


def _tell_waiting(out: Console, data: Path) -> None:
    proyek, _ = load(data)
    found = list(waiting(proyek)) if proyek else []
    for slug, count in found:
        page = write_review(data, proyek, slug) if proyek else None
        out.print(f"{escape(slug)}: {count} hal untuk dipastikan", soft_wrap=True, highlight=False)
        if page:
            out.print(f"  halaman tinjau: {escape(page.as_posix())}", soft_wrap=True, highlight=False)
    out.print(f"{len(found)} hasil impor belum diperiksa." if found else "Tidak ada hasil impor yang menunggu.")
