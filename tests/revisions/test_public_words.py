"""What an agency keeps for paper is nowhere in the site: every file is searched, the compressed ones unpacked."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.commands import actions
from generator.pipeline import build
from tests.support.libraries import make_library
from tests.support.pdf import flat
from tests.support.pdf import text_of as printed

D = datetime.date
OLD_NIP, NIP = "197501012000031001", "198807072010012002"
OLD_NAME, NAME = "Wirjawan", "Sastrowardoyo"
WRITER_NIP, WRITER = "199909092020012009", "Kartosuwiryo"
"""Who signs beside the one who approves."""


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two revisions, signed by one person and by another."""
    data = make_library(tmp_path_factory.mktemp("rahasia"))
    path = data / "sop" / "surat.yml"
    signed = f"{{jabatan: atasan, nama: {OLD_NAME}, nip: '{OLD_NIP}'}}"
    writer = f"\npenanda_tangan_lain: {{sebutan: Disusun oleh, jabatan: petugas, nama: {WRITER}, nip: '{WRITER_NIP}'}}"
    path.write_text(path.read_text("utf-8").replace("{jabatan: atasan}", signed + writer), "utf-8")
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    actions.revise(data, "surat", ["Pejabat diganti"], None)
    path.write_text(path.read_text("utf-8").replace(OLD_NAME, NAME).replace(OLD_NIP, NIP), "utf-8")
    actions.publish(data, "surat", D(2025, 1, 1), D(2025, 2, 1))
    return data


def contents(raw: bytes) -> Iterator[bytes]:
    """A file, and what is packed in it."""
    yield raw
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    if raw.startswith(b"\x1f\x8b"):
        yield gzip.decompress(raw)
    if raw.startswith(b"\x89PNG"):
        yield zlib.decompress(b"".join(chunks(raw)))


def chunks(png: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            yield png[at + 8 : at + 8 + size]
        at += size + 12


def files_with(site: Path, word: str) -> set[str]:
    """The files of the site, other than PDF, that say the word in any writing."""
    forms = {word.encode(), word.casefold().encode(), json.dumps(word).strip('"').encode(), word.encode("utf-16-le")}
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path.suffix != ".pdf"
        for content in contents(path.read_bytes())
        if any(form in content or form in content.lower() for form in forms)
    }


def built(history: Path, tmp_path: Path, keys: str) -> Path:
    path = history / "instansi.yml"
    before = path.read_text("utf-8")
    path.write_text(f"{before}{keys}", "utf-8")
    try:
        assert build(history, tmp_path / "situs", home=tmp_path / "kerja").built
    finally:
        path.write_text(before, "utf-8")
    return tmp_path / "situs"


def test_by_default_the_site_says_who_signed(history: Path, tmp_path: Path) -> None:
    site = built(history, tmp_path, "")
    for word in (NIP, NAME, WRITER_NIP, WRITER):
        assert {"sop/surat/index.html", "sop/surat/surat.json"} <= files_with(site, word)


def test_what_is_kept_for_paper_is_only_there(history: Path, tmp_path: Path) -> None:
    site = built(history, tmp_path, "nip_di_situs: tidak\nnama_pengesah_di_situs: tidak\n")
    for word in (NIP, OLD_NIP, NAME, OLD_NAME, WRITER_NIP, WRITER):
        assert files_with(site, word) == set()
    text = (site / "sop" / "surat" / "index.html").read_text("utf-8")
    assert "NIP." not in text  # nor is it said to be unknown
    paper = flat(printed((site / "sop" / "surat" / "surat.pdf").read_bytes()))
    assert [word for word in (NIP, NAME, WRITER_NIP, WRITER) if word not in paper] == []
    assert "Disusun oleh" in text


def test_each_by_itself(history: Path, tmp_path: Path) -> None:
    site = built(history, tmp_path, "nip_di_situs: tidak\n")
    assert [files_with(site, nip) for nip in (NIP, OLD_NIP, WRITER_NIP)] == [set(), set(), set()]
    assert "sop/surat/index.html" in files_with(site, NAME) & files_with(site, WRITER)


def test_the_printed_code_is_the_same(history: Path, tmp_path: Path) -> None:
    """What is printed is checked against the whole content, whatever the site shows of it."""
    shown = built(history, tmp_path / "a", "") / "sop" / "surat" / "cek" / "index.html"
    hidden = built(history, tmp_path / "b", "nip_di_situs: tidak\n") / "sop" / "surat" / "cek" / "index.html"
    codes = [re.findall(r"\b[0-9a-f]{8}\b", path.read_text("utf-8")) for path in (shown, hidden)]
    assert codes[0] == codes[1]
    assert len(codes[0]) >= 2  # of both revisions
