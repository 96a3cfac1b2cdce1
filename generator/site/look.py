"""What a site looks like: its settings, the theme's own files and the hand-written pages.

All of it comes with the program. A ``mkdocs.yml`` beside the data folder is laid over the program's, key by key, and of
an ``overrides/`` there each file goes before the program's of the same name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from generator.build_fingerprint import NAME, SHIPPED
from generator.declared import menu_pages

CONFIG, OVERRIDES, DOCS = "mkdocs.yml", "overrides", "docs"
_ADDED = ("extra_css", "extra_javascript")
"""Of these lists the site needs all that the program names; what is named beside the data comes behind."""
PLUGIN = NAME
"""Our plugin's name in mkdocs.yml; it is for the command `mkdocs`, which knows nothing of us otherwise."""


@dataclass(frozen=True, slots=True)
class Look:
    """``settings``: of mkdocs.yml, without our plugin; ``file``: the mkdocs.yml from which paths in them are seen;
    ``docs``: folder of the hand-written pages; ``overrides``: folders of the theme's own files, the first one first."""

    settings: Mapping[str, Any]
    file: Path
    docs: Path
    overrides: tuple[Path, ...]

    @property
    def menu(self) -> list[str]:
        """The pages that the menu names: paths in docs/."""
        return [path for path in _texts(self.settings.get("nav") or []) if path.endswith(".md")]

    def find(self, name: str) -> Path | None:
        """A file of the theme's own, from the first folder that has it."""
        return next((top / name for top in self.overrides if (top / name).is_file()), None)

    def sources(self) -> Iterator[Path]:
        """The folders from which files are taken."""
        yield self.docs
        yield from self.overrides


def look_of(beside: Path | None = None) -> Look:
    """The look of a site whose data folder lies in ``beside``; None = as it comes with the program.

    Errors: those of YAML, OSError.
    """
    settings = _read(SHIPPED / CONFIG)
    file, docs, overrides = SHIPPED / CONFIG, SHIPPED / DOCS, [SHIPPED / OVERRIDES]
    if beside is not None and beside.resolve() != SHIPPED:
        own = _read(beside / CONFIG) if (beside / CONFIG).is_file() else {}
        theme = own.get("theme")
        custom = beside / (theme.get("custom_dir", OVERRIDES) if isinstance(theme, dict) else OVERRIDES)
        if own:
            file = beside / CONFIG
        if "docs_dir" in own:
            docs = beside / str(own["docs_dir"])
        if custom.is_dir():
            overrides.insert(0, custom)
        more = {key: [*settings.get(key, []), *own[key]] for key in _ADDED if key in own}
        settings = merged(settings, own | more)
    settings["nav"] = [*_made_menu(), *(settings.get("nav") or [])]
    for key, folder, ending in (("extra_css", "assets/css", ".css"), ("extra_javascript", "assets/js", ".js")):
        settings[key] = _with_rest(settings.get(key) or [], overrides, folder, ending)
    settings["plugins"] = [plugin for plugin in settings.get("plugins") or [] if PLUGIN not in _names(plugin)]
    return Look(settings, file, docs, tuple(overrides))


def _made_menu() -> list[dict[str, Any]]:
    """The menu of the pages that are made, as mkdocs.yml would say it; the hand-written pages come after it."""
    entries = [(menu, f"{key}/index.md" if key else "index.md") for menu, key in menu_pages()]
    found: list[dict[str, Any]] = []
    for menu, path in entries:
        inner = [{other.name: its} for other, its in entries if other.below == menu.name]
        if not menu.below:
            found.append({menu.name: [{menu.name: path}, *inner] if inner else path})
    return found


def _with_rest(named: Collection[Any], overrides: Collection[Path], folder: str, ending: str) -> list[Any]:
    """The style sheets or scripts that mkdocs.yml names, for the sake of their order, and then all others there are. A
    script may be named as an object: its path, and how it is loaded."""
    there = {f"{folder}/{path.name}" for top in overrides for path in (top / folder).glob(f"*{ending}")}
    return [*named, *sorted(there.difference(_texts(list(named))))]


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Two levels of settings: objects are joined key by key, everything else of ``above`` stands for what is below."""
    both = {
        key: merged(below[key], value) if isinstance(value, Mapping) and isinstance(below.get(key), Mapping) else value
        for key, value in above.items()
    }
    return {**below, **both}


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return yaml_load(file, get_yaml_loader(getattr(yaml, "CLoader", yaml.Loader))) or {}


def _names(plugin: Any) -> Collection[str]:
    """The name of a plugin, which may be written with options."""
    return plugin if isinstance(plugin, Mapping) else (plugin,)


def _texts(entry: Any) -> Iterator[str]:
    """Every text in nested lists and objects, keys left out."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, Mapping | list):
        for inner in entry.values() if isinstance(entry, Mapping) else entry:
            yield from _texts(inner)
