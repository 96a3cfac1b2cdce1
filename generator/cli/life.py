"""The commands about an SOP's file as a whole: `rename`, `restore`, `delete`."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from generator.cli.answers import act_or_refuse, tell_trial
from generator.cli.frame import DATA, DAY, Coba, Data, Slug, command
from generator.commands import delete as deleting
from generator.commands import rename as renaming
from generator.commands import restore as restoring
from generator.data.loader import load


@command(82)
def rename(
    lama: Annotated[str, typer.Argument(metavar="LAMA", help="Nama berkas SOP sekarang, tanpa .yml.")],
    baru: Annotated[str, typer.Argument(metavar="BARU", help="Nama yang baru: huruf kecil, angka, tanda hubung.")],
    data: Data = DATA,
    tanggal: Annotated[
        datetime.datetime | None,
        typer.Option("--tanggal", formats=DAY, metavar="TANGGAL", help="Hari bergantinya nama; bawaan: hari ini."),
    ] = None,
    coba: Coba = False,
) -> None:
    """Mengganti nama berkas dan alamat SOP; arsip, rujukan, dan alamat lamanya ikut."""
    day = (tanggal or datetime.datetime.now()).date()
    done = act_or_refuse(data, lambda: renaming.rename(data, lama, baru, day, coba=coba))
    if coba:
        tell_trial(data, done)
        return
    if not done.changes:
        typer.echo(f"SOP ini sudah bernama '{baru}'; tidak ada yang tersisa untuk dipindah.")
        return
    typer.echo(f"SOP '{lama}' kini bernama '{baru}': {(data / 'sop' / baru).as_posix()}.yml.")
    for change in done.changes:
        typer.echo(f"  {change.verb}: {(data / change.place).as_posix()}")
    proyek, _ = load(data)
    for name in renaming.signed_naming(proyek, lama) if proyek else ():
        typer.echo(f"  {(data / name).as_posix()} sudah ditetapkan: '{lama}' di sana dibaca sebagai '{baru}'.")
    typer.echo("Alamat dan cetakan lama tetap dijawab. Buat situsnya lagi dengan 'sop build'.")


@command(84)
def restore(
    slug: Slug,
    revisi: Annotated[int, typer.Argument(metavar="REVISI", help="Nomor revisi di arsip.")],
    data: Data = DATA,
    alasan: Annotated[str | None, typer.Option("--alasan", help="Mengapa dimuat kembali.")] = None,
    buang_draf: Annotated[
        bool, typer.Option("--buang-draf", help="Draf atau perubahan tanpa revisi yang ada di sop/ boleh hilang.")
    ] = False,
    coba: Coba = False,
) -> None:
    """Memuat kembali isi revisi lama sebagai draf baru, atau mengembalikan berkas SOP yang hilang."""
    done = act_or_refuse(data, lambda: restoring.restore(data, slug, revisi, alasan, discard=buang_draf, coba=coba))
    place = f"{(data / 'sop' / slug).as_posix()}.yml"
    if coba:
        tell_trial(data, done)
    elif done.revisi == revisi:
        typer.echo(f"Revisi {revisi} ada lagi seperti ketika diterbitkan: {place}.")
    else:
        typer.echo(f"Revisi {done.revisi} siap diubah, berisi revisi {revisi}: {place} (status draf).")
        typer.echo(f"Periksa dengan 'sop check' dan 'sop diff {slug}', lalu terbitkan dengan 'sop publish {slug}'.")


@command(86)
def delete(slug: Slug, data: Data = DATA, coba: Coba = False) -> None:
    """Menghapus SOP yang belum pernah diterbitkan."""
    done = act_or_refuse(data, lambda: deleting.delete(data, slug, coba=coba))
    if coba:
        tell_trial(data, done)
    else:
        typer.echo(f"Dihapus: {(data / 'sop' / slug).as_posix()}.yml.")
