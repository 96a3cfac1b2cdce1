"""Building the site with MkDocs, beside the one that is up, and putting it in place when it is whole."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from generator.findings import Finding
from generator.site.docs import remove_tree

MARK = ".pustaka-sop"
"""A file in every site made by us: only a folder that has it (or an empty one) is ever replaced."""


def replaceable(site: Path) -> bool:
    """Whether ``site`` may be replaced: it is not there, is empty, or was made by this program."""
    return not site.exists() or (site.is_dir() and ((site / MARK).is_file() or not any(site.iterdir())))


def build_site(config_file: Path, docs: Path, site: Path, settings: Mapping[str, Any]) -> list[Finding]:
    """Build ``docs`` into ``site``. ``settings`` overrides keys of mkdocs.yml (``extra`` is merged).

    The site that is up stays as it is until the new one is complete, and for good when MkDocs fails. What
    MkDocs warns of comes back as findings.
    """
    fresh = site.with_name(f".{site.name}.baru")
    remove_tree(fresh)
    with _mkdocs_messages() as messages:
        try:
            config = load_config(str(config_file), docs_dir=str(docs.resolve()), site_dir=str(fresh.resolve()))
            config.extra.update(settings.get("extra", {}))
            config.site_name = settings.get("site_name", config.site_name)
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
            failed = False
        except (Abort, MkDocsException) as error:
            messages.append(("galat", str(error)))
            failed = True
    if failed:
        remove_tree(fresh)
    else:
        _finish(fresh)
        _put_in_place(fresh, site)
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


def _finish(site: Path) -> None:
    # Without a base URL MkDocs writes an empty sitemap, dated today.
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        path = site / name
        if path.is_file() and (name.endswith(".gz") or b"<loc>" not in path.read_bytes()):
            path.unlink()
    (site / MARK).write_bytes(
        b"Situs ini dibuat oleh perintah 'sop build'; folder ini diganti pada pembuatan berikutnya.\n"
    )


def _put_in_place(fresh: Path, site: Path) -> None:
    old = site.with_name(f".{site.name}.lama")
    remove_tree(old)
    site.parent.mkdir(parents=True, exist_ok=True)
    if site.exists():
        site.replace(old)
    fresh.replace(site)
    remove_tree(old)


@contextmanager
def _mkdocs_messages() -> Iterator[list[tuple[str, str]]]:
    """Collect what MkDocs and its plugins log as warnings or errors instead of printing it."""
    messages: list[tuple[str, str]] = []

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
