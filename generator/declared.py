"""What the program makes, declared where it is made: pages, files beside them, and papers.

    @page("pustaka", Menu("Kalender tinjauan", 30, below="Daftar SOP"))
    def render_kalender(situs: SiteFacts) -> Page: ...

    @output("formulir", 10)
    def workbook(proyek: Library, form: SiteForm) -> Iterator[SiteFile]: ...

Nothing else has to be told of it: builds, the menu and the tests go by what is declared. Every module of the folder
that ``ROOMS`` names is read before the first question is answered, so a new module there is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal, TypeVar

PageKind = Literal["sop", "riwayat", "edisi", "formulir", "pelaksana", "peraturan", "pustaka"]
"""What a page is about, and what its function is given:

sop         an SOP: SiteFacts, slug
riwayat     an SOP that is or was: SiteFacts, slug
edisi       a revision of an SOP that has its own checklists: the SiteFacts of that revision, slug
formulir    a form; the same for pelaksana and peraturan: SiteFacts, id
pustaka     the whole library: SiteFacts
"""
OutputKind = Literal["sop", "formulir", "gaya", "pustaka"]
"""What a file is about, and what its function is given:

sop         an SOP: ResolvedSop
formulir    a form: Library, SiteForm
gaya        a style sheet without which a form's page does not print, so it is made where downloads are left out too
pustaka     the whole library: SiteFacts
"""
PaperKind = Literal["edisi", "formulir"]
"""What a paper is about: a revision of an SOP (its SiteFacts, slug), a form (Library, SiteForm)."""
ROOMS = {
    "page": "pages", "paper": "paper",
    "output sop": "outputs", "output pustaka": "outputs", "output formulir": "forms", "output gaya": "pages",
}  # fmt: skip
"""In which folder each is declared. A build in which only lists change needs no engine for paper or workbooks."""
_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file beside the pages.

    path        in the site
    page        the key of the page that offers it, "" = none
    title       under which words: "Bagan"
    kind        and of which kind: "SVG"
    """

    path: str
    content: bytes
    page: str = ""
    title: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """The place of a page in the menu.

    order       small numbers first
    below       the entry that it stands below, "" = at the top
    """

    name: str
    order: int
    below: str = ""


@dataclass(frozen=True, slots=True)
class _Declared:
    make: Callable[..., Any]
    order: int
    menu: Menu | None = None
    address: str = ""


_DECLARED: dict[str, list[_Declared]] = {}


def page(of: PageKind, menu: Menu | None = None, address: str = "") -> Callable[[_F], _F]:
    """Declare a page: the function gives one ``Page`` or several. ``menu``: its place there (None = it is reached
    from other pages); ``address``: the key of a page in the menu ("kalender")."""
    return _declare(f"page {of}", 0, menu, address)


def output(of: OutputKind, order: int) -> Callable[[_F], _F]:
    """Declare files beside the pages: the function yields ``SiteFile``. ``order``: its place among those offered."""
    return _declare(f"output {of}", order)


def paper(of: PaperKind, order: int) -> Callable[[_F], _F]:
    """Declare papers: the function yields ``Paper``. ``order``: its place among those offered."""
    return _declare(f"paper {of}", order)


def pages_of(kind: PageKind, *given: Any) -> list[Any]:
    """The pages of this kind."""
    return [made for pages in each_page_of(kind, *given) for made in pages]


def each_page_of(kind: PageKind, *given: Any) -> Iterator[list[Any]]:
    """The same, as one after the other makes them."""
    for declared in _known(f"page {kind}"):
        made = declared.make(*given)
        yield [*made] if isinstance(made, list | tuple) else [made]


def outputs_of(kind: OutputKind, *given: Any) -> Iterator[SiteFile]:
    """The files of this kind, in the order in which a page offers them. Nothing is loaded before the first is asked
    for: a build without downloads needs no engine for them."""
    for declared in _known(f"output {kind}"):
        yield from declared.make(*given)


def papers_of(kind: PaperKind, *given: Any) -> Iterator[Any]:
    """The papers of this kind, in the order in which a page offers them; loaded as those of ``outputs_of``."""
    for declared in _known(f"paper {kind}"):
        yield from declared.make(*given)


def menu_pages() -> list[tuple[Menu, str]]:
    """The entries of the menu that lead to made pages, in their order, each with the key of its page."""
    found = [(declared.menu, declared.address) for declared in _known("page pustaka") if declared.menu]
    return sorted(found, key=lambda entry: entry[0].order)


def _declare(what: str, order: int, menu: Menu | None = None, address: str = "") -> Callable[[_F], _F]:
    def register(function: _F) -> _F:
        _DECLARED.setdefault(what, []).append(_Declared(function, order, menu, address))
        return function

    return register


def _known(what: str) -> Iterable[_Declared]:
    _read_room(ROOMS.get(what) or ROOMS[what.partition(" ")[0]])
    return sorted(_DECLARED.get(what, ()), key=lambda declared: declared.order)


@cache
def _read_room(room: str) -> None:
    package = import_module(f"generator.{room}")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
