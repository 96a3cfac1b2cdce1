"""Words in, words out: a careful writer's text arrives to the letter; a careless edit arrives, or its line is named.

The file that is edited is one of every shape that people write: lists below a name, lists and steps in brackets and
braces, plain texts, texts between quotation marks.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from generator.commands.yaml_edit import edit
from generator.data.sop import Sop
from generator.examine import examine
from generator.findings import Finding, has_errors
from generator.reading.characters import UNSEEN
from generator.reading.limits import FORBIDDEN
from generator.reading.source import parse_source
from tests.data.test_cases import AGENCY

pytestmark = pytest.mark.slow

BASE = """\
judul: Pengelolaan Surat Masuk
nomor: 065/1/2026
status: draf
tanggal: {pembuatan: 2026-01-05}
kualifikasi:
  - Teliti dan jujur
  - Memahami tata naskah dinas
peralatan: [Komputer kantor, Buku agenda surat, "Cap, stempel dinas"]
peringatan:
  Surat yang terlambat dicatat dapat terlewat oleh petugas yang menerimanya, sehingga
  penanganannya tertunda.
pencatatan: Dicatat pada buku agenda
pelaksana: [petugas, atasan]
langkah:
  - uraian: Menerima berkas surat masuk
    pelaksana: petugas
    mutu_baku: {kelengkapan: Surat masuk, waktu: 5 menit, output: Surat tercatat}
  - {uraian: Memeriksa isi surat, pelaksana: petugas}
  - uraian: "Meneruskan surat kepada atasan"
    pelaksana: atasan
    keterangan:
      - Paling lambat sehari
      - Disertai lembar disposisi
"""
TEXTS = (
    "Pengelolaan Surat Masuk", "065/1/2026", "Teliti dan jujur", "Memahami tata naskah dinas", "Komputer kantor",
    "Buku agenda surat", "Dicatat pada buku agenda", "Menerima berkas surat masuk", "Surat masuk", "5 menit",
    "Surat tercatat", "Memeriksa isi surat", "Meneruskan surat kepada atasan", "Paling lambat sehari",
    "Disertai lembar disposisi",
)  # fmt: skip
"""Texts of the file that stand on one line."""
IN_BRACKETS = ("Komputer kantor", "Buku agenda surat")
"""Those between which a comma is what begins the next one."""
UNSEEN_LETTERS = "\u00a0\u00ad\u200b\u200e\ufeff\u2009\u3000\u2060"
Edit = Callable[[random.Random, str], str]


def between(words: str, rng: random.Random, new: str) -> str:
    at = rng.randrange(1, len(words))
    return words[:at] + new + words[at:]


EDITS: dict[str, Edit] = {
    "a hash sign before a word": lambda rng, words: re.sub(r" (?=\S+$)", " #", words, count=1),
    "a hash sign anywhere": lambda rng, words: between(words, rng, rng.choice([" #", "#", " # "])),
    "a hash sign in front": lambda rng, words: f"#{words}",
    "letters that nobody sees": lambda rng, words: between(words, rng, rng.choice(UNSEEN_LETTERS)),
    "such a letter at the end": lambda rng, words: words + rng.choice(UNSEEN_LETTERS),
    "Word's quotation marks": lambda rng, words: rng.choice(["“%s”", "‘%s’", "„%s“"]) % words,
    "half of a quotation mark": lambda rng, words: rng.choice(["“%s", "%s”", '"%s”', "“%s\""]) % words,
    "a straight quotation mark": lambda rng, words: rng.choice(['"%s', '%s"', "'%s", '"%s" lagi', "'%s' lagi"]) % words,
    "a comma": lambda rng, words: between(words, rng, ", "),
    "a comma in brackets": lambda rng, words: f"{words} (asli, salinan)",
    "a decimal comma": lambda rng, words: f"{words} 1,5 rim",
    "a colon": lambda rng, words: between(words, rng, ": "),
    "a bracket": lambda rng, words: between(words, rng, rng.choice("[]{}")),
    "a list mark": lambda rng, words: rng.choice(["1. %s", "a) %s", "-%s", "– %s", "• %s", "* %s", "- %s"]) % words,
    "two lines": lambda rng, words: f"{words}\n{rng.choice(['', ' ', '    ', '      '])}"
    f"{rng.choice(['- ', '-', '– ', '• ', '2. ', 'b) '])}Lagi",
    "a tab": lambda rng, words: between(words, rng, "\t"),
}  # fmt: skip


def read_as(words: str) -> str:
    """What of a text is to arrive: its words, and not the letters that nobody sees."""
    return " ".join(re.sub("[\u00ad\u200b\u200e\ufeff\u2060]", "", words).split())


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts_of(item)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        for file, text in AGENCY.items():
            path = Path(name) / file
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        (Path(name) / "sop").mkdir()
        yield Path(name)


def told(folder: Path, text: str) -> list[Finding]:
    (folder / "sop/surat.yml").write_bytes(text.encode("utf-8"))
    return [finding for finding in examine(folder)[1] if finding.file == "sop/surat.yml"]


def all_lines(finding: Finding) -> set[int]:
    """The lines that a finding names, in its place or in its words."""
    more = re.search(r"baris ([\d, ]+)", finding.message)
    return {finding.line} | ({int(number) for number in re.findall(r"\d+", more[1])} if more else set())


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(EDITS)), st.sampled_from(TEXTS), st.integers(0, 2**32))
@example("two lines", "065/1/2026", 364)  # an item among names
@example("two lines", "Paling lambat sehari", 4940889)  # an item below an item
def test_a_careless_edit_arrives_or_is_named(folder: Path, kind: str, words: str, seed: int) -> None:
    assume(kind != "a comma" or words not in IN_BRACKETS)
    written = EDITS[kind](random.Random(seed), words)
    assume(not re.search(r"  # |^[a-z0-9-]+ # ", written))  # this is how a remark is written on purpose
    at = BASE.index(words)
    text = BASE[:at] + written + BASE[at + len(words) :]
    source, _ = parse_source(text, "sop/surat.yml")
    before = list(texts_of(parse_source(BASE, "sop/surat.yml")[0].value))
    before.remove(words)
    items = re.split(r"\n +- ", written)  # a dash right below that of an item begins the next one
    if sorted(texts_of(source.value)) in (sorted([*before, read_as(written)]), sorted([*before, *map(read_as, items)])):
        return
    first = text.count("\n", 0, at) + 1
    lines = set(range(first, first + written.count("\n") + 2))
    known = {(f.code, f.message) for f in told(folder, BASE)}
    findings = [f for f in told(folder, text) if (f.code, f.message) not in known]
    assert len(findings) <= 4, findings
    assert any(all_lines(finding) & lines for finding in findings), (text, source.value, findings)


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"])
WORDS = (
    st.text(LETTERS.filter(lambda char: not FORBIDDEN.match(char)), min_size=1, max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
FIELDS = ("judul", "nomor", "kualifikasi", "pencatatan")


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(FIELDS), WORDS)
@example("judul", "sertiﬁkat")
@example("judul", "a\u00adb")
@example("nomor", "065 #2: “x” – [y], {z}")
@example("pencatatan", "1. A")
def test_what_the_program_writes_arrives_to_the_letter(field: str, words: str) -> None:
    text = edit(BASE, {(field,): words}, tuple(Sop.model_fields))
    source, findings = parse_source(text, "sop/surat.yml")
    assert not findings
    assert isinstance(source.value, dict)
    assert source.value[field] == words


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(FIELDS), WORDS, st.sampled_from(["escaped", "single", "block"]))
@example("judul", "Mencatat kata sertiﬁkat", "single")
@example("judul", "dua a\u00adb kata", "block")
@example("judul", "\u200c:", "block")
def test_a_text_between_quotation_marks_arrives_to_the_letter(field: str, words: str, style: str) -> None:
    """And where it holds letters that nobody sees, it is said at its line; a word alone is read without them."""
    written = {
        "escaped": '"'
        + "".join(char if char.isalnum() and char.isascii() else f"\\U{ord(char):08x}" for char in words)
        + '"',
        "single": "'" + words.replace("'", "''") + "'",
        "block": f"|-\n  {words}",
    }
    text = f"{field}: {written[style]}\nunit: sekretariat\n"
    source, findings = parse_source(text, "x.yml")
    assert not has_errors(findings)
    assert isinstance(source.value, dict)
    if source.value[field] == words:
        return
    assert style != "escaped"
    assert findings
    assert findings[0].line == (2 if style == "block" else 1)
    assert re.fullmatch(r"[a-z0-9_-]*", str(source.value[field])) or UNSEEN.match(words), (
        "or it is taken for indentation"
    )
