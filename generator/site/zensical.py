"""Zensical as the builder: the command `zensical build` in a folder of its own, with a copy of what it is to see."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from generator.io.atomic import contents, make_room
from generator.site.frames import BuilderError, Model, address_of
from generator.site.joined import joined
from generator.site.look import CONFIG, DOCS, OVERRIDES, Look, merged
from generator.site.mkdocs import NOT_OURS, expected, is_unused, key_of
from generator.site.record import Said


class ZensicalBuilder:
    """See ``Builder``. Every run costs a second or two and draws all pages that it is given: so it is given all model
    pages at once, when all pages are made."""

    patience = sys.maxsize

    def __init__(self, look: Look, settings: Mapping[str, Any], work: Path) -> None:
        self._look, self._settings, self._work = look, settings, work
        self._drawn: set[str] | None = None
        self._stand_ins: set[str] = set()
        self.said: Said = []

    def key(self) -> str:
        """See ``Builder``."""
        return key_of(self._look, {**self._settings, "pembangun": "zensical"})

    def frames(self, models: Sequence[Model]) -> list[str]:
        """See ``Builder``."""
        self._run({model.path: model.text for model in models}, expected(self._look))
        return [(self._work / "site" / address_of(model.path)).read_text("utf-8") for model in models]

    def site(self, generated: Iterable[str]) -> Iterator[tuple[str, Path]]:
        """See ``Builder``."""
        here = expected(self._look).intersection(generated)
        if self._drawn is None or self._stand_ins != here:
            self._run({}, here)
        built, drawn = self._work / "site", self._drawn or set()
        names = set(contents(built)[0]).difference(NOT_OURS, drawn)
        yield from ((name, built / name) for name in sorted(names) if not is_unused(name))

    def close(self) -> None:
        """See ``Builder``."""
        make_room(self._work)

    def _run(self, models: Mapping[str, str], stand_ins: set[str]) -> None:
        make_room(self._work)
        shutil.copytree(self._look.docs, self._work / DOCS)
        for folder in reversed(self._look.overrides):
            shutil.copytree(folder, self._work / OVERRIDES, dirs_exist_ok=True)
        whole = joined(self._look)
        for name in whole.parts:
            (self._work / OVERRIDES / name).unlink()
        for name, text in {**dict.fromkeys(stand_ins, ""), **models, **whole.files}.items():
            path = self._work / DOCS / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        settings = merged(whole.settings, self._settings)
        settings |= {"docs_dir": DOCS, "site_dir": "site", "theme": {**settings["theme"], "custom_dir": OVERRIDES}}
        if settings.get("site_url") is None:
            settings.pop("site_url", None)
        (self._work / CONFIG).write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")
        self.said[:] = _build(self._work)
        self._drawn, self._stand_ins = {address_of(path) for path in models}, stand_ins


def _build(folder: Path) -> Said:
    """Run the command; what it warned of."""
    if importlib.util.find_spec("zensical") is None:
        raise BuilderError("paket zensical tidak terpasang; pasang dengan: pip install zensical")
    command = [sys.executable, "-m", "zensical", "build"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    words = f"{done.stdout}\n{done.stderr}".strip()
    if done.returncode:
        raise BuilderError(words)
    return [] if "No issues found" in words else [("peringatan", words)]
