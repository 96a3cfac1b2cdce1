"""The template engine of pages and forms: Jinja2, in which every value is escaped and none may be missing."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from platformdirs import user_cache_path

from generator.build_fingerprint import NAME
from generator.io.kept import keep, load_kept


def make_environment(package: str) -> Environment:
    """The engine for the folder ``templates`` of a package."""
    return Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # the templates are a part of the program and change only with it
        bytecode_cache=compiled_templates(),
    )


@cache
def compiled_templates() -> BytecodeCache | None:
    """Templates as they were compiled, each under the hash of its text: a third of a small build.

    They lie in the user's own cache and never beside the data: they are run, and others may write to a share. None:
    this user has no cache.
    """
    folder = user_cache_path(NAME) / "templat"
    return _CompiledTemplates(folder) if folder.is_absolute() else None


class _CompiledTemplates(BytecodeCache):
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was kept of a template."""
        bucket.bytecode_from_string(load_kept(self._folder, bucket.key) or b"")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; where nothing can be written each build compiles it."""
        with suppress(OSError):
            keep(self._folder, bucket.key, bucket.bytecode_to_string())
