"""The paper engine: a template and its data go in, the bytes of a tagged PDF come out.

Data reach the template as a JSON file and never as markup, so nothing in them can be a command. Only the shipped font
is used. The same input gives the same bytes, so a finished document can be kept under the hash of all that went into
it.

The file exists in memory only. ``sys.inputs`` would be the usual way, but what is in there belongs to everything that
the engine remembers: what two documents have in common (all rows of an evaluation form) would be laid out twice.
"""

from __future__ import annotations

import calendar
import datetime
import hashlib
import json
import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from generator.io.atomic import make_folder
from generator.io.kept import keep, load_kept
from generator.text.glyphs import printable

if TYPE_CHECKING:
    import typst

FOLDER = Path(__file__).parent
"""Templates and fonts lie here."""
BERSAMA = "SOP_CETAKAN"
"""A variable of the environment: the folder of finished documents that several machines or data folders share. It only
saves work: where it cannot be read or written, the documents are set here."""
STANDAR: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""Archivable and accessible: the stricter rules of both hold."""
STANDAR_LAMPIRAN: list[typst.PDFStandard] = ["a-3a", "ua-1"]
"""Of a document that carries its data: only this part of the standard allows attachments of any kind."""
KOSONG = "[]"
"""No fields: a form to print."""
TANPA_TANGGAL = datetime.date(2000, 1, 1)
"""The creation date in a document whose data have no date yet."""
# Parts are made side by side by processes. Threads of the engine below them would only wait for each other, and waiting
# costs CPU here. It reads this when it is first at work.
os.environ.setdefault("RAYON_NUM_THREADS", "1")

_LAID_OVER = ("acroform.py", "field_scripts.py")
"""What decides, beside the templates, what a form to fill in is."""
_KOSONGAN = 3
"""So many empty documents are made for the engine to forget."""
_TIDAK_DICETAK = {"alt", "judul_pdf"}
"""Keys of texts that are read out or shown by a viewer, not printed: every character may stay."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document before it is set.

    template    its name without ".typ"
    data        all that it says, as JSON
    tanggal     its creation date
    bidang      of a form, the fields on its places to fill in, as JSON: KOSONG = it is one to print; "" = no form
    lampiran    the data that it carries along as a file, as JSON; "" = none
    gambar      its pictures, each by the name by which the data call it
    """

    template: str
    data: str
    tanggal: datetime.date
    bidang: str = ""
    lampiran: str = ""
    gambar: tuple[tuple[str, bytes], ...] = ()

    @property
    def digest(self) -> str:
        """The hash of all that decides what the document looks like."""
        parts = (self.template, self.tanggal.isoformat(), self.data, self.bidang, self.lampiran, _engine_hash())
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and where it stands in the site.

    path        its file
    page        the key of the page that offers it
    title       under which words: "Dokumen resmi"
    kind        and of which kind: "PDF F4"
    """

    path: str
    document: Document
    page: str
    title: str
    kind: str


def make_document(template: str, data: Mapping[str, Any], tanggal: datetime.date | None) -> Document:
    """A document of these data; characters that the font lacks are replaced by a box. Bytes among the data are
    pictures: in their place stands a name."""
    pictures: dict[str, bytes] = {}
    text = json.dumps(_clean(data, pictures), ensure_ascii=False, sort_keys=True)
    return Document(template, text, tanggal or TANPA_TANGGAL, gambar=tuple(pictures.items()))


def compile_document(naskah: Document) -> bytes:
    """The PDF. RuntimeError: the template warns or fails, by a fault of the program and never of the data."""
    if not naskah.bidang:
        return _compile(naskah, pdf_standards=STANDAR_LAMPIRAN if naskah.lampiran else STANDAR)
    from generator.paper.acroform import with_fields  # not above: it brings pikepdf, which most commands do not need

    return with_fields(_with_places(replace(naskah, bidang="")), json.loads(naskah.bidang))


@lru_cache(maxsize=1)
def _with_places(naskah: Document) -> bytes:
    """A form laid out once: for its print and for the one to fill in, which are asked for one after the other."""
    return _compile(naskah, pdf_standards=STANDAR)


def compile_marks(naskah: Document) -> bytes:
    """Marks that are laid over pages of other documents: a PDF without tags, for they are no part of the text."""
    return _compile(naskah, pdf_tags=False)


def _compile(naskah: Document, **how: Any) -> bytes:
    files = {
        "main.typ": _source(naskah.template),
        "data.json": naskah.data.encode(),
        **({"lampiran.json": naskah.lampiran.encode()} if naskah.lampiran else {}),
        **{name: _numbers(content) for name, content in naskah.gambar},
    }
    pdf, warnings = engine().compile_with_warnings(
        files,
        format="pdf",
        timestamp=calendar.timegm(naskah.tanggal.timetuple()),
        **how,
    )
    if warnings:
        raise RuntimeError(f"{naskah.template}: {warnings[0].message}")
    return cast(bytes, pdf)


def typeset(naskah: Document, simpanan: Path | None = None) -> bytes:
    """The PDF, from our folder ``simpanan`` of finished documents if it was made before, or from the shared one.

    OSError: ``simpanan`` cannot be written.
    """
    own = load_kept(simpanan, naskah.digest) if simpanan else None
    if own is not None:
        return own
    shared = Path(os.environ[BERSAMA]) if os.environ.get(BERSAMA) else None
    made = load_kept(shared, naskah.digest) if shared else None
    if made is None:
        made = compile_document(naskah)
        if shared:
            with suppress(OSError):
                keep(shared, naskah.digest, made)
    if simpanan:
        make_folder(simpanan)
        keep(simpanan, naskah.digest, made)
    return made


def forget_older() -> None:
    """Let the engine forget what the documents before the last few were made of. It forgets what ten documents did not
    need, and to it this is as if a few more were made: some 25 MB less, in no more time, for after each document it
    looks through all that it remembers."""
    if _engine_of.cache_info().currsize:
        for _ in range(_KOSONGAN):
            engine().compile(b"", format="pdf")


def engine() -> typst.Compiler:
    """The engine with the shipped fonts. Each thread has its own: one at work cannot be given other work."""
    return _engine_of(threading.get_ident())


@cache
def _engine_of(_thread: int) -> typst.Compiler:
    import typst  # not above: most commands set no paper

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER / "fonts"])
    return typst.Compiler(root=FOLDER, font_paths=fonts)


@cache
def _source(template: str) -> bytes:
    return (FOLDER / f"{template}.typ").read_bytes()


@lru_cache(maxsize=16)
def _numbers(content: bytes) -> bytes:
    return str(list(content)).encode()


@cache
def _engine_hash() -> str:
    """The hash of the templates, the fonts, the engines' versions, and of what lays fields over a form."""
    found = hashlib.sha256(f"{version('typst')} {version('pikepdf')}".encode())
    for path in sorted([*FOLDER.glob("*.typ"), *FOLDER.glob("fonts/*.ttf"), *map(FOLDER.joinpath, _LAID_OVER)]):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _clean(value: Any, pictures: dict[str, bytes], key: str = "") -> Any:
    if isinstance(value, str):
        return value.encode(errors="ignore").decode() if key in _TIDAK_DICETAK else printable(value)
    if isinstance(value, bytes):
        name = f"{hashlib.sha256(value).hexdigest()}.json" if value else ""
        pictures |= {name: value} if name else {}
        return name
    if isinstance(value, Mapping):
        return {name: _clean(part, pictures, name) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(part, pictures, key) for part in value]
    return value
