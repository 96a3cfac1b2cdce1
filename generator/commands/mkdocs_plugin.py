"""The way in for MkDocs: `mkdocs build` and `mkdocs serve` give the same site as `sop build`.

The plugin is registered by the package; mkdocs.yml names it. It hands MkDocs the plain pages and files that `sop build
--docs` writes, with the settings that `sop build` uses, and MkDocs draws every page itself. The data folder is
``sop_data`` beside mkdocs.yml, or the plugin's option ``data``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from generator import pipeline
from generator.build_options import POLOS, BuildOptions
from generator.io.atomic import MARK, contents, write_whole
from generator.site.look import look_of
from generator.site.mkdocs import NOT_OURS, load
from generator.site.tree import hash_of, id_of, mark_of
from generator.working_folder import home_of


class PustakaSop(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Makes the pages of the data folder; MkDocs draws them. mkdocs.yml may say ``data``, the data folder, and
    ``ringkas``, to leave out PDFs and other downloads."""

    config_scheme = (("data", Type(str, default="sop_data")), ("ringkas", Type(bool, default=False)))

    def on_startup(self, **_: Any) -> None:
        """Being there keeps this object, and what it knows, between the builds of `mkdocs serve`."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """The settings of `sop build`: those that come with the program, mkdocs.yml, what the data say."""
        top = Path(config.config_file_path).parent
        self._data, cara = top / self.config["data"], BuildOptions(ringkas=self.config["ringkas"], pembangun=POLOS)
        self._docs = home_of(self._data, POLOS) / "docs"
        result = pipeline.build(self._data, self._docs, cara)
        if not result.built or result.proyek is None:
            errors = (f"{f.file}:{f.line}: {f.code}: {f.message}" for f in result.findings if f.severity == "galat")
            raise PluginError("\n".join(["Situs tidak dibuat.", *errors]))
        self._look = look_of(top)
        whole = load(self._look, pipeline.settings_of(result.proyek, BuildOptions()), Path(config.site_dir))
        whole.plugins["pustaka-sop"] = self
        whole.strict = config.strict
        return whole

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """All that was made, instead of the hand-written pages alone (they are among it)."""
        for name in sorted(contents(self._docs)[0]):
            known = files.get_file_from_path(name)
            if known is None and name != MARK:
                files.append(File.generated(config, name, abs_src_path=str(self._docs / name)))
        return files

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Our sitemap instead of MkDocs'; and the mark, so that `sop build` knows the site for ours."""
        site = Path(config.site_dir)
        for name in NOT_OURS:
            (site / name).unlink(missing_ok=True)
            if (self._docs / name).is_file():
                write_whole(site / name, (self._docs / name).read_bytes())
        files = (name for name in contents(site)[0] if name != MARK)
        write_whole(site / MARK, mark_of(id_of({name: hash_of((site / name).read_bytes()) for name in files})))

    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:
        """A saved data file builds again."""
        server.watch(str(self._data))
        return server
