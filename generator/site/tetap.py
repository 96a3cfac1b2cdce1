"""What MkDocs made, kept for the next build: where all that it sees is as it was, nothing is made again."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from generator.io.atomic import contents, remove_tree, seen, write_whole

Said = list[tuple[str, str]]
"""What MkDocs said of its work: (level, words)."""


class LastOutput:
    """MkDocs' output in ``home``, with a record of what it came from."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "mkdocs"
        self._record = home / "mkdocs.json"

    def said(self, key: str) -> Said | None:
        """What MkDocs said when it made what lies there; None where that is not of ``key``, or not as it was left."""
        try:
            found = json.loads(self._record.read_bytes())
            if found["key"] == key and found["files"] == _files(self.folder):
                return [(level, words) for level, words in found["said"]]
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return None

    def clear(self) -> None:
        """Nothing lies there any more; where a build is killed now, its half is not taken for the whole."""
        self._record.unlink(missing_ok=True)
        remove_tree(self.folder)

    def note(self, key: str, said: Said) -> None:
        """What lies there is of ``key``, and finished."""
        record = {"key": key, "said": said, "files": _files(self.folder)}
        write_whole(self._record, json.dumps(record, ensure_ascii=False).encode())


def key_of(config: MkDocsConfig, settings: Mapping[str, Any], program: str) -> str:
    """A hash of all that MkDocs sees; "" = it has plugins or hooks, which may see anything. ``program``: a hash of
    this program and of the packages that it uses."""
    if config.plugins or config.hooks:
        return ""
    found = sha256(f"{program}\n{json.dumps(settings, sort_keys=True, default=str)}\n".encode())
    folders = [Path(folder) for folder in (config.docs_dir, config.theme.custom_dir) if folder]
    for path in [
        Path(config.config_file_path),
        *(folder / name for folder in folders for name in sorted(contents(folder)[0])),
    ]:
        content = path.read_bytes()
        found.update(f"{os.path.relpath(path, config.docs_dir)} {len(content)}\n".encode() + content)
    return found.hexdigest()


def _files(folder: Path) -> dict[str, list[int]]:
    """Each file, and by what it is known again."""
    return {name: seen(folder / name) for name in contents(folder)[0]}
