"""Reading a signed document: whether it is a PDF and nothing else, and which content it says it is a print of.

A print says its code (kode isi) as text; of a scan, which is a picture, its QR code is read. What a text layer of a
scan says was recognised by a machine: only a code that is known can be believed there.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from generator.data.signed_scan import MAX_SCAN
from generator.paper.carried_data import FORMAT

if TYPE_CHECKING:
    import pikepdf
    import pypdfium2

MAX_PAGES = 200
"""Pages of a signed document; on all of them codes are looked for."""
_RESOLUTIONS = (200, 150, 300)
"""Dots per inch that a page is drawn with until a QR code is found."""
_MAX_PIXELS = 30_000_000
_MOSTLY = 0.5
"""A picture that takes so much of a page is a scan of it."""
_CODE = re.compile(r"Data\s+(?:per|draf|sedang|tanpa)[^·]{0,60}·\s*kode\s+isi\s+([0-9a-f]{8})\b")
"""The marks of a print of an SOP. Those of a blank form have no age: it may be bound with the SOP."""
_CHECK_PAGE = re.compile(r"/sop/[a-z0-9-]+/cek/(?:index\.html)?$")
_ACTIVE_KEYS = ("/JS", "/EF", "/EmbeddedFiles", "/RichMediaContent", "/XFA")
_FILE_KEYS = frozenset({"/EF", "/EmbeddedFiles"})
_ACTIVE_ACTIONS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE")


class UnfitScanError(Exception):
    """The file cannot be kept as a signed document; the words say why."""


@dataclass(frozen=True, slots=True)
class PageCode:
    """A code on a page. ``page``: from 1; ``source``: how it was read; ``sure``: it cannot be read wrongly."""

    page: int
    code: str
    source: str
    sure: bool


@dataclass(frozen=True, slots=True)
class ScanReading:
    """A signed document as read."""

    raw: bytes
    pages: int
    codes: tuple[PageCode, ...]


def read_scan(path: Path) -> ScanReading:
    """The document in a file. UnfitScanError: it is none that can be kept; OSError: it cannot be read."""
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise UnfitScanError("ini bukan berkas biasa")
    if about.st_size > MAX_SCAN:
        large = f"{about.st_size / 10**6:.1f}".replace(".", ",")
        raise UnfitScanError(
            f"berkasnya {large} MB, paling besar {MAX_SCAN // 10**6} MB; pindai lagi abu-abu dengan 150 sampai 200 dpi"
        )
    raw = path.read_bytes()
    _refuse_others(raw)
    _refuse_active(raw)
    return _read(raw)


def _refuse_others(raw: bytes) -> None:
    """Refuse what is no PDF from its first byte to its last: another file may hide before or behind one."""
    if not raw.startswith(b"%PDF-"):
        raise UnfitScanError("berkas ini bukan PDF, apa pun namanya; simpan hasil pindaian sebagai PDF")
    end = raw.rfind(b"%%EOF")
    if end < 0:
        raise UnfitScanError("PDF ini terpotong; salin lagi berkas aslinya")
    if raw[end + 5 :].strip(b"\0\t\n\f\r "):
        raise UnfitScanError("di belakang PDF ini ada isi lain; cetak atau simpan ulang sebagai PDF")


def _refuse_active(raw: bytes) -> None:
    """Refuse what a PDF can do besides being read: scripts, programs, files inside it."""
    import io

    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(raw)) as pdf:
            allowed = _FILE_KEYS if _only_own_data(pdf) else frozenset()
            for thing in pdf.objects:
                if _active(thing, allowed):
                    raise UnfitScanError(
                        "PDF ini memuat skrip, lampiran, atau perintah; cetak ulang menjadi PDF biasa tanpa itu"
                    )
    except pikepdf.PasswordError:
        raise UnfitScanError("PDF ini terkunci dengan kata sandi; simpan tanpa kata sandi") from None
    except pikepdf.PdfError:
        raise UnfitScanError("PDF ini rusak dan tidak dapat dibuka; pindai atau simpan ulang") from None


def _only_own_data(pdf: pikepdf.Pdf) -> bool:
    """Whether the files inside are the data that a document of ours carries and nothing else: they do nothing."""
    import pikepdf

    files = [file for thing in pdf.objects for part in _inner(thing) if "/EF" in part for file in part["/EF"].values()]
    with suppress(pikepdf.PdfError, AttributeError, TypeError, ValueError, RecursionError):
        said = [json.loads(bytes(file.read_bytes())) for file in files]
        return bool(said) and all(isinstance(one, dict) and one.get("format") == FORMAT for one in said)
    return False


def _inner(thing: Any) -> Iterator[Any]:
    """An object, and all named parts that stand in it and nowhere else."""
    import pikepdf

    todo = [thing]
    while todo:
        part = todo.pop()
        if isinstance(part, pikepdf.Array):
            todo += [item for item in part if not getattr(item, "is_indirect", False)]
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            todo += [part[key] for key in part.keys() if not getattr(part[key], "is_indirect", False)]  # noqa: SIM118


def _active(thing: Any, allowed: Set[str] = frozenset()) -> bool:
    """Whether an object, with all that stands in it and nowhere else, has something that acts. ``allowed``: keys that
    are harmless in this document."""
    for part in _inner(thing):
        keys = part.keys()
        if any(key in keys for key in _ACTIVE_KEYS if key not in allowed):
            return True
        if "/S" in keys and str(part.get("/S")) in _ACTIVE_ACTIONS:
            return True
    return False


def _read(raw: bytes) -> ScanReading:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(raw) as document:
            if not 0 < len(document) <= MAX_PAGES:
                raise UnfitScanError(f"PDF ini berisi {len(document)} halaman; yang diterima 1 sampai {MAX_PAGES}")
            codes = [code for number in range(len(document)) for code in _on_page(document[number], number + 1)]
            return ScanReading(raw, len(document), tuple(codes))
    except pypdfium2.PdfiumError:
        raise UnfitScanError("PDF ini rusak dan tidak dapat dibuka; pindai atau simpan ulang") from None


def _on_page(page: pypdfium2.PdfPage, number: int) -> Iterator[PageCode]:
    """The codes of a page: those of its text, and of its QR code where the text is not to be relied upon."""
    written = dict.fromkeys(_CODE.findall(page.get_textpage().get_text_range()))
    typed = not _is_picture(page)
    yield from (PageCode(number, code, "teks", typed) for code in written)
    if not (typed and written):
        yield from (PageCode(number, code, "qr", True) for code in _qr_codes(page))


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    import pypdfium2.raw

    room = page.get_width() * page.get_height()
    for picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _MOSTLY * room:
            return True
    return False


def _qr_codes(page: pypdfium2.PdfPage) -> list[str]:
    """The codes that the QR codes of a page lead to; other QR codes (of a signature) say nothing here."""
    import zxingcpp

    largest = (_MAX_PIXELS / max(page.get_width() * page.get_height(), 1)) ** 0.5
    for resolution in _RESOLUTIONS:
        drawn = page.render(scale=min(resolution / 72, largest), grayscale=True)
        found = zxingcpp.read_barcodes(drawn.to_pil(), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        codes = [code for one in found for code in _code_in(one.text)]
        drawn.close()
        if codes:
            return list(dict.fromkeys(codes))
    return []


def _code_in(address: str) -> list[str]:
    """The code in the address of a page that checks prints."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return []
    codes = parse_qs(parts.query).get("s", []) if _CHECK_PAGE.search(parts.path) else []
    return [code for code in codes if re.fullmatch(r"[0-9a-f]{8}", code)]
