"""The house: which way imports run, how large a room is, and in which words things are named."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from english_words import get_english_words_set

from tests.support.tools import ROOT

pytestmark = pytest.mark.slow

PACKAGE = ROOT / "generator"


def words_in(text: str) -> frozenset[str]:
    return frozenset(text.split())


ORDER = (
    "findings", "build_options", "build_fingerprint", "declared", "io", "templates", "reading", "data", "text", "steps",
    "chart", "revisions", "facts", "forms", "check", "examine", "pages", "paper", "outputs", "site",
    "working_folder", "build", "pipeline", "portal", "importing", "commands", "workbook", "cli", "__main__",
)  # fmt: skip
"""Rooms from the bottom up: each may import from those before it."""
LARGEST = 0.15
"""So much of all lines the largest room may hold."""
OF_AN_SOP = words_in("""
    arsip bagan catatan cek daftar evaluasi formulir identitas instansi isian jabatan judul kegiatan kerja kolom
    konfirmasi langkah lembar monev mutu nomor pelaksana peraturan perhatian peringatan perubahan prosedur pustaka
    revisi rujukan rumus simbol tabel waktu
""")
"""What an office person says of an SOP: it stands in the standard, in a data key, or on a page."""
OF_THE_TRADE = words_in("""
    acroform bpmn bytecode checklist cli csp css csv dask dict diff download etag github gitlab html inline json
    metadata mkdocs newline pdf plugin png px qr sitemap svg swimlane url waypoint widget worksheet xform xlsform
    xlsx xml xpath yaml zensical
""")
"""Names of formats and programs, and words of programmers that no dictionary has yet."""


def modules() -> Iterator[tuple[str, Path, ast.Module]]:
    """Each module with its room: the folder right below the package, or the module itself."""
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).with_suffix("").parts
        if "shipped" not in place and place != ("__init__",):
            yield place[0], path, ast.parse(path.read_text("utf-8"))


def imported(tree: ast.Module) -> set[str]:
    """The rooms that a module takes something from, also inside of functions."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "generator":
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator."):
            found.add(str(node.module).split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("generator.")}
    return found


def test_no_import_runs_up() -> None:
    for room, path, tree in modules():
        up = {other for other in imported(tree) if ORDER.index(other) > ORDER.index(room)}
        assert not up, (path.relative_to(PACKAGE), up)


def test_every_room_has_its_place_and_none_is_left_over() -> None:
    assert {room for room, _, _ in modules()} == set(ORDER)


def test_no_room_is_too_large() -> None:
    lines: dict[str, int] = defaultdict(int)
    for room, path, _ in modules():
        lines[room] += len(path.read_text("utf-8").splitlines())
    room = max(lines, key=lambda name: lines[name])
    assert lines[room] <= LARGEST * sum(lines.values()), (room, lines[room], sum(lines.values()))


def test_names_of_modules_and_classes_are_unique() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for _, path, tree in modules():
        if path.stem not in ("__init__", "__main__"):
            places[f"module {path.stem}"].add(str(path))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[f"class {node.name}"].add(str(path))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def names() -> Iterator[tuple[str, Path]]:
    """Names of modules, folders, classes and functions, but those that another library prescribes."""
    for _, path, tree in modules():
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield from ((part, path) for part in parts if not _prescribed(part))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not _prescribed(node.name):
                yield node.name, path


def _prescribed(name: str) -> bool:
    return name.startswith(("__", "on_", "handle_"))


def words_of(name: str) -> list[str]:
    return re.findall(r"[a-z]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())


def is_english(word: str, dictionary: set[str]) -> bool:
    """Whether it stands in the dictionary, as it is or inflected; the lists above have the singular."""
    if len(word) == 1 or word in dictionary:
        return True
    if word.removesuffix("s") in OF_AN_SOP | OF_THE_TRADE:
        return True
    for ending in ("s", "es", "d", "ed", "ing", "er", "est", "able"):
        stem = word.removesuffix(ending)
        if stem != word and {stem, f"{stem}e", f"{stem[:-1]}"} & dictionary:
            return True
    return word.endswith("ies") and f"{word[:-3]}y" in dictionary


def test_names_are_english_but_for_what_an_office_says() -> None:
    assert len(OF_AN_SOP) <= 40
    assert len(OF_THE_TRADE) <= 40
    dictionary = get_english_words_set(["web2", "gcide"], lower=True)  # 60 MB: for no longer than this test
    wrong: dict[str, set[str]] = defaultdict(set)
    used: set[str] = set()
    for name, path in names():
        for word in words_of(name):
            used.add(word)
            if not is_english(word, dictionary) and word not in OF_AN_SOP | OF_THE_TRADE:
                wrong[word].add(f"{name} ({path.name})")
    assert wrong == {}
    assert used >= OF_AN_SOP | OF_THE_TRADE, "words that no name uses any more"
