"""Where a command writes what somebody asked for: over nothing or what this program made before, and nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from generator.io.atomic import write_durable

MARK: Final = "Pustaka SOP"
"""What every output of a command says of its maker: HTML as its generator, PDF as its keywords, zip and SVG as a
comment, PNG as its software."""
_HEAD: Final = 2000
"""So many bytes of a page or a picture are read for its mark."""


class ForeignOutputError(Exception):
    """What was asked for would go over something else, or be no file of its kind by its name. Nothing was written.
    The words say why, and what to do."""


def write_outputs(files: Mapping[Path, bytes]) -> None:
    """Write these files, none of them where one may not be written.

    ForeignOutputError: one may not. OSError: the disk refuses; those before are written.
    """
    for path in files:
        refuse_foreign_file(path)
    for path, content in files.items():
        write_durable(path, content)


def refuse_foreign_file(path: Path) -> None:
    """ForeignOutputError: ``path`` is of no kind that commands write, or something else is there already."""
    at = path.resolve()
    ours = _KINDS.get(at.suffix.lower())
    if ours is None:
        raise ForeignOutputError(f"'{path}' tidak berakhiran {', '.join(_KINDS)}; pilih nama lain")
    if at.is_file() and at.stat().st_size and not ours(at):
        raise ForeignOutputError(
            f"'{path}' sudah ada dan bukan buatan perintah ini; pilih nama lain, atau pindahkan dulu berkas itu"
        )
    if at.exists() and not at.is_file():
        raise ForeignOutputError(f"'{path}' sudah ada dan bukan berkas; pilih nama lain")


def _is_our_page(path: Path) -> bool:
    return _head_has(path, f'<meta name="generator" content="{MARK}">'.encode())


def _is_our_pdf(path: Path) -> bool:
    import pikepdf  # not above: most commands do not need it

    try:
        with pikepdf.open(path) as document:
            return str(document.docinfo.get("/Keywords", "")) == MARK
    except pikepdf.PdfError:
        return False


def _is_our_zip(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as found:
            return found.comment == MARK.encode()
    except zipfile.BadZipFile:
        return False


def _is_our_svg(path: Path) -> bool:
    return _head_has(path, f"<!-- {MARK} -->".encode())


def _is_our_png(path: Path) -> bool:
    return _head_has(path, b"\x89PNG") and _head_has(path, b"Software\0" + MARK.encode())


def _head_has(path: Path, words: bytes) -> bool:
    """Whether the first bytes of a file have ``words`` in them."""
    with path.open("rb") as file:
        return words in file.read(_HEAD)


_KINDS: Final[Mapping[str, Callable[[Path], bool]]] = {
    ".html": _is_our_page,
    ".pdf": _is_our_pdf,
    ".zip": _is_our_zip,
    ".svg": _is_our_svg,
    ".png": _is_our_png,
}
