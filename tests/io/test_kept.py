"""What only saves work: it is what was kept, or it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.io.kept import keep, load_kept


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    assert load_kept(tmp_path / "folder", "name") is None
    for content in (b"", b"two\nlines\n", b"\xff"):
        keep(tmp_path / "folder", "name", content)
        assert load_kept(tmp_path / "folder", "name") == content
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["name"], "nothing is left beside it"


@pytest.mark.slow
def test_what_is_damaged_is_not_there(tmp_path: Path) -> None:
    keep(tmp_path, "name", b"all of it")
    whole = (tmp_path / "name").read_bytes()
    for damaged in (whole[:-1], whole[: len(whole) // 2], b"", whole.replace(b"all", b"one"), b"no number\n"):
        (tmp_path / "name").write_bytes(damaged)
        assert load_kept(tmp_path, "name") is None, damaged


def test_what_stands_in_its_way(tmp_path: Path) -> None:
    """A folder of the name is a mistake of ours; a file in the place of the folder is somebody's."""
    (tmp_path / "name").mkdir()
    keep(tmp_path, "name", b"content")
    assert load_kept(tmp_path, "name") == b"content"
    with pytest.raises(OSError):
        keep(tmp_path / "name", "other", b"content")
    assert load_kept(tmp_path, "name") == b"content"
