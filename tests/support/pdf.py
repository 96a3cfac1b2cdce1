"""Reading finished PDFs back, with programs that did not make them."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import DictionaryObject, IndirectObject

from generator.data.library import Library
from generator.data.loader import load
from generator.declared import papers_of
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.paper.typesetting import Document, Paper, typeset
from tests.support.tools import ROOT, absent
from tests.support.whole import all_forms

MM = 72 / 25.4


def seed() -> Library:
    """The project's own data."""
    proyek, findings = load(ROOT / "sop_data")
    assert proyek is not None, findings
    return proyek


def contoh() -> Library:
    """The example agency."""
    proyek, findings = load(ROOT / "examples" / "dinas-contoh")
    assert proyek is not None, findings
    return proyek


def dengan(proyek: Library, **isian: Any) -> Library:
    """The project with other settings of the agency."""
    return replace(proyek, instansi=proyek.instansi.model_validate(proyek.instansi.model_dump() | isian))


def naskah(proyek: Library) -> dict[str, Document]:
    """Every document of a project before it is set, with its path."""
    return {paper.path: paper.document for paper in papers(proyek)}


def papers(proyek: Library) -> list[Paper]:
    """Every document of a project, with the words under which its page offers it."""
    situs = SiteFacts(proyek, BuildContext())
    found = [paper for slug in proyek.sop for paper in papers_of("edisi", situs.at_names_of(slug), slug)]
    forms = all_forms(proyek)
    return [*found, *(paper for form in forms for paper in papers_of("formulir", proyek, form))]


def kertas(proyek: Library, simpanan: Path | None = None) -> dict[str, bytes]:
    """Every document of a project; ``simpanan``: where finished ones are kept."""
    return {path: typeset(one, simpanan) for path, one in naskah(proyek).items()}


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


def plumb(pdf: bytes) -> list[Any]:
    """The pages for measuring: words and shapes with their places in points."""
    try:
        import pdfplumber
    except ImportError:
        absent("pdfplumber")
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            assert page.chars
        return list(document.pages)


def text_of(pdf: bytes) -> str:
    """All words in the order of the file, one space between them."""
    return flat(" ".join(page.extract_text() for page in read(pdf).pages))


def flat(text: str) -> str:
    """A text without the places where words may break."""
    return " ".join(text.replace("\u200b", "").split())


def letters(text: str) -> str:
    """A text without any white space: what is left when lines and words break elsewhere."""
    return "".join(text.replace("\u200b", "").split())


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole mm."""
    return [(round(page.mediabox.width / MM), round(page.mediabox.height / MM)) for page in read(pdf).pages]


def bookmarks(pdf: bytes) -> list[tuple[str, int]]:
    """Titles of the outline with the number of their page, from 1."""
    reader = read(pdf)
    found = []
    for item in reader.outline:
        assert not isinstance(item, list)
        number = reader.get_destination_page_number(item)
        assert number is not None
        found.append((flat(str(item.title)), number + 1))
    return found


def alt_texts(pdf: bytes) -> list[str]:
    """What a screen reader says for pictures, in reading order."""
    reader = read(pdf)
    return _alts(reader.trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]


def _alts(node: Any) -> list[str]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        return [alt for child in node for alt in _alts(child)]
    if not isinstance(node, DictionaryObject):
        return []
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + (_alts(node["/K"]) if "/K" in node else [])


def kinds(pdf: bytes) -> set[str]:
    """The kinds of elements in the tag tree."""
    reader = read(pdf)
    return _kinds(reader.trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]


def _kinds(node: Any) -> set[str]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        return {kind for child in node for kind in _kinds(child)}
    if not isinstance(node, DictionaryObject):
        return set()
    own = {str(node["/S"])} if "/S" in node else set()
    return own | (_kinds(node["/K"]) if "/K" in node else set())


def fonts(pdf: bytes) -> dict[str, bool]:
    """Names of the fonts, and whether each is in the file."""
    found: dict[str, bool] = {}
    for page in read(pdf).pages:
        resources: Any = page["/Resources"]
        _collect_fonts(resources, found)
    return found


def _collect_fonts(resources: Any, found: dict[str, bool]) -> None:
    """The fonts of a page and of the pictures on it."""
    for font in resources.get("/Font", {}).values():
        (inner,) = font.get_object()["/DescendantFonts"]
        descriptor = inner.get_object()["/FontDescriptor"].get_object()
        found[str(descriptor["/FontName"])] = "/FontFile2" in descriptor or "/FontFile3" in descriptor
    for form in resources.get("/XObject", {}).values():
        if "/Resources" in form.get_object():
            _collect_fonts(form.get_object()["/Resources"], found)
