"""From docs/ to the site: MkDocs draws the frames and the hand-written pages, the generated pages are filled in.

What did not change since the site that is up is not written again: the new site gets a second name (hard link) of the
same file. Files of a site are never changed in place, so the old site stays whole while it is up.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.pages.halaman import Halaman
from generator.site.frames import Frame, Model, address_of, linked_by_hand, model_of
from generator.site.whole import write_whole

_MENU = re.compile(r"[\w./-]+\.md")
_LINKABLE = hasattr(os, "link")


class Kept(NamedTuple):
    """What is known of a file of the site that is up: what it was made from, and its size and time as written."""

    token: str
    size: int
    time: int


@dataclass(slots=True)
class Memory:
    """What the last build knew. ``pages``: path in docs/ -> (hash of its content, its model page);
    ``models``: model page -> its text; ``site``: path in the site -> what it was made from; ``id``: the site's own."""

    id: str = ""
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)
    site: dict[str, Kept] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Memory:
        """What ``write`` kept; nothing where that is lost or not ours."""
        try:
            found = json.loads(path.read_bytes())
            pages = {name: (digest, model) for name, (digest, model) in found["pages"].items()}
            return cls(found["id"], pages, found["models"], {name: Kept(*kept) for name, kept in found["site"].items()})
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def write(self, path: Path) -> None:
        """Keep it for the next build."""
        said = {"id": self.id, "pages": self.pages, "models": self.models, "site": self.site}
        write_whole(path, json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())


class Filler:
    """One build's way from the generated files of ``docs`` (path -> hash of the content) to the site."""

    def __init__(self, docs: Path, generated: Mapping[str, str], config: str, last: Memory) -> None:
        self._docs, self._generated, self._last = docs, generated, last
        hand = {name: docs / name for name in _files(docs) if name not in generated}
        texts = {name: path.read_text("utf-8", "replace") for name, path in hand.items() if name.endswith(".md")}
        self._linked = linked_by_hand(texts, generated)
        self._hand = hand
        self._alone = {*_MENU.findall(config), *self._linked}
        self.memory = Memory()
        for name in generated:
            if name.endswith(".md"):
                self._group(name)

    def _group(self, name: str) -> None:
        """Find the model page of a generated page."""
        digest, alone = self._generated[name], name in self._alone
        known, path = self._last.pages.get(name, ("", ""))
        if known == digest and path in self._last.models and (path == name) == alone:
            text = self._last.models[path]
        else:
            path, text = model_of(self._page(name), alone)
        self.memory.pages[name] = (digest, path)
        self.memory.models[path] = text

    def _page(self, name: str) -> Halaman:
        return Halaman.from_markdown(name, (self._docs / name).read_text("utf-8"))

    def stage(self, folder: Path) -> None:
        """Put into the empty ``folder`` what MkDocs has to see: hand-written files, and the model pages."""
        for name, path in self._hand.items():
            _copy(path, folder / name)
        for name in self._linked:
            if not name.endswith(".md"):
                _copy(self._docs / name, folder / name)
        for name, text in self.memory.models.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8", newline="\n")

    def fill(self, fresh: Path, old: Path | None) -> int:
        """Complete the site that MkDocs made in ``fresh``; how many generated files are new.

        ``old``: the site that is up, if it is the one that the last build made.
        """
        frames = self._take_frames(fresh)
        tokens = {path: sha256(frame.text.encode()).hexdigest()[:16] for path, frame in frames.items()}
        written = 0
        for name, digest in self._generated.items():
            if name.endswith(".md"):
                model = self.memory.pages[name][1]
                target, token = address_of(name), f"{digest}.{tokens[model]}"
            else:
                target, token = name, digest
            if old is None or not self._keep(target, token, old, fresh):
                path = fresh / target
                path.parent.mkdir(parents=True, exist_ok=True)
                if name.endswith(".md"):
                    path.write_bytes(frames[model].fill(self._page(name)))
                else:
                    shutil.copyfile(self._docs / name, path)
                written += 1
                at = path.stat()
                self.memory.site[target] = Kept(token, at.st_size, at.st_mtime_ns)
        said = "\n".join(f"{target} {kept.token}" for target, kept in sorted(self.memory.site.items()))
        self.memory.id = sha256(said.encode()).hexdigest()[:16]
        return written

    def _take_frames(self, fresh: Path) -> dict[str, Frame]:
        """The frames out of the model pages, which are no part of the site."""
        frames = {}
        for path, text in self.memory.models.items():
            built = fresh / address_of(path)
            frames[path] = Frame(Model(path, text), built.read_text("utf-8"))
            built.unlink()
            if not any(built.parent.iterdir()):
                _remove_empty(built.parent, fresh)
        return frames

    def _keep(self, target: str, token: str, old: Path, fresh: Path) -> bool:
        """Take a file over from the old site, if it is still what this build would write."""
        kept = self._last.site.get(target)
        if kept is None or kept.token != token or not _LINKABLE:
            return False
        path = old / target
        try:
            at = path.lstat()
            if (at.st_size, at.st_mtime_ns) != (kept.size, kept.time):
                return False
            try:
                os.link(path, fresh / target)
            except FileNotFoundError:
                (fresh / target).parent.mkdir(parents=True, exist_ok=True)
                os.link(path, fresh / target)
        except OSError:
            return False
        self.memory.site[target] = kept
        return True


def _files(docs: Path) -> Iterator[str]:
    """The files in docs/ that MkDocs would read."""
    for folder, folders, names in os.walk(docs):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        place = Path(folder).relative_to(docs)
        yield from ((place / name).as_posix() for name in sorted(names) if not name.startswith("."))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
