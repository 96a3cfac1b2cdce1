"""All that the program reads when it first needs it, read at once: for processes whose children carry out commands."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import generator

_OTHERS = (
    "lxml.etree", "material.extensions.emoji", "mkdocs.commands.build", "openpyxl", "pikepdf", "pygraphviz",
    "pymdownx.superfences", "pypdfium2", "pyxform.xls2xform", "typst", "xlsxwriter",
)  # fmt: skip
"""Of other projects, what a build reads late; a name that is left out costs only time."""


def read_ahead() -> None:
    """Read it. It is only read: what a child does, it does for the first time."""
    own = [module.name for module in walk_packages(generator.__path__, "generator.")]
    for name in (*own, *_OTHERS):
        if not name.endswith("__main__"):
            import_module(name)
