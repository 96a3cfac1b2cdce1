"""MkDocs as the builder: it runs once in this process, and its theme draws frames for as long as the build lasts."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.build_fingerprint import program_hash
from generator.io.atomic import contents, make_room
from generator.site.frames import BuilderError, Model, linked_by_hand, trimmed
from generator.site.joined import Joined, joined
from generator.site.look import Look, merged
from generator.site.record import Said
from generator.templates import compiled_templates

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

NOT_OURS = ("sitemap.xml", "sitemap.xml.gz")
"""What MkDocs makes of the few pages that it knows; ours is made by ``outputs/sitemap.py``."""
_UNUSED = re.compile(r"assets/javascripts/(lunr|workers)/|assets/(javascripts|stylesheets)/.*\.map$")


def is_unused(name: str) -> bool:
    """Whether a file of the theme is for its own search, which this site has not, or for who mends the theme: half of
    a small site."""
    return bool(_UNUSED.match(name))


class MaterialBuilder:
    """The default builder. ``settings``: what the data say, laid over those of ``look``; ``work``: a folder of its own,
    which is gone in the end."""

    patience = 1

    def __init__(self, look: Look, settings: Mapping[str, Any], work: Path) -> None:
        self._look, self._settings, self._work = look, settings, work
        self._theme: _Theme | None = None
        self._stand_ins: set[str] = set()
        self.said: Said = []

    def key(self) -> str:
        """See ``Builder``."""
        return key_of(self._look, self._settings)

    def frames(self, models: Sequence[Model]) -> list[str]:
        """See ``Builder``."""
        with self._telling([]):
            theme = self._theme or self._run(expected(self._look))
            return [theme.draw(model) for model in models]

    def site(self, generated: Iterable[str]) -> Iterator[tuple[str, Path]]:
        """See ``Builder``. A link of a hand-written page to what is not there is found out here: only now it is known
        what there is."""
        here = expected(self._look).intersection(generated)
        if self._theme is None or self._stand_ins != here:
            with self._telling([]):
                self._run(here)
        names = set(contents(self._work)[0]).difference(NOT_OURS)
        yield from ((name, self._work / name) for name in sorted(names))

    def close(self) -> None:
        """See ``Builder``."""
        make_room(self._work)

    def _run(self, stand_ins: set[str]) -> _Theme:
        """Build the hand-written pages and the theme's files, with empty pages and files in the place of generated
        ones, and keep what draws pages."""
        from mkdocs.commands.build import build

        make_room(self._work)
        self._work.mkdir(parents=True)
        self.said.clear()
        with self._telling(self.said):
            config = load(self._look, self._settings, self._work)
            self._theme, self._stand_ins = _Theme(config), stand_ins
            config.plugins.on_startup(command="build", dirty=False)
            config.plugins["pustaka-sop-rangka"] = _listener(self._theme, stand_ins)
            build(config)
        return self._theme

    @contextmanager
    def _telling(self, said: Said) -> Iterator[None]:
        """What MkDocs says comes into ``said``, and its failures as ``BuilderError``."""
        from mkdocs.exceptions import Abort, MkDocsException

        with _heard(said):
            try:
                yield
            except (OSError, BuilderError):
                raise
            except (Abort, MkDocsException) as error:
                errors = [text for level, text in said if level == "galat"]
                raise BuilderError("; ".join(errors) or str(error)) from error
            except Exception as error:  # a theme, an extension or a plugin may raise anything
                raise BuilderError(f"{type(error).__name__}: {error}") from error


class _Theme:
    """MkDocs after its run: all that it needs to draw one more page."""

    env: Environment
    nav: Navigation
    files: Files

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config

    def draw(self, model: Model) -> str:
        """The HTML of a page, as ``mkdocs build`` makes it."""
        from mkdocs.commands.build import get_context
        from mkdocs.structure.files import File
        from mkdocs.structure.pages import Page

        config = self._config
        file = self.files.get_file_from_path(model.path)
        if file is None:
            file = File.generated(config, model.path, content=model.text)
        file.content_string = model.text
        page = file.page or Page(None, file, config)
        page.read_source(config)
        page.render(config, self.files)
        page.active = True
        template = self.env.get_template(page.meta.get("template", "main.html"))
        html: str = template.render(get_context(self.nav, self.files, config, page))
        page.active = False
        return html


def _listener(theme: _Theme, stand_ins: Iterable[str]) -> Any:
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import File

    class Listener(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
        """Adds the stand-ins, and keeps what MkDocs made."""

        def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
            for name in sorted(stand_ins):
                files.append(File.generated(config, name, content=""))
            theme.files = files
            return files

        def on_nav(self, nav: Navigation, **_: Any) -> Navigation:
            theme.nav = nav
            return nav

        def on_env(self, env: Environment, **_: Any) -> Environment:
            theme.env = env
            env.bytecode_cache = compiled_templates()
            return env

    return Listener()


def _tidy(whole: Joined) -> Any:
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import File

    class Tidy(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
        """Puts joined files in the place of their parts, leaves out what no page uses, and does to the pages that
        MkDocs builds what ``Frame`` does to ours."""

        def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
            for file in [file for file in files if file.src_uri in whole.parts or is_unused(file.src_uri)]:
                files.remove(file)
            for name, text in whole.files.items():
                files.append(File.generated(config, name, content=text))
            return files

        def on_post_page(self, output: str, **_: Any) -> str:
            return trimmed(output)

    return Tidy()


def load(look: Look, settings: Mapping[str, Any], site: Path) -> MkDocsConfig:
    """The settings of MkDocs for a site in the folder ``site``. Abort: they are wrong."""
    from mkdocs.config import load_config

    look_joined = joined(look)
    whole = deepcopy(merged(look_joined.settings, settings))  # MkDocs takes it apart
    theme = whole.get("theme")
    if isinstance(theme, Mapping):
        whole["theme"] = {**theme, "custom_dir": str(look.overrides[0])}
    config = load_config(str(look.file), **whole | {"docs_dir": str(look.docs), "site_dir": str(site)})
    config.site_url = whole.get("site_url")
    config.theme.dirs[1:1] = map(str, look.overrides[1:])
    config.plugins["pustaka-sop-rapi"] = _tidy(look_joined)
    return config


def expected(look: Look) -> set[str]:
    """What the menu and the hand-written pages name that is not written by hand: paths in docs/ of pages and files that
    are to be made."""
    texts = {
        path.relative_to(look.docs).as_posix(): path.read_text("utf-8", "replace") for path in look.docs.rglob("*.md")
    }
    return {name for name in linked_by_hand(texts).union(look.menu) if not (look.docs / name).exists()}


def key_of(look: Look, settings: Mapping[str, Any]) -> str:
    """A hash of all that a builder sees; "" = it has plugins or hooks, which may see anything."""
    whole = merged(look.settings, settings)
    if whole.get("plugins") or whole.get("hooks"):
        return ""
    found = sha256(f"{program_hash()}\n{json.dumps(whole, sort_keys=True, default=str)}\n".encode())
    for folder in look.sources():
        for name in sorted(contents(folder)[0]):
            content = (folder / name).read_bytes()
            found.update(f"{name} {len(content)}\n".encode() + content)
    return found.hexdigest()


@contextmanager
def _heard(said: Said) -> Iterator[None]:
    """Collect what MkDocs and its plugins log as warnings or errors instead of printing it."""

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(("galat" if record.levelno >= logging.ERROR else "peringatan", record.getMessage()))

    logger = logging.getLogger("mkdocs")
    handler = Collector(logging.WARNING)
    before = (logger.propagate, logger.level, logger.handlers)
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.propagate, logger.level, logger.handlers = before
