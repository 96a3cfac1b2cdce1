"""MkDocs run once for all sites of a module that look the same: most of the time of making a small site is that run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.io.atomic import make_room
from generator.site.mkdocs import MaterialBuilder

Run = Callable[[MaterialBuilder, set[str]], Any]


def remembered(run: Run, folder: Path) -> Run:
    """Like ``run``, ``MaterialBuilder._run``; what it made for equal settings, texts, theme and stand-ins is taken
    from ``folder``. Plugins may see anything: with them it runs each time."""
    made: dict[tuple[str, frozenset[str]], tuple[Any, Path, list[tuple[str, str]]]] = {}

    def once(builder: MaterialBuilder, stand_ins: set[str]) -> Any:
        key = builder.key(), frozenset(stand_ins)
        work = builder._work
        if key in made:
            theme, kept, said = made[key]
            make_room(work)
            shutil.copytree(kept, work)
            builder.said[:] = said
            builder._theme, builder._stand_ins = theme, stand_ins
            return theme
        theme = run(builder, stand_ins)
        if key[0]:
            kept = folder / str(len(made))
            shutil.copytree(work, kept)
            made[key] = theme, kept, list(builder.said)
        return theme

    return once
