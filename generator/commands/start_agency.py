"""`sop init`: the folder of an agency, in which `sop build` makes a site: its data, what to ignore, what stands where.

The data folder is made beside its place and put there in one step, last of all. Until then nothing is data, so that
the same command, given again after a kill, begins anew and finishes. What is there already is never changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pydantic import ValidationError

from generator.commands.agency_notes import README
from generator.commands.at_work import RefusedError, typed_words
from generator.commands.editor_setup import wished_settings
from generator.commands.explained_yaml import as_remarks, explained, explained_keys, listed_keys, meanings
from generator.commands.usual_folders import DATA
from generator.commands.yaml_edit import Isi
from generator.data import editor_schema
from generator.data.base import WINDOWS_NAMES
from generator.data.folder import FOLDERS, MAX_LOGO, SINGLE_FILES
from generator.data.instansi import Instansi, Jabatan, NewSopDefaults, Peraturan, Unit
from generator.data.messages import explain
from generator.data.pictures import image_kind
from generator.data.slugs import numbered, short_slug
from generator.data.sop import Approval
from generator.examine import examine
from generator.io.atomic import fresh_of, remove_tree, sync_all, sync_names, write_durable
from generator.io.lock import BusyError, locked
from generator.io.trouble import place_of, reason
from generator.text.picture_trial import usable_picture

_IGNORED: Final = """\
# Yang dibuat program dan tidak perlu disimpan di git.
/site/
/.sop/
/.*.baru/
/.*.lama/
.*.kunci
.*.sementara
"""
_ACTORS: Final = """\
# Jabatan, tim, pihak luar, dan aplikasi yang dapat menjadi pelaksana: id, lalu isiannya.
# yaml-language-server: $schema=.skema/jabatan.schema.json
# Tambahkan dengan `sop new --jabatan "Nama Jabatan"`, atau tulis sendiri di bawah. Isian setiap jabatan:
{isian}
"""
_LAWS: Final = """\
# Peraturan yang menjadi dasar hukum SOP, ditulis sekali di sini dan disebut dengan id-nya.
# yaml-language-server: $schema=.skema/peraturan.schema.json
# Isian setiap peraturan:
{isian}
#
# Contoh; hapus tanda pagarnya dan ganti isinya:
# perbup-1-2026:
#   judul: Peraturan Bupati Contoh Nomor 1 Tahun 2026 tentang Tata Naskah Dinas
#   singkat: Perbup Contoh 1/2026
"""


_LOGOS: Final = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp",
                 "image/svg+xml": ".svg"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agency:
    """What is known of the agency; "" and () = not known. ``jabatan``: of whoever signs; ``nama_tampil``: the agency's
    name in a sentence; ``pejabat``, ``nip``: name and number of whoever signs; ``unit``: names of the parts that own
    SOPs; ``logo``: an image file anywhere."""

    pemerintah: str
    nama: str
    jabatan: str
    nama_tampil: str = ""
    pejabat: str = ""
    nip: str = ""
    unit: tuple[str, ...] = ()
    kertas: str = "F4"
    alamat_situs: str = ""
    logo: Path | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """What was made, or would be: files and folders as seen from the agency's folder, and those that were there
    already and stay."""

    made: tuple[str, ...]
    kept: tuple[str, ...]


def start(folder: Path, agency: Agency, *, dry: bool = False) -> Started:
    """Make the folder of an agency. ``dry``: nothing is written.

    RefusedError: nothing has changed; where the disk fails on the way, what was written is taken away again.
    """
    place = folder / DATA
    try:
        _refuse_data(folder, place)
        inside, beside = _data_files(agency), _files_beside()
        kept = tuple(name for name in beside if os.path.lexists(folder / name))
        new = {name: content for name, content in beside.items() if name not in kept}
        if dry:
            with TemporaryDirectory() as scratch:
                _fill(Path(scratch), inside)
        else:
            with locked(place, patience_s=0):
                _refuse_data(folder, place)
                _write(folder, place, inside, new)
        return Started((*(f"{DATA}/{name}" for name in inside), *(f"{DATA}/{kind}/" for kind in FOLDERS), *new), kept)
    except BusyError:
        raise RefusedError("Folder ini sedang ditulis perintah lain; ulangi sesudah selesai") from None
    except OSError as error:
        raise RefusedError(f"{place_of(error, folder)} tidak dapat ditulis: {reason(error)}") from None


def problem_with(key: str, value: str) -> str:
    """What is wrong with an answer for this key of instansi.yml, "" = nothing."""
    try:
        typed_words(value)
        Instansi.model_validate({"pemerintah": "X", "nama": "X", key: value})
    except RefusedError as refusal:
        return refusal.sebab
    except ValidationError as error:
        _, _, message, remedy = explain(error.errors(include_url=False)[0], Instansi)
        return f"{message}; {remedy}"
    return ""


def read_image(path: Path) -> tuple[str, bytes]:
    """The name that a logo gets in the data folder, and its bytes. RefusedError: it is no image that can be printed."""
    try:
        if not path.is_file():
            raise RefusedError(f"Berkas logo '{path}' tidak ada")
        if path.stat().st_size > MAX_LOGO:
            raise RefusedError(f"Berkas logo '{path}' lebih dari {MAX_LOGO // 1_000_000} MB")
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError(f"Berkas logo '{path}' tidak dapat dibaca: {reason(error)}") from None
    name = f"logo{_LOGOS.get(image_kind(content), path.suffix)}"
    made = usable_picture(name, content)
    if not made.kind:
        raise RefusedError(f"Berkas logo '{path}' bukan gambar yang dapat dicetak: {made.trouble}; {made.remedy}")
    return name, content


def _refuse_data(folder: Path, place: Path) -> None:
    """Data that are there are never touched."""
    if os.path.lexists(folder) and not folder.is_dir():
        raise RefusedError(f"'{folder}' sudah ada dan bukan folder")
    own = [name for name in (*SINGLE_FILES, *FOLDERS) if os.path.lexists(folder / name)]
    if own:
        raise RefusedError(f"'{folder}' sendiri sudah berisi data SOP ({', '.join(own)}); pilih folder lain")
    if os.path.lexists(place) and not (place.is_dir() and not place.is_symlink() and not any(place.iterdir())):
        raise RefusedError(f"'{place}' sudah ada dan tidak kosong; data di sana tidak diubah. Pilih folder lain")


def _write(folder: Path, place: Path, inside: dict[str, bytes], beside: dict[str, bytes]) -> None:
    """Everything beside the data first, the data last, in one step."""
    fresh, written = fresh_of(place), list[Path]()
    try:
        remove_tree(fresh)
        _fill(fresh, inside)
        for name, content in beside.items():
            written.append(folder / name)
            write_durable(folder / name, content)
        if place.is_dir():
            place.rmdir()
        sync_all(fresh)
        fresh.rename(place)
        sync_names(place.parent)
    except (OSError, RefusedError):
        with suppress(OSError):
            remove_tree(fresh)
        for path in written:
            with suppress(OSError):
                path.unlink()
                path.parent.rmdir()  # .vscode; the agency's folder holds the lock, so it stays
        raise


def _fill(fresh: Path, inside: dict[str, bytes]) -> None:
    """Write the data, and read them by the same rules as all data: an answer that makes them wrong is a refusal."""
    for kind in FOLDERS:
        (fresh / kind).mkdir(parents=True)
    for name, content in inside.items():
        write_durable(fresh / name, content)
    wrong = [found for found in examine(fresh)[1] if found.severity == "galat"]
    if wrong:
        raise RefusedError("Jawaban ini tidak dapat menjadi data", wrong)


def _files_beside() -> dict[str, bytes]:
    """The files of the agency's folder outside of its data."""
    texts = {"README.md": README, ".gitignore": _IGNORED}
    texts |= {
        path.as_posix(): json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
        for path, settings in wished_settings(DATA.name).items()
    }
    return {name: text.encode("utf-8") for name, text in texts.items()}


def _data_files(agency: Agency) -> dict[str, bytes]:
    """The files of the data folder. RefusedError: an answer that cannot be kept."""
    image = read_image(agency.logo) if agency.logo else None
    jabatan = _words(agency.jabatan)
    signer = _id_of(jabatan, "pejabat")
    texts = {
        "instansi.yml": _agency_file(agency, signer, image[0] if image else ""),
        "jabatan.yml": _ACTORS.format(isian=listed_keys(Jabatan)) + explained(signer, {"nama": jabatan}, ""),
        "peraturan.yml": _LAWS.format(isian=listed_keys(Peraturan)),
    }
    texts |= {f"{editor_schema.FOLDER}/{name}": text for name, text in editor_schema.texts().items()}
    return {name: text.encode("utf-8") for name, text in texts.items()} | dict([image] if image else [])


def _agency_file(agency: Agency, signer: str, logo: str) -> str:
    """instansi.yml: what was answered, and every other key that an agency may need, each explained."""
    nama = _words(agency.nama)
    head = {
        "nama_situs": f"Pustaka SOP {_words(agency.nama_tampil) or nama}",
        "pemerintah": _words(agency.pemerintah),
        "nama": nama,
        "nama_tampil": _words(agency.nama_tampil) or None,
        "tempat": None,
        "alamat": (),
        "alamat_situs": _words(agency.alamat_situs) or None,
        "logo": logo or None,
        "warna": None,
        "kertas": agency.kertas,
        "tanda_tangan": "basah",
        "kaki_elektronik": None,
    }
    parts = [
        "# Instansi pemilik SOP. Isi berkas ini dipakai pada semua halaman, lembar, dan formulir.\n",
        "# yaml-language-server: $schema=.skema/instansi.schema.json\n",
        explained_keys(Instansi, head),
        "\n# Istilah pada halaman identitas dan tabel, bila berbeda dari PermenPAN-RB 35/2012, misalnya:\n",
        as_remarks("label:\n  pengesahan: Ditetapkan Oleh\n"),
        "\n# Bagian instansi yang memiliki SOP: id, lalu namanya.\n",
        "".join(_units(agency.unit))
        or as_remarks("unit:\n" + explained("sekretariat", {"nama": "Sekretariat"}, "", 2)),
        "\n# Susunan nomor SOP; sop new mengusulkan nomor berikutnya. Hapus tanda pagarnya bila sudah tahu polanya.\n",
        as_remarks('pola_nomor: "000/{urut:3}/{tahun}"\n'),
        "\n# Isian yang sama pada banyak SOP; disalin sop new ke berkas baru. SOP yang sudah ada tidak berubah.\n",
        "bawaan:\n",
        _defaults(agency, signer),
    ]
    return "".join(parts)


def _units(names: tuple[str, ...]) -> Iterator[str]:
    """The units, each under an id of its own."""
    taken: set[str] = set()
    for name in filter(None, map(_words, names)):
        id = numbered(_id_of(name, "unit"), taken.__contains__)
        if not taken:
            yield "unit:\n"
        taken.add(id)
        yield f"  {id}:\n{explained_keys(Unit, {'nama': name}, 4)}"


def _id_of(name: str, what: str) -> str:
    """An id for this name; one that nothing can have, or none, begins with what it is."""
    slug = short_slug(name)
    return f"{what}-{slug}".strip("-") if slug in WINDOWS_NAMES or not slug else slug


def _defaults(agency: Agency, signer: str) -> str:
    words = meanings(NewSopDefaults)
    said: dict[str, Isi] = {"sebutan": None, "jabatan": signer, "nama": _words(agency.pejabat) or None,
                            "nip": _words(agency.nip) or None}  # fmt: skip
    rest = {key: () for key in NewSopDefaults.model_fields if key != "pengesahan"}
    return (
        explained("pengesahan", None, words["pengesahan"].arti, 2)
        + explained_keys(Approval, said, 4)
        + explained_keys(NewSopDefaults, rest, 2)
    )


def _words(text: str) -> str:
    """An answer in one line. RefusedError: letters that no file keeps."""
    return " ".join(typed_words(text).split())
