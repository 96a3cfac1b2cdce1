"""Building the site with MkDocs, beside the one that is up, and putting it in place when it is whole."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from generator.findings import Finding, declare
from generator.io.atomic import MARK, fresh_of, put_in_place, remove_tree
from generator.program import program
from generator.site.docs import Workplace
from generator.site.fill import Filler, Memory
from generator.site.frames import Head
from generator.site.pohon import Tree
from generator.site.tetap import LastOutput, Said, key_of

declare("D015", "galat", "peringatan")


def replaceable(site: Path) -> bool:
    """Whether ``site`` may be replaced: it is not there, is empty, or was made by this program."""
    return not site.exists() or (site.is_dir() and ((site / MARK).is_file() or not any(site.iterdir())))


def build_site(
    config_file: Path,
    place: Workplace,
    site: Path,
    settings: Mapping[str, Any],
    generated: Mapping[str, str],
    heads: Mapping[str, Head] | None = None,
) -> list[Finding]:
    """Build the docs of ``place`` into ``site``. ``settings`` overrides keys of mkdocs.yml (``extra`` is merged);
    ``generated``: path in docs/ -> hash of its content, of the files that are not written by hand; ``heads``: of those
    of these pages that are known already.

    The site that is up stays as it is until the new one is complete, and for good when MkDocs fails. What
    MkDocs warns of comes back as findings. OSError: the disk is full or refuses.
    """
    site = site.resolve()  # of a link, the folder that it leads to is replaced
    site.parent.mkdir(parents=True, exist_ok=True)
    fresh, model, memory = fresh_of(site), place.home / "model", place.home / "situs.json"
    output, last = LastOutput(place.home), Memory.read(memory)
    filler = Filler(place.docs, generated, heads or {}, config_file.read_text("utf-8"), last)
    remove_tree(model)
    try:
        filler.stage(model)
        messages = _mkdocs(config_file, model, output, settings)
        if all(level != "galat" for level, _ in messages):
            of_up = last.files_of(_id_of(site)) or {}
            plain = filler.plain_files(output.folder)
            tree = Tree(fresh, last.files_of(_id_of(fresh)), plain | filler.targets, site, of_up)
            filler.fill(output.folder, plain, tree)
            tree.finish(_mark(filler.memory.id))
            if not replaceable(site):
                raise OSError(errno.ENOTEMPTY, "not ours", str(site))
            put_in_place(site, keep=filler.memory.succeed(last))
            filler.memory.write(memory)
    finally:
        with suppress(OSError):
            remove_tree(model)
            if not (fresh / MARK).is_file():
                remove_tree(fresh)
    return [
        Finding(
            "D015",
            "galat" if level == "galat" else "peringatan",
            config_file.name,
            0,
            0,
            "",
            f"MkDocs: {text}",
            "periksa halaman yang disebut",
        )
        for level, text in messages
    ]


def _mkdocs(config_file: Path, docs: Path, output: LastOutput, settings: Mapping[str, Any]) -> Said:
    """Have MkDocs' output in the folder of ``output``, made anew where need be; returns what went wrong."""
    with _mkdocs_messages() as said:
        try:
            config = _config(config_file, docs, output.folder, settings)
            key = key_of(config, settings, program())
            known = output.said(key) if key else None
            if known is None:
                output.clear()
                _run_mkdocs(config)
                for name in ("sitemap.xml", "sitemap.xml.gz"):  # MkDocs saw few of the pages: ours is peta_situs.py's
                    (output.folder / name).unlink(missing_ok=True)
                output.note(key, said)
            return said if known is None else known
        except OSError:
            raise
        except (Abort, MkDocsException) as error:
            said.append(("galat", str(error)))
        except Exception as error:  # a theme, an extension or a plugin may raise anything
            said.append(("galat", f"{type(error).__name__}: {error}"))
    return said


def _config(config_file: Path, docs: Path, folder: Path, settings: Mapping[str, Any]) -> MkDocsConfig:
    config = load_config(str(config_file), docs_dir=str(docs.resolve()), site_dir=str(folder))
    config.extra.update(settings.get("extra", {}))
    config.site_url = settings.get("site_url")
    config.site_name = settings.get("site_name", config.site_name)
    return config


def _run_mkdocs(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)


def _mark(id: str) -> bytes:
    """What the mark of a site says; ``id`` tells which one it is."""
    words = "Situs ini dibuat oleh perintah 'sop build'; folder ini diganti pada pembuatan berikutnya."
    return f"{words}\n{id}\n".encode()


def _id_of(site: Path) -> str:
    """Which site lies in a folder; "" = none that is whole."""
    try:
        lines = (site / MARK).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[1] if len(lines) == 2 else ""


@contextmanager
def _mkdocs_messages() -> Iterator[Said]:
    """Collect what MkDocs and its plugins log as warnings or errors instead of printing it."""
    messages: Said = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(("galat" if record.levelno >= logging.ERROR else "peringatan", record.getMessage()))

    logger = logging.getLogger("mkdocs")
    handler = Collector(logging.WARNING)
    before = (logger.propagate, logger.level)
    logger.addHandler(handler)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = before[0]
        logger.setLevel(before[1])
