"""`sop new`: a small valid SOP to start from, with every field of its identity explained.

What many SOPs of the agency share is copied into it from instansi.yml, once: from then on it is the SOP's own.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from generator.commands.at_work import typed_words
from generator.commands.explained_yaml import as_remarks, explained, explained_keys, meanings
from generator.commands.yaml_edit import Isi
from generator.data.base import WINDOWS_NAMES
from generator.data.editor_schema import schema_comment
from generator.data.fingerprint import NOT_CONTENT
from generator.data.folder import OWN_NAMES
from generator.data.library import Library, file_of
from generator.data.number_pattern import NumberParts, NumberPattern
from generator.data.slugs import numbered, short_slug, whole_slug
from generator.data.sop import Approval, Sop, SopDates
from generator.io.atomic import write_durable
from generator.io.lock import locked

_HEAD = """\
# {judul}
# Ubah isi berkas ini, simpan, lalu jalankan `sop check`. Yang belum ditetapkan dibiarkan kosong.
{modeline}
"""
_STEPS = """\

pelaksana: [{pelaksana}]     # kolom bagan dari kiri ke kanan; id dari jabatan.yml

langkah:
  - uraian: Menerima permohonan
    pelaksana: {pertama}
    mutu_baku:
      kelengkapan: []
      waktu:                # misalnya 15 menit
      output: []

  - uraian: Memeriksa kelengkapan permohonan
    id: periksa
    pelaksana: {kedua}
    keputusan: {{ya: 3, tidak: 1}}

  - uraian: Mengarsipkan dokumen
    pelaksana: {pertama}

konfirmasi:
  - bagian: langkah.uraian
    judul: Langkah-langkah ini hanya contoh
    asal: contoh            # selama catatan ini ada, `sop publish` menolak
    sebab: Berkas ini dibuat oleh `sop new`; ganti langkahnya dengan langkah yang sebenarnya, lalu hapus catatan ini.
"""
_NUMBER_NOTE = """\
  - bagian: nomor
    judul: Nomor ini usul program
    sebab: Nomor urut berikutnya menurut pola_nomor; hapus catatan ini bila nomornya sudah ditetapkan.
"""


@dataclass(frozen=True, slots=True)
class NewSop:
    """What is asked for. ``slug``: the name of its file, "" = made from the title; ``unit``: "" = none; ``pelaksana``:
    ids of jabatan, none = the first two; ``hari``: the day on which it is made, for its number; ``pembuatan``: the day
    that is written into it, None = not yet known."""

    judul: str
    hari: datetime.date
    slug: str = ""
    unit: str = ""
    pelaksana: tuple[str, ...] = ()
    pembuatan: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is to be written: its place and its text. ``nomor``: the number that was proposed, "" = none."""

    path: Path
    text: str
    nomor: str = ""


def slug_of(judul: str) -> str:
    """The short file name of an SOP with this title: small ASCII letters, digits, hyphens; "" if none remain."""
    slug = short_slug(judul)
    return f"sop-{slug}" if slug in WINDOWS_NAMES or slug in OWN_NAMES else slug


def draft(wanted: NewSop, proyek: Library) -> NewFile:
    """The new SOP, with the jabatan that are named or the first ones of this agency as pelaksana. RefusedError: the
    title has letters that no file keeps."""
    name = wanted.slug or numbered(slug_of(wanted.judul), lambda name: _taken(name, wanted.judul, proyek))
    path = proyek.folder / file_of("sop", name)
    judul, ids = " ".join(typed_words(wanted.judul).split()), wanted.pelaksana or tuple(proyek.jabatan)[:2]
    nomor = proposed_number(proyek, wanted.unit, wanted.pembuatan or wanted.hari)
    head = _HEAD.format(judul=judul, modeline=schema_comment(proyek.folder, path))
    steps = _STEPS.format(pelaksana=", ".join(ids), pertama=ids[0], kedua=ids[min(1, len(ids) - 1)])
    text = head + _identity(wanted, proyek, judul, nomor) + steps + (_NUMBER_NOTE if nomor else "")
    return NewFile(path, text, nomor)


def write_new(make: Callable[[], NewFile], folder: Path, *, dry: bool = False) -> NewFile | None:
    """Make and write a new file of sop/ or formulir/ in the data folder ``folder``; None if it is there already.
    ``make`` is asked once nobody else makes one, so that two get two numbers. ``dry``: nothing is written.

    OSError, BusyError: nothing was written.
    """
    if dry:
        made = make()
        return None if os.path.lexists(made.path) else made
    with locked(folder / "sop", patience_s=0):
        made = make()
        with locked(made.path, patience_s=0):
            if os.path.lexists(made.path):
                return None
            write_durable(made.path, made.text.encode("utf-8"))
    return made


def proposed_number(proyek: Library, unit: str, hari: datetime.date) -> str:
    """The number after the last one of the agency's pattern; "" where it has none, or a part of it is not known."""
    if not proyek.instansi.pola_nomor:
        return ""
    pattern = NumberPattern.of(proyek.instansi.pola_nomor[0])
    owner = proyek.instansi.unit.get(unit)
    code = (owner.kode or "") if owner else ""
    if pattern.has("unit") and not code:
        return ""
    parts = NumberParts(
        1,
        hari.year if pattern.has("tahun") else 0,
        hari.month if pattern.has("bulan") else 0,
        code if pattern.has("unit") else "",
    )
    used = (pattern.read(sop.nomor or "") for sop in (*proyek.sop.values(), *proyek.earlier_versions()))
    counts = [one.urut for one in used if one and _series(one) == _series(parts)]
    return pattern.write(parts._replace(urut=max(counts, default=0) + 1))


def _series(parts: NumberParts) -> tuple[int, str]:
    return parts.tahun, parts.unit.casefold()


def _identity(wanted: NewSop, proyek: Library, judul: str, nomor: str) -> str:
    """The keys of the identity in their order, each explained, with what is known of them."""
    bawaan, owner = proyek.instansi.bawaan, proyek.instansi.unit.get(wanted.unit)
    signer = (owner.pengesahan if owner else None) or bawaan.pengesahan
    known: dict[str, Isi] = {
        "judul": judul,
        "nomor": nomor or None,
        "unit": wanted.unit or None,
        "status": "draf",
        "penanda_tangan_lain": tuple(
            signer.model_dump(exclude_none=True)
            for signer in bawaan.penanda_tangan_lain
            if signer.jabatan in proyek.jabatan
        ),
        "bagian_lain": tuple({"judul": judul, "isi": None} for judul in bawaan.bagian_lain),
        "dasar_hukum": tuple(id for id in bawaan.dasar_hukum if id in proyek.peraturan),
        "kualifikasi": bawaan.kualifikasi,
        "peralatan": bawaan.peralatan,
        "anak_judul": "tidak",
    }
    words, lines = meanings(Sop), []
    for key in _keys_of_identity():
        isi = known.get(key, () if Sop.model_fields[key].default == () else None)
        line = explained(key, isi, words[key].arti)
        if key == "tanggal":
            line = f"tanggal:\n{_dates(wanted.pembuatan)}"
        elif key == "pengesahan":
            line += _signature(signer if signer and signer.jabatan in proyek.jabatan else None)
        lines.append(line)
    return "".join(lines)


def _keys_of_identity() -> Iterator[str]:
    """All keys before those of the procedure, but for what commands write."""
    for key in takewhile(lambda key: key != "tabel", Sop.model_fields):
        if key not in NOT_CONTENT or key == "status":
            yield key


def _dates(made: datetime.date | None) -> str:
    days: dict[str, Isi] = dict.fromkeys(SopDates.model_fields)
    return explained_keys(SopDates, days | {"pembuatan": made.isoformat() if made else None}, 2)


def _signature(signer: Approval | None) -> str:
    """Who signs, as the agency says; else what to write there, as remarks."""
    if signer is None:
        return as_remarks(explained_keys(Approval, dict.fromkeys(Approval.model_fields), 2))
    return explained_keys(Approval, {key: getattr(signer, key) for key in Approval.model_fields}, 2)


def _taken(slug: str, judul: str, proyek: Library) -> bool:
    """Whether the name is that of another SOP, or was: prints lead to it."""
    sop = proyek.sop.get(slug)
    if sop is None:
        return slug in proyek.arsip or slug in proyek.todays_names
    return whole_slug(sop.judul) != whole_slug(judul)
