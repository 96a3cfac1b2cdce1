"""From docs/ to the site: MkDocs draws the frames and the hand-written pages, the generated pages are filled in."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path

from generator.io.atomic import contents, write_whole
from generator.site.frames import Frame, Head, Model, address_of, head_of, linked_by_hand, model_of
from generator.site.pohon import Files, Kept, Tree

_MENU = re.compile(r"[\w./-]+\.md")
_MUCH = 0.1
"""Of a site's files, so many may differ from its successor's where it is kept beside it."""


@dataclass(slots=True)
class Memory:
    """What the last build knew. ``pages``: path in docs/ -> (hash of its content, its model page);
    ``models``: model page -> its text; ``id``, ``site``: the site that is up and its files; ``former``, ``other``: the
    one before, and how its files differ from these (None = it has no such file)."""

    id: str = ""
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)
    site: dict[str, Kept] = field(default_factory=dict)
    former: str = ""
    other: dict[str, Kept | None] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Memory:
        """What ``write`` kept; nothing where that is lost or not ours."""
        try:
            found = json.loads(path.read_bytes())
            pages = {name: (digest, model) for name, (digest, model) in found["pages"].items()}
            site = {name: Kept(*kept) for name, kept in found["site"].items()}
            other = {name: Kept(*kept) if kept else None for name, kept in found["other"].items()}
            return cls(found["id"], pages, found["models"], site, found["former"], other)
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def write(self, path: Path) -> None:
        """Keep it for the next build."""
        said = {name: getattr(self, name) for name in ("id", "pages", "models", "site", "former", "other")}
        write_whole(path, json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())

    def files_of(self, id: str) -> Files | None:
        """The files of the site ``id``, if it is one of the two that are known."""
        if not id or id not in (self.id, self.former):
            return None
        if id == self.id:
            return self.site
        return {name: kept for name, kept in (self.site | self.other).items() if kept is not None}

    def succeed(self, last: Memory) -> bool:
        """Note the site before this one; whether it is worth keeping: much like this one, so that it takes no room."""
        self.former = last.id
        names = {**last.site, **self.site}
        self.other = {name: last.site.get(name) for name in names if last.site.get(name) != self.site.get(name)}
        return bool(last.id) and len(self.other) <= _MUCH * len(names)


class Filler:
    """One build's way from the generated files of ``docs`` (path -> hash of the content) to the site. ``heads``: of
    the pages whose heads are known, so that their files need not be read for them."""

    def __init__(
        self, docs: Path, generated: Mapping[str, str], heads: Mapping[str, Head], config: str, last: Memory
    ) -> None:
        self._docs, self._generated, self._heads, self._last = docs, generated, heads, last
        hand = {name: docs / name for name in _hand_written(docs, generated)}
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
            path, text = model_of(name, self._heads.get(name) or head_of(self._read(name)), alone)
        self.memory.pages[name] = (digest, path)
        self.memory.models[path] = text

    def _read(self, name: str) -> bytes:
        with open(f"{self._docs}/{name}", "rb", buffering=0) as file:
            return file.read()

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

    @property
    def targets(self) -> set[str]:
        """Where the generated files stand in the site."""
        return {address_of(name) if name.endswith(".md") else name for name in self._generated}

    def plain_files(self, built: Path) -> set[str]:
        """What belongs into the site as MkDocs made it in ``built``: all but the model pages."""
        return set(contents(built)[0]).difference(map(address_of, self.memory.models))

    def fill(self, built: Path, plain: Iterable[str], tree: Tree) -> None:
        """Put the whole site into ``tree``: the files ``plain`` of what MkDocs made, and the generated ones."""
        frames = self._take_frames(built)
        tokens = {path: sha256(frame.text.encode()).hexdigest()[:16] for path, frame in frames.items()}
        for name in sorted(plain):
            content = (built / name).read_bytes()
            tree.put(name, sha256(content).hexdigest(), partial(bytes, content))
        for name, digest in self._generated.items():
            if name.endswith(".md"):
                model = self.memory.pages[name][1]
                tree.put(address_of(name), f"{digest}.{tokens[model]}", partial(self._filled, name, frames[model]))
            else:
                tree.put(name, digest, partial(self._read, name))
        self.memory.site = tree.files
        said = "\n".join(f"{path} {kept.token}" for path, kept in sorted(tree.files.items()))
        self.memory.id = sha256(said.encode()).hexdigest()[:16]

    def _filled(self, name: str, frame: Frame) -> bytes:
        return frame.fill(name, self._read(name))

    def _take_frames(self, built: Path) -> dict[str, Frame]:
        """The frames out of the model pages, which are no part of the site."""
        return {
            path: Frame(Model(path, text), (built / address_of(path)).read_text("utf-8"))
            for path, text in self.memory.models.items()
        }


def _hand_written(docs: Path, generated: Collection[str]) -> Iterator[str]:
    """The files in docs/ that MkDocs would read and that are not generated."""
    for name in sorted(name for name in contents(docs)[0] if name not in generated):
        if not name.startswith(".") and "/." not in name and (docs / name).is_file():
            yield name


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
