"""`sop new --jabatan`: one more position, team, outsider or application in jabatan.yml; all else there stays."""

from __future__ import annotations

import re
from pathlib import Path

from generator.check.twin_rules import same_words
from generator.commands.at_work import RefusedError, typed_words
from generator.commands.yaml_edit import CannotEditError, edit, new_entries
from generator.data.base import ID_PATTERN, MAX_ID, WINDOWS_NAMES
from generator.data.slugs import short_slug
from generator.examine import examine
from generator.io.atomic import write_durable
from generator.io.lock import BusyError, locked
from generator.io.trouble import place_of, reason

FILE = "jabatan.yml"


def add_actor(data: Path, nama: str, id: str = "", *, dry: bool = False) -> tuple[str, str]:
    """Add a jabatan of this name under ``id`` ("" = made from the name); its id, and the lines that were added.
    ``dry``: nothing is written.

    RefusedError: nothing was written.
    """
    nama = " ".join(typed_words(nama).split())
    path = data / FILE
    try:
        if dry:
            return _added(data, path, nama, id)[1:]
        with locked(path, patience_s=0):
            raw, id, lines = _added(data, path, nama, id)
            text = edited(raw.decode("utf-8"), id, nama)
            if path.read_bytes() != raw:
                raise BusyError(path)
            write_durable(path, text.encode("utf-8"))
            return id, lines
    except BusyError:
        raise RefusedError(f"{FILE} sedang ditulis perintah atau program lain; ulangi sesudah selesai") from None
    except CannotEditError:
        raise RefusedError(
            f"Susunan {FILE} tidak dapat diubah dengan aman; tambahkan jabatan itu dengan tangan"
        ) from None
    except OSError as error:
        raise RefusedError(f"{place_of(error, path)} tidak dapat ditulis: {reason(error)}") from None


def edited(text: str, id: str, nama: str) -> str:
    """The text of jabatan.yml with one more jabatan at its end, parted by an empty line where the others are.
    CannotEditError: that would touch something else."""
    new = edit(text, {(id,): {"nama": nama}}, ())
    parted = re.search(r"\n[ \t]*\n[a-z0-9]", text) and f"\n\n{id}:" not in new
    return re.sub(rf"(?<=\n)(?={re.escape(id)}:)", "\n", new, count=1) if parted and "\r" not in text else new


def _added(data: Path, path: Path, nama: str, id: str) -> tuple[bytes, str, str]:
    """The file as it is, the id, and the lines that are to be added."""
    if not path.is_file():
        raise RefusedError(f"{FILE} tidak ada di folder data; buat folder data dengan 'sop init', atau periksa --data")
    raw = path.read_bytes()
    proyek, findings = examine(data)
    wrong = [found for found in findings if found.severity == "galat" and found.file in (FILE, "instansi.yml")]
    if proyek is None or not proyek.jabatan or wrong:
        raise RefusedError("Data masih memuat galat; perbaiki dulu", wrong)
    twin = next((old for old, one in proyek.jabatan.items() if same_words(one.nama) == same_words(nama)), "")
    if twin:
        raise RefusedError(f"Jabatan '{twin}' sudah bernama '{proyek.jabatan[twin].nama}'")
    id = id or short_slug(nama)
    if not ID_PATTERN.fullmatch(id) or len(id) > MAX_ID or id in WINDOWS_NAMES:
        raise RefusedError(
            f"'{id or nama}' tidak dapat menjadi id; tulis --slug dengan huruf kecil, angka, tanda hubung"
        )
    if id in proyek.jabatan:
        raise RefusedError(f"Id '{id}' sudah dipakai jabatan '{proyek.jabatan[id].nama}'; pilih id lain dengan --slug")
    return raw, id, new_entries({(id,): {"nama": nama}})
