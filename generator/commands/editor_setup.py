"""Visual Studio Code set up for a data folder: which schema belongs to which file, spaces for tabs, the YAML extension.

The settings lie beside the data folder, where a project is opened. What is there stays; only what lacks is added.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from generator.data.editor_schema import FOLDER, JENIS
from generator.data.folder import ARSIP, FOLDERS
from generator.io.atomic import write_durable

SETTINGS: Final = Path(".vscode", "settings.json")
EXTENSIONS: Final = Path(".vscode", "extensions.json")
_SCHEMAS: Final = "yaml.schemas"
_WISHED: Final[Mapping[str, Any]] = {
    "[yaml]": {
        "editor.insertSpaces": True,
        "editor.tabSize": 2,
        "editor.detectIndentation": False,
        "editor.autoIndent": "keep",
        "editor.quickSuggestions": {"strings": "on", "other": "on", "comments": "off"},
        "files.encoding": "utf8",
    },
    "files.associations": {"*.yml": "yaml"},
    "yaml.schemaStore.enable": False,
    "yaml.validate": True,
    "yaml.hover": True,
    "yaml.completion": True,
    "yaml.format.enable": False,
}
_EXTENSION: Final = "redhat.vscode-yaml"


class UnreadableSettingsError(Exception):
    """A file of settings that is no plain JSON (it may have remarks): it is left as it is. ``path``: which;
    ``lacking``: what would have to be in it."""

    def __init__(self, path: Path, lacking: Mapping[str, Any]) -> None:
        super().__init__(path)
        self.path, self.lacking = path, lacking


def set_up(data: Path) -> list[Path]:
    """Bring the settings for the data folder up to date; the files that changed. OSError, UnreadableSettingsError."""
    project = data.resolve().parent
    wished = wished_settings(data.resolve().name)
    return [project / path for path, settings in wished.items() if _merge(project / path, settings)]


def wished_settings(folder: str) -> dict[Path, Mapping[str, Any]]:
    """What each file of settings has for a data folder of this name."""
    return {SETTINGS: dict(_WISHED) | {_SCHEMAS: schemas_of(folder)}, EXTENSIONS: {"recommendations": [_EXTENSION]}}


def schemas_of(folder: str) -> dict[str, list[str]]:
    """Schema -> the files it is for, as seen from beside the data folder of this name."""
    files = {jenis: [f"{folder}/{jenis}/*.yml" if jenis in FOLDERS else f"{folder}/{jenis}.yml"] for jenis in JENIS}
    files["sop"].append(f"{folder}/{ARSIP}/*/*.yml")
    return {f"{folder}/{FOLDER}/{jenis}.schema.json": patterns for jenis, patterns in files.items()}


def _merge(path: Path, wished: Mapping[str, Any]) -> bool:
    """Add to a file of settings what lacks in it; whether anything did."""
    there: Any = {}
    if path.exists():
        try:
            there = json.loads(path.read_bytes().decode("utf-8-sig") or "{}")
        except ValueError:
            raise UnreadableSettingsError(path, wished) from None
        if not isinstance(there, dict):
            raise UnreadableSettingsError(path, wished)
    merged = _merged(there, wished)
    if merged == there and path.exists():
        return False
    write_durable(path, (json.dumps(merged, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
    return True


def _merged(there: Any, wished: Any) -> Any:
    """What is there with what lacks: names of objects, items of lists; a value that is there wins."""
    if isinstance(there, dict) and isinstance(wished, Mapping):
        added = {key: _merged(there[key], value) if key in there else value for key, value in wished.items()}
        return there | added
    if isinstance(wished, list) and isinstance(there, list | str):
        items = there if isinstance(there, list) else [there]
        return items + [item for item in wished if item not in items]
    return there
