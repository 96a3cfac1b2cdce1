"""`sop new` and `sop schema`: a first file, and the editor that helps to fill it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from generator.cli.answers import refusal, require_folder
from generator.cli.frame import DATA, DAY, Coba, Data, command
from generator.cli.questions import ask, choose_one, somebody_answers
from generator.commands import console, editor_setup, new_actor, new_form, new_sop
from generator.commands.at_work import RefusedError
from generator.data import editor_schema
from generator.data.folder import name_problem
from generator.data.library import Library
from generator.data.loader import load
from generator.data.near_words import comma_items, suggest
from generator.examine import examine
from generator.io.lock import BusyError


@command(40)
def new(
    judul: Annotated[
        str | None, typer.Argument(help="Judul SOP atau formulir, atau nama jabatan; ditanyakan bila kosong.")
    ] = None,
    data: Data = DATA,
    formulir: Annotated[bool, typer.Option("--formulir", help="Membuat formulir kosong, bukan SOP.")] = False,
    jabatan: Annotated[bool, typer.Option("--jabatan", help="Menambah jabatan pada jabatan.yml, bukan SOP.")] = False,
    slug: Annotated[
        str | None, typer.Option("--slug", metavar="NAMA", help="Nama berkas tanpa .yml, atau id jabatan.")
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="ID", help="Unit pemilik SOP, id dari instansi.yml.")
    ] = None,
    pelaksana: Annotated[
        list[str] | None,
        typer.Option(
            "--pelaksana", metavar="ID", help="Kolom bagan, id dari jabatan.yml; boleh ditulis beberapa kali."
        ),
    ] = None,
    tanggal: Annotated[
        datetime.datetime | None,
        typer.Option("--tanggal", formats=DAY, metavar="TANGGAL", help="Tanggal pembuatan; kosong bila belum tahu."),
    ] = None,
    coba: Coba = False,
) -> None:
    """Membuat berkas SOP atau formulir baru yang kecil dan sah, atau menambah jabatan."""
    out = Console()
    if (formulir or jabatan) and (unit or pelaksana or tanggal or (formulir and jabatan)):
        _refuse_use(out, "--unit, --pelaksana, dan --tanggal hanya untuk SOP; --formulir dan --jabatan tidak bersama")
    judul = judul or typer.prompt("Nama jabatan" if jabatan else "Judul formulir" if formulir else "Judul SOP")
    if jabatan:
        _new_actor(out, data, judul, slug or "", coba)
        return
    proyek, findings = examine(data)
    if proyek is None or not proyek.jabatan:
        console.show_findings(out, findings, data)
        out.print("[bold red]Berkas baru tidak dibuat[/]: perbaiki dulu instansi.yml dan jabatan.yml.")
        raise typer.Exit(1)
    if not (new_form.form_slug(judul) if formulir else new_sop.slug_of(judul)):
        _refuse_use(out, "Judul harus memuat huruf atau angka")
    if slug:
        _refuse_name(out, proyek, slug, "formulir" if formulir else "sop")
    make: Callable[[], new_sop.NewFile]
    if formulir:
        make = partial(_fresh, data, proyek, lambda known: new_form.form_draft(judul, slug or "", known))
    else:
        wanted = new_sop.NewSop(
            judul, datetime.date.today(), slug or "", _unit(out, proyek, unit), _actors(out, proyek, pelaksana),
            tanggal.date() if tanggal else None,
        )  # fmt: skip
        make = partial(_fresh, data, proyek, lambda known: new_sop.draft(wanted, known))
    _write(out, data, make, coba, pattern=bool(proyek.instansi.pola_nomor) and not formulir)


def _fresh(data: Path, proyek: Library, make: Callable[[Library], new_sop.NewFile]) -> new_sop.NewFile:
    """Make it of the data as they are now: somebody else may have taken a number or a name meanwhile."""
    return make(load(data)[0] or proyek)


def _write(out: Console, data: Path, make: Callable[[], new_sop.NewFile], coba: bool, *, pattern: bool) -> None:
    """Write the new file and say so, or say why not; ``pattern``: whether it is to have a number by a pattern."""
    try:
        made = new_sop.write_new(make, data, dry=coba)
    except RefusedError as error:
        _refuse_use(out, error.sebab)
    except (OSError, BusyError) as error:
        out.print(f"[bold red]Berkas baru tidak dibuat[/]: {escape(refusal(error, data))}.", soft_wrap=True)
        raise typer.Exit(1) from None
    if made is None:
        name = make().path.relative_to(data).as_posix()
        out.print(f"[bold red]Berkas {escape(name)} sudah ada.[/] Pilih judul lain, atau nama lain dengan --slug.")
        raise typer.Exit(1)
    if not made.nomor and pattern:
        out.print("Nomor tidak diusulkan: pola_nomor memuat {unit}, dan unit SOP ini belum ada atau tanpa 'kode'.")
    if made.nomor:
        out.print(f"Nomor usul menurut pola_nomor: {escape(made.nomor)}", soft_wrap=True, highlight=False)
    if coba:
        _say_dry(out, made.path, made.text)
        return
    out.print(f"Dibuat: {escape(made.path.as_posix())}. Ubah isinya, lalu jalankan 'sop check'.", soft_wrap=True)
    _write_schemas(out, data)


def _new_actor(out: Console, data: Path, nama: str, id: str, coba: bool) -> None:
    try:
        added, lines = new_actor.add_actor(data, nama, id, dry=coba)
    except RefusedError as error:
        console.show_findings(out, error.temuan, data)
        words = f"[bold red]Jabatan tidak dibuat[/]: {escape(error.sebab)}. Tidak ada berkas yang berubah."
        out.print(words, soft_wrap=True, highlight=False)
        raise typer.Exit(1) from None
    path = data / new_actor.FILE
    if coba:
        _say_dry(out, path, lines)
        return
    words = f"Ditambahkan: jabatan '{added}' pada {path.as_posix()}. Tambahkan di bawahnya bila perlu: lengkap, jenis."
    out.print(escape(words), soft_wrap=True, highlight=False)


def _say_dry(out: Console, path: Path, text: str) -> None:
    out.print(f"Akan ditulis ke {escape(path.as_posix())}:", soft_wrap=True, highlight=False)
    out.print(Text(text.rstrip()), soft_wrap=True)
    out.print("Tidak ada yang ditulis (--coba).")


def _refuse_use(out: Console, why: str) -> NoReturn:
    out.print(f"[bold red]{escape(why)}.[/]", soft_wrap=True)
    raise typer.Exit(2)


def _refuse_name(out: Console, proyek: Library, slug: str, kind: str) -> None:
    """A name that no file can have, or that belongs to an SOP that is no more."""
    problem = name_problem(slug)
    if problem:
        _refuse_use(out, f"--slug {slug}: {problem[0]}; {problem[1]}")
    if kind == "sop" and slug in proyek.arsip and slug not in proyek.sop:
        _refuse_use(out, f"Nama '{slug}' milik SOP yang revisinya ada di arsip; pilih nama lain")


def _unit(out: Console, proyek: Library, wanted: str | None) -> str:
    """The unit that is asked for, or the only one; where there are several, a person is asked."""
    units = proyek.instansi.unit
    if wanted is not None:
        if wanted and wanted not in units:
            _refuse_use(out, f"Unit '{wanted}' tidak ada pada instansi.yml; {suggest(wanted, units).rstrip('.')}")
        return wanted
    if len(units) < 2:
        return next(iter(units), "")
    if not somebody_answers():
        return ""
    return choose_one("Unit pemilik (kosong = belum tahu)", ((id, unit.nama) for id, unit in units.items()))


def _actors(out: Console, proyek: Library, wanted: list[str] | None) -> tuple[str, ...]:
    """The columns of the chart that are asked for; a person is asked, and an empty answer takes the first two."""
    known = proyek.jabatan
    for id in wanted or ():
        if id not in known:
            _refuse_use(out, f"Jabatan '{id}' tidak ada pada jabatan.yml; {suggest(id, known).rstrip('.')}")
    if wanted is None and somebody_answers() and len(known) > 2:
        for id, jabatan in known.items():
            typer.echo(f"  {id}: {jabatan.nama}")
        usual = ", ".join(list(known)[:2])
        answer = ask("Pelaksana, kolom bagan dari kiri ke kanan", usual, lambda text: _unknown_actor(text, proyek))
        wanted = comma_items(answer)
    return tuple(dict.fromkeys(wanted or ()))


def _unknown_actor(answer: str, proyek: Library) -> str:
    unknown = [id for id in comma_items(answer) if id not in proyek.jabatan]
    return f"'{unknown[0]}' tidak ada; {suggest(unknown[0], proyek.jabatan)}" if unknown else ""


@command(50)
def schema(
    data: Data = DATA,
    check: Annotated[bool, typer.Option("--check", help="Hanya memeriksa apakah skema masih cocok.")] = False,
) -> None:
    """Menulis skema JSON ke folder data dan menyiapkan VS Code, supaya penyunting membantu saat mengetik."""
    out = Console()
    require_folder(out, data)
    if check:
        old = editor_schema.stale(data, editor_schema.texts())
        out.print(f"Tidak cocok lagi: {', '.join(old)}. Jalankan 'sop schema'." if old else "Skema masih cocok.")
        raise typer.Exit(1 if old else 0)
    changed = _write_schemas(out, data)
    if changed is None:
        raise typer.Exit(1)
    place = (data / editor_schema.FOLDER).as_posix()
    out.print(f"Skema di {escape(place)}: {changed} berkas berubah.", soft_wrap=True)
    _set_up_editor(out, data)


def _set_up_editor(out: Console, data: Path) -> None:
    """Set up Visual Studio Code, or say what to add by hand."""
    try:
        changed = editor_setup.set_up(data)
    except editor_setup.UnreadableSettingsError as error:
        words = json.dumps(error.lacking, ensure_ascii=False, indent=2)
        out.print(f"{escape(error.path.as_posix())} tidak diubah: memuat catatan atau bukan JSON.", soft_wrap=True)
        out.print(f"Tambahkan sendiri isi ini:\n{escape(words)}", soft_wrap=True, highlight=False)
    except OSError as error:
        why = refusal(error, data)
        out.print(f"[bold red]Pengaturan Visual Studio Code tidak ditulis[/]: {escape(why)}.", soft_wrap=True)
        raise typer.Exit(1) from None
    else:
        for path in changed:
            out.print(f"Visual Studio Code disiapkan: {escape(path.as_posix())}", soft_wrap=True, highlight=False)


def _write_schemas(out: Console, data: Path) -> int | None:
    """Bring the schemas up to date; how many changed, or None where not all could be written, which is said."""
    texts = editor_schema.texts()
    old = editor_schema.stale(data, texts)
    try:
        return len(editor_schema.write_schemas(data, texts))
    except OSError as error:
        left = editor_schema.stale(data, texts)
        done = ", ".join(name for name in old if name not in left) or "tidak ada"
        words = f"{escape(refusal(error, data))}. Yang sudah ditulis: {done}. Ulangi dengan 'sop schema'."
        out.print(f"[bold red]Skema untuk penyunting belum lengkap[/]: {words}", soft_wrap=True, highlight=False)
    return None
