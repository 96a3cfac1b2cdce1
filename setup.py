"""The one step of packaging that pyproject.toml cannot say: what lies beside the package goes into it.

mkdocs.yml, overrides/ and the handbook stand at the top of the repository, where MkDocs and people look for them. In an
installed package they are generator/shipped/ (``generator/build_fingerprint.py`` finds them in both places).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TOP = Path(__file__).resolve().parent
SHIPPED = ("mkdocs.yml", "overrides", "docs")


class BuildWithSite(build_py):
    """Copies what a site is made with into the package that is built; an editable one finds it where it stands."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        into = Path(self.build_lib) / "generator" / "shipped"
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        for name in SHIPPED:
            if (TOP / name).is_dir():
                shutil.copytree(TOP / name, into / name)
            else:
                shutil.copyfile(TOP / name, into / name)


setup(cmdclass={"build_py": BuildWithSite})
