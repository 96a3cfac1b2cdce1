"""Writing generated files: only what changed, only what is ours."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from generator.findings import Finding
from generator.io.atomic import MARK
from generator.site.docs import ORIGIN, Workplace, forget_lost
from generator.site.mkdocs import build_site, replaceable
from tests.perkakas import ROOT


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    (tmp_path / "docs").mkdir()
    return Workplace(tmp_path / "docs", tmp_path / "daftar.json")


def write(workplace: Workplace, files: dict[str, bytes]) -> tuple[int, list[Finding]]:
    """A whole build's writing: how many files changed, and what stands in the way."""
    renewal = workplace.renew()
    blocked = renewal.put(files)
    if not blocked:
        renewal.finish()
    return renewal.changed, blocked


def test_only_changed_bytes_are_written(workplace: Workplace) -> None:
    assert write(workplace, {"sop/a/index.md": b"a", "index.md": b"i"}) == (2, [])
    before = (workplace.docs / "index.md").stat().st_mtime_ns
    assert write(workplace, {"sop/a/index.md": b"b", "index.md": b"i"}) == (1, [])
    assert (workplace.docs / "index.md").stat().st_mtime_ns == before
    assert (workplace.docs / "sop/a/index.md").read_bytes() == b"b"


def test_pages_of_a_removed_sop_disappear_with_their_folders(workplace: Workplace) -> None:
    write(workplace, {"sop/a/index.md": b"a", "sop/b/checklist/1/index.md": b"b"})
    write(workplace, {"sop/a/index.md": b"a"})
    assert [p.relative_to(workplace.docs).as_posix() for p in workplace.docs.rglob("*.md")] == ["sop/a/index.md"]
    assert not (workplace.docs / "sop/b").exists()


def test_a_hand_written_page_is_never_touched(workplace: Workplace) -> None:
    mine = workplace.docs / "sop/a/index.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("tulisan tangan")
    changed, findings = write(workplace, {"sop/a/index.md": b"baru", "index.md": b"i"})
    assert changed == 0
    assert [f.code for f in findings] == ["D014"]
    assert mine.read_text() == "tulisan tangan"
    assert not (workplace.docs / "index.md").exists()
    write(workplace, {"index.md": b"i"})
    write(workplace, {})
    assert mine.read_text() == "tulisan tangan"


def test_a_page_changed_by_hand_is_kept(workplace: Workplace) -> None:
    """Neither written over while its SOP is there, nor removed with it."""
    page = workplace.docs / "sop/a/index.md"
    write(workplace, {"sop/a/index.md": b"a", "index.md": b"i"})
    page.write_text("a, diubah kantor")
    changed, findings = write(workplace, {"sop/a/index.md": b"b", "index.md": b"j"})
    assert (changed, [f.file for f in findings]) == (0, ["docs/sop/a/index.md"])
    assert (workplace.docs / "index.md").read_bytes() == b"i"
    assert write(workplace, {"index.md": b"j"}) == (1, [])
    assert page.read_text() == "a, diubah kantor"


def test_a_link_in_the_place_of_a_page_is_not_followed(workplace: Workplace, tmp_path: Path) -> None:
    (tmp_path / "penting.md").write_text("penting")
    (workplace.docs / "index.md").symlink_to(tmp_path / "penting.md")
    assert [f.code for f in write(workplace, {"index.md": b"i"})[1]] == ["D014"]
    assert (tmp_path / "penting.md").read_text() == "penting"


def test_a_file_that_a_broken_off_build_only_planned_belongs_to_its_author(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(workplace, {"index.md": b"i"})

    def full(self: Workplace, name: str, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as broken:
        broken.setattr(Workplace, "_write", full)
        with pytest.raises(OSError, match="full"):
            write(workplace, {"index.md": b"j", "sop/a/index.md": b"a"})
    assert (workplace.docs / "index.md").read_bytes() == b"i"
    mine = workplace.docs / "sop/a/index.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("tulisan tangan")
    assert [f.file for f in write(workplace, {"index.md": b"j", "sop/a/index.md": b"a"})[1]] == ["docs/sop/a/index.md"]
    assert write(workplace, {"index.md": b"j"}) == (1, [])
    assert mine.read_text() == "tulisan tangan"


def test_a_ledger_of_names_only_is_understood(workplace: Workplace) -> None:
    write(workplace, {"index.md": b"i", "sop/a/index.md": b"a"})
    workplace.ledger.write_text('["index.md", "sop/a/index.md", "sop/b/index.md"]')
    assert write(workplace, {"index.md": b"j"}) == (2, [])
    assert [path.name for path in workplace.docs.iterdir()] == ["index.md"]


def test_a_broken_ledger_is_survived(workplace: Workplace) -> None:
    write(workplace, {"index.md": b"i"})
    workplace.ledger.write_text("{rusak")
    assert write(workplace, {"index.md": b"i"}) == (0, [])


def test_hand_written_pages_are_copied_and_follow_removals(tmp_path: Path, workplace: Workplace) -> None:
    source = tmp_path / "asal"
    (source / "panduan").mkdir(parents=True)
    (source / "sop").mkdir()
    (source / "panduan/satu.md").write_text("1")
    (source / "panduan/dua.md").write_text("2")
    (source / "sop/lain.md").write_text("bukan dari data ini")
    workplace.copy_hand_written(source)
    (source / "panduan/dua.md").unlink()
    workplace.copy_hand_written(source)
    assert sorted(p.name for p in workplace.docs.rglob("*.md")) == ["satu.md"]


def test_working_folders_of_lost_data_are_forgotten(tmp_path: Path) -> None:
    for name, origin in (("ada", tmp_path), ("hilang", tmp_path / "tidak-ada")):
        (tmp_path / "kerja" / name).mkdir(parents=True)
        (tmp_path / "kerja" / name / ORIGIN).write_text(str(origin))
    forget_lost(tmp_path / "kerja")
    assert [path.name for path in (tmp_path / "kerja").iterdir()] == ["ada"]


def test_only_our_own_site_is_replaced(tmp_path: Path) -> None:
    assert replaceable(tmp_path / "tidak-ada")
    foreign = tmp_path / "arsip"
    foreign.mkdir()
    assert replaceable(foreign)
    (foreign / "penting.txt").write_text("x")
    assert not replaceable(foreign)
    (foreign / MARK).write_text("")
    assert replaceable(foreign)


def test_a_failing_mkdocs_leaves_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "situs"
    site.mkdir()
    (site / MARK).write_text("")
    (site / "index.html").write_text("lama")
    broken = tmp_path / "mkdocs.yml"
    broken.write_text("site_name: x\nplugins: [tidak-ada]\n")
    place = Workplace(tmp_path / "docs", tmp_path / "daftar.json")
    place.docs.mkdir()
    findings = build_site(broken, place, site, {}, {})
    assert {f.severity for f in findings} == {"galat"}
    assert (site / "index.html").read_text() == "lama"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["docs", "mkdocs.yml", "situs"]
    assert (ROOT / "mkdocs.yml").is_file()


def test_the_sitemap_of_mkdocs_is_left_out(tmp_path: Path) -> None:
    """It knows few of the pages, and names the day of the build."""
    place = Workplace(tmp_path / "docs", tmp_path / "daftar.json")
    place.docs.mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Beranda")
    settings = "site_name: x\nuse_directory_urls: false\nsite_url: https://situs.example/\n"
    (tmp_path / "mkdocs.yml").write_text(settings)
    assert build_site(tmp_path / "mkdocs.yml", place, tmp_path / "situs", {}, {}) == []
    assert list((tmp_path / "situs").glob("sitemap*")) == []
