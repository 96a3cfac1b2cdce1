"""`sop init`: the folder of an agency, by a few questions or by options."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from generator.cli.frame import Coba, command
from generator.cli.questions import ask, ask_several
from generator.commands import console, start_agency
from generator.commands.at_work import RefusedError
from generator.commands.start_agency import problem_with
from generator.commands.usual_folders import DATA


class PaperName(StrEnum):
    """The paper of the official document."""

    F4 = "F4"
    A4 = "A4"
    Letter = "Letter"


@command(5, "init")
def start(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder instansi; dibuat bila belum ada.")],
    pemerintah: Annotated[
        str | None, typer.Option("--pemerintah", metavar="TEKS", help="Baris pertama kop, misalnya nama kabupaten.")
    ] = None,
    nama: Annotated[str | None, typer.Option("--nama", metavar="TEKS", help="Nama instansi pada kop.")] = None,
    nama_tampil: Annotated[
        str | None, typer.Option("--nama-tampil", metavar="TEKS", help="Nama instansi di dalam kalimat.")
    ] = None,
    jabatan: Annotated[
        str | None, typer.Option("--jabatan-pengesah", metavar="TEKS", help="Jabatan yang mengesahkan SOP.")
    ] = None,
    pejabat: Annotated[
        str | None, typer.Option("--nama-pengesah", metavar="TEKS", help="Nama pejabat yang mengesahkan SOP.")
    ] = None,
    nip: Annotated[str | None, typer.Option("--nip", metavar="TEKS", help="NIP pejabat itu.")] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", metavar="TEKS", help="Nama unit pemilik SOP; boleh ditulis beberapa kali."),
    ] = None,
    kertas: Annotated[PaperName | None, typer.Option("--kertas", help="Kertas dokumen resmi.")] = None,
    alamat_situs: Annotated[
        str | None, typer.Option("--alamat-situs", metavar="ALAMAT", help="Alamat situs di jaringan, bila sudah ada.")
    ] = None,
    logo: Annotated[
        Path | None, typer.Option("--logo", metavar="BERKAS", help="Gambar logo; disalin ke folder data.")
    ] = None,
    coba: Coba = False,
) -> None:
    """Menyiapkan folder data untuk sebuah instansi. Yang tidak diberikan sebagai pilihan ditanyakan."""
    out = Console()
    given = {
        "pemerintah": pemerintah,
        "nama": nama,
        "nama_tampil": nama_tampil,
        "jabatan": jabatan,
        "pejabat": pejabat,
        "nip": nip,
        "kertas": kertas.value if kertas else None,
        "alamat_situs": alamat_situs,
    }
    if not (pemerintah and nama and jabatan):
        typer.echo("Enter saja menerima isi di dalam kurung siku, atau mengosongkan. Semuanya dapat diubah kemudian.")
        given = _answers(folder, given)
        unit = unit if unit is not None else ask_several("Unit pemilik SOP, bila ada.")
        logo = logo or _image()
    agency = start_agency.Agency(
        **{key: value or "" for key, value in given.items() if key != "kertas"},
        kertas=given["kertas"] or PaperName.F4.value,
        unit=tuple(unit or ()),
        logo=logo,
    )
    _refuse_answers(out, agency)
    try:
        started = start_agency.start(folder, agency, dry=coba)
    except RefusedError as refusal:
        console.show_findings(out, refusal.temuan, folder / DATA)
        words = f"[bold red]Tidak dibuat[/]: {escape(refusal.sebab)}. Tidak ada berkas yang berubah."
        out.print(words, soft_wrap=True, highlight=False)
        raise typer.Exit(1) from None
    _tell(out, folder, started, coba)


def _answers(folder: Path, given: dict[str, str | None]) -> dict[str, str | None]:
    """The answers to what is not given."""

    def answer(key: str, question: str, default: str = "", field: str = "nama_situs") -> str:
        known = given[key]
        return known if known is not None else ask(question, default, lambda text: problem_with(field, text))

    place = folder.resolve().name
    answers = {"pemerintah": answer("pemerintah", "Pemerintah, baris pertama kop (misalnya PEMERINTAH KOTA CONTOH)")}
    answers["nama"] = answer("nama", "Nama instansi, baris kedua kop", place)
    name = answers["nama"].strip() or place or "Instansi"
    answers["nama_tampil"] = given["nama_tampil"] or ""
    if name.isupper():
        answers["nama_tampil"] = answer("nama_tampil", "Nama instansi di dalam kalimat", name.title())
    head = f"Kepala {name.split()[0].capitalize()}"
    answers["jabatan"] = answer("jabatan", "Jabatan yang mengesahkan SOP", head)
    answers["pejabat"] = answer("pejabat", "Nama pejabat itu (kosong = belum tahu)")
    answers["nip"] = answer("nip", "NIP pejabat itu (kosong = belum tahu)")
    answers["kertas"] = answer("kertas", "Kertas dokumen resmi: F4, A4, atau Letter", PaperName.F4.value, "kertas")
    answers["alamat_situs"] = answer("alamat_situs", "Alamat situs (kosong = belum ada)", "", "alamat_situs")
    return {**answers}


def _image() -> Path | None:
    """The image of the logo, asked for until it can be printed or there is none."""

    def problem(answer: str) -> str:
        try:
            start_agency.read_image(Path(answer))
        except RefusedError as refusal:
            return refusal.sebab
        return ""

    answer = ask("Berkas gambar logo (kosong = belum ada)", "", problem)
    return Path(answer) if answer else None


def _refuse_answers(out: Console, agency: start_agency.Agency) -> None:
    """What is needed and missing, or cannot be, is wrong use."""
    needed = {"--pemerintah": agency.pemerintah, "--nama": agency.nama, "--jabatan-pengesah": agency.jabatan}
    missing = [option for option, value in needed.items() if not value.strip()]
    wrong = problem_with("alamat_situs", agency.alamat_situs) if agency.alamat_situs else ""
    if missing or wrong:
        why = f"Belum diketahui: {', '.join(missing)}" if missing else f"--alamat-situs: {wrong}"
        out.print(f"[bold red]{escape(why)}.[/] Tidak ada berkas yang berubah.", soft_wrap=True, highlight=False)
        raise typer.Exit(2)


def _tell(out: Console, folder: Path, started: start_agency.Started, coba: bool) -> None:
    def say(words: str) -> None:
        out.print(escape(words), soft_wrap=True, highlight=False)

    say(f"{'Akan dibuat' if coba else 'Dibuat'} di {folder.as_posix()}:")
    for name in started.made:
        say(f"  {name}")
    for name in started.kept:
        more = "; 'sop schema' menambahkan yang kurang" if name.startswith(".vscode") else ""
        say(f"  {name} sudah ada dan tidak diubah{more}")
    if coba:
        say("Tidak ada yang ditulis (--coba).")
        return
    say('Berikutnya, dari dalam folder itu: sop new "Judul SOP", lalu sop check dan sop build. Lihat README.md.')
