"""A site on its way: parts that stay are kept, others are put in, each page finished and written where it belongs.

A page is a ``Page`` until it is written; ``Framed`` makes a page of the site of it, ``Plain`` the Markdown file that
another builder reads.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from generator.build_options import POLOS, BrokenOffError
from generator.facts.page import Page
from generator.facts.site_facts import Offers
from generator.findings import Finding, Severity, declare
from generator.io.atomic import MARK, contents
from generator.site.frames import Builder, BuilderError, Frame, Model, address_of, model_of
from generator.site.look import Look
from generator.site.mkdocs import MaterialBuilder, expected
from generator.site.record import Part, Record
from generator.site.tree import Tree, marked_id
from generator.site.zensical import ZensicalBuilder

declare("D014", "galat")
declare("D015", "galat", "peringatan")

BY_HAND = "tangan"
"""The part that no data make: the hand-written pages and the theme's files."""


class Finished(NamedTuple):
    """A page as it is written. ``model``: its model page; "" = it has none."""

    path: str
    content: bytes
    model: str


class Framed:
    """Pages in the frames of a builder. ``last``: what is known of earlier frames, ``now``: takes what is known of
    these."""

    def __init__(self, builder: Builder, look: Look, last: Record, now: Record) -> None:
        self._builder, self._menu, self._now = builder, set(look.menu), now
        self._look = look
        self._cut: dict[str, Frame] = {}
        self.patience = builder.patience
        self._key = now.builder = builder.key()
        self.stale: set[str] = set()
        """Model pages whose frame is not what it was."""
        if self._key and self._key == last.builder:
            now.frames, now.said = dict(last.frames), list(last.said)
        elif last.frames:
            self._draw([Model(path, text) for path, (text, _) in last.frames.items()])
            self.stale = {path for path, frame in last.frames.items() if now.frames[path] != frame}

    def finish(self, pages: Collection[Page]) -> Iterator[Finished]:
        """The pages as the site shows them."""
        models = [model_of(page, page.path in self._menu) for page in pages]
        known = self._now.frames
        new = {m.path: m for m in models if m.path not in known or known[m.path][0] != m.text}
        self._draw(new.values())
        for page, model in zip(pages, models, strict=True):
            if model.path not in self._cut:
                self._cut[model.path] = Frame(model.path, self._now.frames[model.path][1])
            yield Finished(page.address, self._cut[model.path].fill(page), model.path)

    def _draw(self, models: Collection[Model]) -> None:
        if models:
            for model, html in zip(models, self._builder.frames(list(models)), strict=True):
                self._now.frames[model.path] = model.text, html

    def rest(self, files: Collection[str]) -> tuple[str, Iterator[tuple[str, Path]]]:
        """What else belongs into the site beside the generated ``files``: a hash of what it is made from ("" =
        anything), and where it lies, made when it is asked for."""
        linked = sorted(n for n in expected(self._look) if not n.endswith(".html") and _shown_as(n) in files)
        key = self._key and sha256("\n".join([self._key, *linked]).encode()).hexdigest()
        return key, self._made(linked)

    def _made(self, linked: list[str]) -> Iterator[tuple[str, Path]]:
        found = list(self._builder.site(linked))
        self._now.said = list(self._builder.said)
        stand_ins = {_shown_as(name) for name in expected(self._look)}
        yield from ((name, path) for name, path in found if name not in stand_ins and not _is_hidden(name))


class Plain:
    """Pages as Markdown files, for another builder."""

    patience = 1
    stale: frozenset[str] = frozenset()

    def __init__(self, look: Look) -> None:
        self._look = look

    def finish(self, pages: Collection[Page]) -> Iterator[Finished]:
        """The pages as their files."""
        return (Finished(page.path, page.to_markdown().encode(), "") for page in pages)

    def rest(self, _: Collection[str]) -> tuple[str, Iterator[tuple[str, Path]]]:
        """The hand-written pages."""
        docs = self._look.docs
        return "", ((name, docs / name) for name in sorted(contents(docs)[0]) if not _is_hidden(name))


class Output:
    """The next site in ``folder``, as ``dress`` finishes its pages. ``last``: the record of the one before, ``now``:
    becomes that of this one."""

    def __init__(self, folder: Path, dress: Framed | Plain, last: Record, now: Record) -> None:
        self._dress, self._now, self._folder = dress, now, folder
        known = last.files() if last.id and last.id == marked_id(folder) else {}
        self._last = last.parts if known and last.how == now.how else {}
        self._tree = Tree(folder, known)
        self._held: list[tuple[Part, Page]] = []

    def keep(self, name: str, key: str) -> bool:
        """Take a part over as it is; False where it has to be made: it was not made from ``key``, or a file of it or
        the frame of a page is not what it was."""
        part = self._last.get(name)
        if part is None or not part.holds(key, self._dress.stale):
            return False
        for files in (part.pages, part.files):
            for path, kept in files.items():
                if not self._tree.keep(path, kept):
                    return False
                files[path] = self._tree.files[path]
        self._now.parts[name] = part
        return True

    def put(
        self, name: str, key: str, pages: Iterable[Page], files: Mapping[str, bytes], papers: Iterable[str] = (),
        offers: Offers | None = None,
    ) -> None:  # fmt: skip
        """A part that was just made. ``offers``: which of its files its pages offer."""
        part = self._now.parts[name] = Part(key, papers=list(papers))
        part.files = {path: self._tree.put(path, content) for path, content in files.items()}
        for page, its in (offers or {}).items():
            part.offers[page] = [(offer.path, offer.judul, offer.jenis) for offer in its]
        self._held += [(part, page) for page in pages]
        if len(self._held) >= self._dress.patience:
            self._write_pages()

    def _write_pages(self) -> None:
        finished = self._dress.finish([page for _, page in self._held])
        for (part, _), page in zip(self._held, finished, strict=True):
            part.pages[page.path] = self._tree.put(page.path, page.content)
            if page.model and page.model not in part.models:
                part.models.append(page.model)
        self._held = []

    @property
    def pages(self) -> list[str]:
        """The addresses of all generated pages so far."""
        return [path for part in self._now.parts.values() for path in part.pages]

    @property
    def record(self) -> Record:
        """What is left of it for the next build."""
        return self._now

    @property
    def papers(self) -> set[str]:
        """The hashes of all papers in it."""
        return {paper for part in self._now.parts.values() for paper in part.papers}

    @property
    def changed(self) -> int:
        """So many files were written or removed."""
        return self._tree.changed

    def finish(self, docs: str) -> list[Finding]:
        """The hand-written pages, and all in place. ``docs``: the name of their folder. Findings that are errors
        prevent it, as files by hand in the place of generated ones."""
        self._write_pages()
        made = set(self._tree.files)
        key, rest = self._dress.rest(made)
        last = self._last.get(BY_HAND)
        if not (key and last and made.isdisjoint(last.files) and self.keep(BY_HAND, key)):
            by_hand = list(rest)
            if both := [name for name, _ in by_hand if name in made]:
                return [_in_the_way(docs, both)]
            self.put(BY_HAND, key, (), {name: path.read_bytes() for name, path in by_hand})
        if not replaceable(self._folder):
            raise OSError(errno.ENOTEMPTY, "not ours", str(self._folder))
        self._now.id = self._tree.finish()
        return []

    def lay_aside(self) -> None:
        """Leave what is made so far for the next site."""
        self._tree.lay_aside()

    def give_up(self) -> None:
        """Leave nothing half behind."""
        self._tree.give_up()


BUILDERS: Mapping[str, Callable[[Look, Mapping[str, Any], Path], Builder]] = {
    "mkdocs": MaterialBuilder,
    "zensical": ZensicalBuilder,
}
"""Who can draw the frame, by the name that the user gives."""
_NAMES = {"mkdocs": "MkDocs", "zensical": "Zensical"}


def write_site(
    site: Path,
    home: Path,
    look: Look,
    settings: Mapping[str, Any],
    last: Record,
    how: str,
    fill: Callable[[Output], None],
    pembangun: str = "mkdocs",
) -> tuple[Output | None, list[Finding]]:
    """Make the site in the folder ``site`` of what ``fill`` puts into it, and leave a record of it in ``home``.

    ``settings``: what mkdocs.yml takes from the data; ``last``: the record of the build before; ``how``: tells the
    program and what people chose; ``pembangun``: one of ``BUILDERS``, or ``POLOS``. What the
    builder says comes back as findings; None: it failed, and the site that is up stays. OSError: the disk is full or
    refuses.
    """
    now, output = Record(how=f"{how} {pembangun}", guide=last.guide, reading=last.reading), None
    builder = None if pembangun == POLOS else BUILDERS[pembangun](look, settings, home / pembangun)
    try:
        dress = Framed(builder, look, last, now) if builder else Plain(look)
        output = Output(site, dress, last, now)
        fill(output)
        if blocked := output.finish(look.docs.name):
            return None, blocked
        now.write(home)
    except BrokenOffError:
        if output:
            output.lay_aside()
        raise
    except BuilderError as error:
        return None, [said_by(look, pembangun, str(error), "galat")]
    finally:
        if builder:
            builder.close()
        if output:
            output.give_up()
    return output, [said_by(look, pembangun, words, level) for level, words in now.said]


def said_by(look: Look, pembangun: str, words: str, level: str) -> Finding:
    """A finding about what the builder said."""
    severity: Severity = "galat" if level == "galat" else "peringatan"
    return Finding(
        "D015", severity, look.file.name, 0, 0, "", f"{_NAMES[pembangun]}: {words}", "periksa halaman yang disebut"
    )


def _shown_as(name: str) -> str:
    """Where the site has what the menu or a hand-written page calls by its path in docs/."""
    return address_of(name) if name.endswith(".md") else name


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or "/." in name


def replaceable(site: Path) -> bool:
    """Whether ``site`` may be replaced: it is not there, is empty, or was made by this program."""
    return not site.exists() or (site.is_dir() and ((site / MARK).is_file() or not any(site.iterdir())))


def _in_the_way(docs: str, names: list[str]) -> Finding:
    name = names[0]
    path = f"{docs}/{name.removesuffix('.html')}.md" if name.endswith(".html") else f"{docs}/{name}"
    more = f" (dan {len(names) - 1} berkas lain)" if len(names) > 1 else ""
    words = f"berkas ini{more} bukan buatan program, tetapi menempati alamat halaman"
    return Finding("D014", "galat", path, 0, 0, "", words, "pindahkan atau hapus berkas itu, lalu ulangi")
