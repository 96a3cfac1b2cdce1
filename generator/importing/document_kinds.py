"""What kind of document a file is, by its first bytes and its parts; and who reads it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal, TypeAlias

from generator.importing.refused import UnreadableError

DocumentKind: TypeAlias = Literal["pdf", "xlsx", "docx"]
MAX_BYTES = 80_000_000
"""A signed SOP has up to 3 MB."""
MAX_UNPACKED = 120_000_000
"""Bytes of all parts of a workbook or a document of text."""
_RATIO = 150
"""A part that unpacks to so many times its size was made to fill the memory."""
_OLD = b"\xd0\xcf\x11\xe0"
_OTHER = {".doc": "Word lama", ".xls": "Excel lama", ".odt": "LibreOffice", ".ods": "LibreOffice", ".jpg": "gambar",
          ".jpeg": "gambar", ".png": "gambar", ".tif": "gambar", ".ppt": "PowerPoint",
          ".pptx": "PowerPoint"}  # fmt: skip
ENDINGS = (".pdf", ".xlsx", ".docx", *_OTHER)
"""Endings of the files of a folder that are looked at."""


def kind_of(path: Path) -> DocumentKind:
    """What a file is. UnreadableError: nothing that is read, with the reason."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableError(f"terlalu besar ({size // 1_000_000} MB)", "Pisahkan per SOP, lalu ulangi.")
    with path.open("rb") as file:
        start = file.read(1024)
    if b"%PDF-" in start:
        return "pdf"
    if start[:4] == _OLD:
        raise UnreadableError(
            "berkas Word atau Excel lama, atau terkunci dengan sandi",
            "Simpan sebagai .xlsx, .docx, atau PDF tanpa sandi.",
        )
    if start[:2] == b"PK":
        return _packed(path)
    what = _OTHER.get(path.suffix.lower())
    if what == "gambar":
        raise UnreadableError("berupa gambar; program ini tidak menebak isi gambar", "Impor berkas asalnya.")
    raise UnreadableError(f"berkas {what} tidak dibaca" if what else "bukan PDF, XLSX, atau DOCX",
                          "Simpan sebagai PDF, .xlsx, atau .docx.")  # fmt: skip


def _packed(path: Path) -> DocumentKind:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise UnreadableError("rusak: berkasnya tidak dapat dibuka") from None
    names = {part.filename.lower() for part in parts}
    if len(parts) > 5_000 or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableError("isinya sesudah dibuka terlalu besar")
    if any(part.file_size > 1_000_000 and part.file_size > _RATIO * max(part.compress_size, 1) for part in parts):
        raise UnreadableError("isinya dimampatkan secara tidak wajar")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UnreadableError("memuat makro", "Simpan tanpa makro (.xlsx atau .docx), lalu ulangi.")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    what = _OTHER.get(path.suffix.lower(), "ZIP")
    raise UnreadableError(f"berkas {what} tidak dibaca", "Simpan sebagai PDF, .xlsx, atau .docx.")
