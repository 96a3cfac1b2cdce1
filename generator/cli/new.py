"""`sop new` and `sop schema`: a first file, and the editor that helps to fill it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from generator import pipeline
from generator.cli.frame import (
    DATA,
    Data,
    command,
    refusal,
    require_folder,
)
from generator.commands import console, editor_setup, new_sop
from generator.data import editor_schema
from generator.io.lock import BusyError


@command(40)
def new(
    judul: Annotated[str | None, typer.Argument(help="Judul SOP; ditanyakan bila kosong.")] = None,
    data: Data = DATA,
) -> None:
    """Membuat berkas SOP baru yang kecil dan sah sebagai titik awal."""
    out = Console()
    judul = judul or typer.prompt("Judul SOP")
    proyek, findings = pipeline.examine(data)
    if proyek is None or not proyek.jabatan:
        console.show_findings(out, findings, data)
        out.print("[bold red]SOP baru tidak dibuat[/]: perbaiki dulu instansi.yml dan jabatan.yml.")
        raise typer.Exit(1)
    if not new_sop.slug_of(judul):
        out.print("[bold red]Judul harus memuat huruf atau angka.[/]")
        raise typer.Exit(2)
    try:
        path = new_sop.write_new(judul, proyek)
    except (OSError, BusyError) as error:
        out.print(f"[bold red]SOP baru tidak dibuat[/]: {escape(refusal(error, data))}.", soft_wrap=True)
        raise typer.Exit(1) from None
    if path is None:
        out.print(f"[bold red]Berkas sop/{new_sop.slug_of(judul)}.yml sudah ada.[/] Pilih judul lain.")
        raise typer.Exit(1)
    out.print(f"Dibuat: {escape(path.as_posix())}. Ubah isinya, lalu jalankan 'sop check'.", soft_wrap=True)
    _write_schemas(out, data)


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
