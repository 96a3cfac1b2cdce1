"""A power cut while data or the site are written leaves the old or the new, and the same command finishes it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.examine import examine
from tests.commands.test_revision import run
from tests.support.power_cut import Cutter, after_the_cut, copy_tree, cutter
from tests.support.tools import digests, tries
from tests.support.writing_acts import ACTS, contents, prepare

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="files are known by /proc"),
    pytest.mark.usefixtures("one_theme"),
    pytest.mark.slow,
]
CUTS = tries(3, "SOP_PADAM")


@pytest.fixture(scope="module")
def run_cut() -> Iterator[Cutter]:
    with cutter() as made:
        yield made


def moments(name: str, events: int) -> list[int]:
    chosen = random.Random(name)
    return [chosen.randrange(1, events + 1) for _ in range(CUTS)]


@pytest.mark.parametrize("name", ["publish", "revise", "rename", "restore lost"])
def test_data_are_the_old_or_the_new(name: str, tmp_path: Path, run_cut: Cutter) -> None:
    before, words = prepare(tmp_path, ACTS[name]), ACTS[name].words.split()
    after = tmp_path / "sesudah"
    copy_tree(before, after)
    events = run_cut(after, tmp_path / "simpan", 0, [*words, "--data", str(after)])["events"]
    assert events > 3
    old, new = contents(before), contents(after)
    assert old != new
    wrong = {(found.file, found.code) for found in examine(before)[1]}
    for number, stop in enumerate(moments(name, events)):
        root, found = tmp_path / f"jalan{number}", tmp_path / f"padam{number}"
        copy_tree(before, root)
        known = run_cut(root, tmp_path / f"simpan{number}", stop, [*words, "--data", str(root)])
        after_the_cut(root, found, known, random.Random(stop))
        left = contents(found)
        kept = set(old.values()) & set(new.values())
        assert kept <= set(left.values()), (stop, "lost")
        assert set(left.values()) <= {*old.values(), *new.values()}, (stop, "half")
        if name != "restore lost":
            severe = {(f.file, f.code) for f in examine(found)[1] if f.severity == "galat"}
            assert {code for _, code in severe - wrong} <= {"V930", "V931", "V932", "V933", "V934", "V935"}, (
                stop,
                severe,
            )
        if left != new:
            done = run(*words, data=found)
            assert done.returncode == 0, (stop, done.stdout, done.stderr)
        assert contents(found) == new, stop


@pytest.mark.parametrize("first", [True, False], ids=["first", "next"])
def test_the_site_is_the_old_or_the_new(first: bool, tmp_path: Path, run_cut: Cutter) -> None:
    """Nothing, or the old site, or the new one; and the next build makes the new one from whatever was left."""
    start = tmp_path / "awal"
    data = prepare(start, ACTS["publish"])
    (start / "mkdocs.yml").write_text("docs_dir: tulisan\n", "utf-8")  # not the guide, which takes half of the time
    (start / "tulisan").mkdir()
    command = ["build", "--ringkas", "--data", "{}/data", "--site", "{}/situs"]

    def words(root: Path) -> list[str]:
        return [word.format(root) for word in command]

    if not first:
        run_cut(start, tmp_path / "simpan-awal", 0, words(start))
        (data / "sop" / "baru.yml").write_text((data / "sop" / "lain.yml").read_text("utf-8"), "utf-8")
    old = digests(start / "situs") if not first else {}
    whole = tmp_path / "selesai"
    copy_tree(start, whole)
    events = run_cut(whole, tmp_path / "simpan", 0, words(whole))["events"]
    new = digests(whole / "situs")
    assert new != old
    for number, stop in enumerate([*moments(f"build {first}", events), events]):
        root, found = tmp_path / f"jalan{number}", tmp_path / f"padam{number}"
        copy_tree(start, root)
        known = run_cut(root, tmp_path / f"simpan{number}", stop, words(root))
        after_the_cut(root, found, known, random.Random(stop))
        left = digests(found / "situs") if (found / "situs").is_dir() else {}
        assert left in (old, new), (stop, len(left), len(new))
        assert run(*words(found)[:2], "--site", str(found / "situs"), data=found / "data").returncode == 0, stop
        assert digests(found / "situs") == new, stop
        for folder in (root, found):
            shutil.rmtree(folder)
