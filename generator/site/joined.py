"""One style sheet and one script instead of the program's many, joined when a site is built.

A page names each of its files, and a site has a page for every step: the names alone were a tenth of such a page, and
on a slow network most of the requests for it. What is laid beside the data stays a file of its own: a fault in it does
not take the program's scripts along. A file that goes before one of the program's stands in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from generator.site.look import Look

_JOINED = {"extra_css": ("assets/css/situs.css", "\n"), "extra_javascript": ("assets/js/situs.js", "\n;\n")}
"""Setting -> the file that its files become, and what stands between them. The folder stays the same: scripts find the
site by the place of their own file."""


class Joined(NamedTuple):
    """``settings``: of mkdocs.yml, naming the joined files; ``files``: path in the site -> text of these; ``parts``:
    what they are made of."""

    settings: Mapping[str, Any]
    files: Mapping[str, str]
    parts: frozenset[str]


def joined(look: Look) -> Joined:
    """The look's style sheets and scripts, joined in the order of mkdocs.yml. OSError: one cannot be read."""
    settings, files, parts = dict(look.settings), {}, set[str]()
    for key, (target, between) in _JOINED.items():
        named = settings.get(key) or []
        ours = [name for name in named if isinstance(name, str) and (look.overrides[-1] / name).is_file()]
        files[target] = between.join(path.read_text("utf-8") for path in map(look.find, ours) if path)
        settings[key] = [target, *(name for name in named if name not in ours)]
        parts.update(ours)
    return Joined(settings, files, frozenset(parts))
