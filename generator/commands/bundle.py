"""One SOP as a zip that works by e-mail: its page, its documents and its forms, to be opened where no site is.

The page is that of the site, in a frame of its own. What it links to is in the zip, or leads to the site where the
agency says where that is, or is no link any more: nothing in it leads to a file that is not there.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from urllib.parse import unquote, urlsplit

from jinja2 import Environment

from generator.build.make_part import MadePart
from generator.build.slices import LibrarySlice, PartName, Slicer
from generator.commands.handout import CannotHandOutError, EditionAtHand
from generator.commands.output_file import MARK
from generator.data.library import Library
from generator.data.pictures import safe_picture
from generator.declared import papers_of
from generator.facts.page import Page, path_of
from generator.facts.site_facts import edition_key
from generator.outputs.colours_css import colours_css, logo_path
from generator.pages.render import file_size
from generator.site.look import Look
from generator.templates import make_environment

MOST_BYTES = 10_000_000
"""A larger zip is refused: mail servers take some 10 to 25 MB, and a letter grows by a third on its way."""
_LINK = re.compile(r'(\s(href|src|data-pindah)=)"([^"]*)"')
"""A link in a page: no text has a quotation mark, which is always written as an entity there."""
_WHEN = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip, so that the same content gives the same bytes."""
_FORM_FILES = {".pdf": "PDF", "-isian.pdf": "PDF isian", ".xlsx": "Excel"}
"""The files of a form that go along, by their endings."""
_WATCHING = {"monitoring": "Formulir monitoring", "evaluasi": "Formulir evaluasi"}


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file as the page of the bundle lists it: where it lies, under which words, its kind, its size (bytes)."""

    path: str
    title: str
    kind: str
    size: int


class BundleMaker:
    """Makes bundles of the SOPs of a library. ``look``: the style sheets and scripts of its site; ``make``: makes a
    part of the site, from which pages and files are taken."""

    def __init__(self, proyek: Library, look: Look, make: Callable[[LibrarySlice], MadePart]) -> None:
        self._proyek, self._look, self._make = proyek, look, make
        self._slices = {irisan.nama: irisan for irisan in Slicer(proyek).everything()}
        self._forms: dict[str, MadePart] = {}

    def bundle(self, edition: EditionAtHand) -> bytes:
        """The zip of an SOP. ``CannotHandOutError``: it would be too large for a letter."""
        made, situs = self._make(self._slices[PartName("sop", edition.slug)]), edition.situs
        forms = {id: self._form(id) for id in _forms_of(edition)}
        known = dict(made.berkas) | {path: one for form in forms.values() for path, one in form.berkas.items()}
        if self._proyek.logo:
            known[logo_path(self._proyek)] = safe_picture(self._proyek.logo).content
        page = self._page(edition, made)
        enclosing = _Enclosing(page.address, known, self._proyek.instansi.alamat_situs or "")
        for paper in papers_of("edisi", situs, edition.slug):
            enclosing.enclose(paper.path, "dokumen", paper.title, paper.kind)
        for id in forms:
            enclosing.enclose_form(f"formulir/{id}", id, "formulir", situs.proyek.formulir[id].judul)
        folder = situs.page_key(f"sop/{edition.slug}")
        for kind, title in _WATCHING.items():
            enclosing.enclose_form(f"{folder}/{kind}", f"{kind}-{edition.slug}", "monitoring-evaluasi", title)
        enclosing.stand_in(f"{folder}/checklist", f"{folder}/daftar-periksa.pdf")
        for place, step in enumerate(situs.sop[edition.slug].langkah, start=1):
            enclosing.stand_in(f"{folder}/checklist/{step.kode}", f"{folder}/lembar-langkah.pdf", f"#page={place}")
        body = enclosing.rewrite(page.body)
        frame = self._frame(page, body, enclosing)
        return _zip(edition.slug, {**enclosing.files, **self._look_files(enclosing), "index.html": frame.encode()})

    def _page(self, edition: EditionAtHand, made: MadePart) -> Page:
        """The page of the revision: the SOP's own, or that of an earlier or later one."""
        main, sop = edition.situs.editions is None, edition.situs.proyek.sop[edition.slug]
        key = f"sop/{edition.slug}" if main else edition_key(edition.slug, sop.revisi or 0)
        return next(page for page in made.halaman if page.path == path_of(key))

    def _form(self, id: str) -> MadePart:
        if id not in self._forms:
            self._forms[id] = self._make(self._slices[PartName("formulir", id)])
        return self._forms[id]

    def _look_files(self, enclosing: _Enclosing) -> dict[str, bytes]:
        """All style sheets of the site in one, the paper of the page, the script of the reader's day."""
        named = [path for path in self._look.settings["extra_css"] if self._asset(path)]
        sheets = [*map(self._asset, named), colours_css(self._proyek).encode()]
        found = {"berkas/gaya.css": b"\n".join(sheets), "berkas/saat.js": self._asset("assets/js/saat.js")}
        return found | {place: self._asset(path) for path, place in enclosing.assets.items()}

    def _asset(self, path: str) -> bytes:
        """A file of the look; b"" where it is none of its own, such as an address."""
        place = self._look.find(path)
        return place.read_bytes() if place else b""

    def _frame(self, page: Page, body: str, enclosing: _Enclosing) -> str:
        instansi = self._proyek.instansi
        return (
            _environment()
            .get_template("paket.html")
            .render(
                judul=page.title,
                instansi=instansi,
                logo=enclosing.enclose(logo_path(self._proyek), "berkas"),
                alamat=f"{instansi.alamat_situs}{page.address}" if instansi.alamat_situs else "",
                isi=body,
                berkas=enclosing.listed,
            )
        )


def _forms_of(edition: EditionAtHand) -> list[str]:
    """The forms that the steps of an SOP use."""
    used = (id for step in edition.situs.sop[edition.slug].langkah for id in step.data.formulir)
    return [id for id in dict.fromkeys(used) if id in edition.situs.proyek.formulir]


class _Enclosing:
    """What goes into the zip, and where the links of the page at the address ``page`` lead then. ``known``: the files
    that the site has beside its pages; ``site``: its address, "" = not known."""

    def __init__(self, page: str, known: Mapping[str, bytes], site: str) -> None:
        self._page, self._known, self._site = page, known, site
        self._places: dict[str, str] = {}
        """File of the site, or page that one stands in for -> its place in the zip."""
        self.files: dict[str, bytes] = {}
        self.listed: list[Enclosed] = []
        self.assets: dict[str, str] = {}

    def enclose(self, path: str, folder: str, title: str = "", kind: str = "") -> str:
        """Put a file of the site into a folder of the zip, to be listed where it has a title; its place there, "" where
        the site has no such file."""
        if path not in self._known:
            return ""
        place = self._places[path] = f"{folder}/{path.rpartition('/')[2]}"
        self.files[place] = self._known[path]
        if title:
            self.listed.append(Enclosed(place, title, kind, len(self._known[path])))
        return place

    def enclose_form(self, key: str, name: str, folder: str, title: str) -> None:
        """The files of the form whose page is ``key``; links to that page lead to the form as it is printed."""
        for end, kind in _FORM_FILES.items():
            self.enclose(f"{key}/{name}{end}", folder, title, kind)
        self.stand_in(key, f"{key}/{name}.pdf")

    def stand_in(self, key: str, path: str, anchor: str = "") -> None:
        """Links to the page ``key`` lead to a file that is enclosed, at a place in it."""
        if path in self._places:
            self._places[f"{key}/index.html"] = self._places[path] + anchor

    def rewrite(self, body: str) -> str:
        """The page with its links as they hold in the zip."""
        return _LINK.sub(self._led, body)

    def _led(self, found: re.Match[str]) -> str:
        address = self._lead(found[2], unescape(found[3]))
        return "" if address is None else f'{found[1]}"{escape(address)}"'

    def _lead(self, attribute: str, address: str) -> str | None:
        """Where a link leads in the zip; None: it is none any more."""
        parts = urlsplit(address)
        if attribute == "data-pindah":  # the script would leave for a page that is not here
            return None
        if parts.scheme or parts.netloc or address.startswith("#"):
            return address
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._page), unquote(parts.path)))
        if path == self._page and not parts.query:
            return f"#{parts.fragment or 'isi'}"
        if path.startswith("assets/"):
            return self.assets.setdefault(path, f"berkas/{path.rpartition('/')[2]}")
        if place := self._places.get(path) or self.enclose(path, "berkas"):
            return place
        return f"{self._site}{path}{address[len(parts.path) :]}" if self._site else None


def _zip(slug: str, files: Mapping[str, bytes]) -> bytes:
    """The zip with the page first; refused where it is too large."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path in ["index.html", *sorted(files.keys() - {"index.html"})]:
            entry = zipfile.ZipInfo(path, _WHEN)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            entry.create_system = 3  # the same on every system
            out.writestr(entry, files[path])
        out.comment = MARK.encode()
    size = made.tell()
    if size > MOST_BYTES:
        path, content = max(files.items(), key=lambda item: len(item[1]))
        raise CannotHandOutError(
            f"paket {slug} {file_size(size)}, lebih dari {file_size(MOST_BYTES)} yang diterima surel; "
            f"yang terbesar {path}, {file_size(len(content))}. Logo yang besar ikut pada setiap PDF: perkecil gambarnya"
        )
    return made.getvalue()


@cache
def _environment() -> Environment:
    env = make_environment("generator.commands")
    env.filters["ukuran"] = file_size
    return env
