"""What `sop serve` shows at once after a save: the pages of what changed, held in memory before the site that is up.

Nothing of it comes to the disk. The whole build that follows makes these pages once more, with all the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.facts.page import Page
from generator.facts.site_facts import Download, Offers
from generator.findings import Finding
from generator.site.frames import BuilderError
from generator.site.look import Look
from generator.site.mkdocs import MaterialBuilder
from generator.site.output import BY_HAND, Framed, said_by
from generator.site.record import Part, Record
from generator.site.tree import hash_of


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown instead of files of the site.

    files       path in the site -> content
    gone        what the site still has and is not there any more
    late        what is offered as the site has it, and will be another once the whole build has made it
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()


class PreviewOutput:
    """Takes what changed since the build that left the record ``last``."""

    def __init__(self, dress: Framed, last: Record) -> None:
        self._dress, self._last = dress, last
        self._stays = {BY_HAND}
        self._files: dict[str, bytes] = {}
        self._pages: list[Page] = []
        self._late: set[str] = set()

    def keep(self, name: str, key: str) -> bool:
        """Whether a part still is as the site has it."""
        part = self._last.parts.get(name)
        if part is None or not part.holds(key, self._dress.stale):
            return False
        self._stays.add(name)
        return True

    def keep_last(self, name: str) -> bool:
        """Whether the site has a part, which then stays as it is until the whole build."""
        return name in self._last.parts and self.keep(name, self._last.parts[name].key)

    def last_offers(self, name: str) -> Offers:
        """What the pages of a part offered; these files are late."""
        part = self._last.parts.get(name) or Part("")
        self._late.update(path for its in part.offers.values() for path, _, _ in its)
        return {
            page: tuple(Download(path, title, kind, part.files[path].size) for path, title, kind in its)
            for page, its in part.offers.items()
        }

    def put(self, pages: Iterable[Page], files: Mapping[str, bytes]) -> None:
        """A part that was just made."""
        self._pages += pages
        self._files |= files

    def finish(self) -> Preview:
        """All of it, hand-written pages too where they or their look changed. ``BuilderError``: the builder failed."""
        self._files |= {page.path: page.content for page in self._dress.finish(self._pages)}
        left = [part for name, part in self._last.parts.items() if name not in self._stays]
        old = {path for part in left for path in (*part.pages, *part.files)}
        gone = old - self._files.keys() - self._late
        gone |= self._put_by_hand(gone)
        return Preview(self._files, frozenset(gone), frozenset(self._late))

    def _put_by_hand(self, gone: Set[str]) -> set[str]:
        """What is no part of the data, as far as it changed; which of these files are gone. ``gone``: those of the
        data."""
        last = self._last.parts.get(BY_HAND) or Part("")
        generated = set(self._last.files()).difference(gone, last.files).union(self._files)
        key, rest = self._dress.rest(generated)
        if key and key == last.key:
            return set()
        made = {name: path.read_bytes() for name, path in rest}
        as_it_was = {name for name, kept in last.files.items() if name in made and hash_of(made[name]) == kept.token}
        self._files |= {name: made[name] for name in made.keys() - as_it_was - generated}
        return last.files.keys() - made.keys()


def preview_site(
    home: Path, look: Look, settings: Mapping[str, Any], last: Record, fill: Callable[[PreviewOutput], None]
) -> tuple[Preview | None, list[Finding]]:
    """What ``fill`` puts before the site that left the record ``last``; None: the builder failed (``write_site``)."""
    now = Record()
    builder = MaterialBuilder(look, settings, home / "mkdocs")
    try:
        output = PreviewOutput(Framed(builder, look, last, now), last)
        fill(output)
        preview = output.finish()
    except BuilderError as error:
        return None, [said_by(look, "mkdocs", str(error), "galat")]
    finally:
        builder.close()
    return preview, [said_by(look, "mkdocs", words, level) for level, words in now.said]
