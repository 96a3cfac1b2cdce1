"""The commands about approval: `review` before publishing, `attach` for the signed document afterwards."""

from __future__ import annotations

import datetime
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from generator.cli.answers import act_or_refuse
from generator.cli.frame import DATA, DAY, Coba, Data, Slug, command
from generator.commands import attach_scan, review_sop
from generator.data.loader import load
from generator.data.wording import format_date, join_words


class Outcome(StrEnum):
    """What a review can come to."""

    setuju = "setuju"
    perbaiki = "perbaiki"


@command(65)
def review(
    slug: Slug,
    data: Data = DATA,
    sebagai: Annotated[
        str | None, typer.Option("--sebagai", metavar="JABATAN", help="Jabatan yang meninjau: id atau namanya.")
    ] = None,
    hasil: Annotated[
        Outcome | None, typer.Option("--hasil", help="Setuju, atau minta diperbaiki; tanpa pilihan ini: setuju.")
    ] = None,
    nama: Annotated[str | None, typer.Option("--nama", help="Nama orang yang meninjau.")] = None,
    tanggal: Annotated[
        datetime.datetime | None,
        typer.Option("--tanggal", formats=DAY, metavar="TANGGAL", help="Tanggal meninjau; bawaan: hari ini."),
    ] = None,
    catatan: Annotated[str | None, typer.Option("--catatan", help="Catatan peninjau.")] = None,
    coba: Coba = False,
) -> None:
    """Mencatat siapa yang sudah meninjau isi SOP sebelum terbit."""
    if sebagai is None or (hasil is None and sys.stdin.isatty()):
        sebagai, hasil, nama, catatan = _asked(slug, data, sebagai, hasil, nama, catatan)
    outcome, day = hasil or Outcome.setuju, (tanggal or datetime.datetime.now()).date()
    done = act_or_refuse(
        data, lambda: review_sop.review(data, slug, sebagai, outcome.value, day, nama, catatan, coba=coba)
    )
    what = "menyetujui" if done.record.hasil == "setuju" else "meminta perbaikan atas"
    how = "Akan dicatat (belum ditulis)" if coba else "Dicatat" if done.written else "Sudah tercatat"
    day_words = format_date(done.record.tanggal)
    typer.echo(f"{how}: {done.name} {what} revisi {done.revisi}, kode isi {done.code}, pada {day_words}.")
    if done.waiting:
        typer.echo(f"Masih menunggu: {join_words(done.waiting)}.")
    else:
        typer.echo(f"Tidak ada lagi tinjauan yang ditunggu; terbitkan dengan 'sop publish {slug}'.")


@command(75)
def attach(
    slug: Slug,
    berkas: Annotated[Path, typer.Argument(metavar="PDF", help="Dokumen yang sudah ditandatangani, sebagai PDF.")],
    data: Data = DATA,
    revisi: Annotated[
        int | None, typer.Option("--revisi", help="Nomor revisinya; bawaan: yang terakhir terbit.")
    ] = None,
    tanggal: Annotated[
        datetime.datetime | None,
        typer.Option("--tanggal", formats=DAY, metavar="TANGGAL", help="Tanggal melampirkan; bawaan: hari ini."),
    ] = None,
    ganti: Annotated[bool, typer.Option("--ganti", help="Ganti dokumen yang sudah dilampirkan.")] = False,
    coba: Coba = False,
) -> None:
    """Menyimpan dokumen bertanda tangan bersama revisinya, sesudah diperiksa apakah itu cetakan isinya."""
    day = (tanggal or datetime.datetime.now()).date()
    done = act_or_refuse(data, lambda: attach_scan.attach(data, slug, berkas, day, revisi, ganti=ganti, coba=coba))
    how = "Akan dilampirkan (belum ditulis)" if coba else "Dilampirkan" if done.written else "Sudah terlampir"
    typer.echo(f"{how}: dokumen bertanda tangan revisi {done.revisi}, {done.pages} halaman.")
    if done.proof == "tidak terbaca":
        typer.echo(
            "Tidak dapat diperiksa: kode isi dan kode QR tidak terbaca pada satu halaman pun. "
            f"Periksa sendiri bahwa ini memang revisi {done.revisi} (kode isi {done.code}); halaman SOP menyebutnya."
        )
    else:
        what = "kode isi" if done.proof == "teks" else "kode QR"
        typer.echo(f"Diperiksa: {what} {done.code} terbaca pada {done.seen} dari {done.pages} halaman.")
    for name in done.written:
        typer.echo(f"  ditulis: {(data / name).as_posix()}")


def _asked(
    slug: str, data: Path, sebagai: str | None, hasil: Outcome | None, nama: str | None, catatan: str | None
) -> tuple[str, Outcome | None, str | None, str | None]:
    """Ask for what is lacking where somebody sits at the terminal; elsewhere nobody can be asked."""
    if not sys.stdin.isatty():
        Console(stderr=True).print(
            "Pilihan '--sebagai' wajib ditulis, misalnya: [bold]--sebagai sekretaris[/].", soft_wrap=True
        )
        raise typer.Exit(2)
    proyek, _ = load(data)
    if proyek is not None and slug in proyek.sop and sebagai is None:
        for id, name in review_sop.who_may_be_asked(proyek, proyek.sop[slug]).items():
            Console().print(f"  {escape(id)}: {escape(name)}", soft_wrap=True, highlight=False)
    sebagai = sebagai or typer.prompt("Ditinjau sebagai jabatan apa?")
    if hasil is None:
        hasil = Outcome(typer.prompt("Hasilnya, setuju atau perbaiki?", default="setuju", type=Outcome))
    if nama is None:
        nama = typer.prompt("Nama yang meninjau (boleh kosong)", default="", show_default=False)
    if catatan is None:
        catatan = typer.prompt("Catatan (boleh kosong)", default="", show_default=False)
    return sebagai, hasil, nama, catatan
