"""However a file that `check` accepts is laid out, the acts edit it rightly or say in plain words why not."""

from __future__ import annotations

import datetime
import random
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.commands import actions
from generator.commands.at_work import RefusedError
from generator.commands.yaml_edit import CannotEditError, edit
from generator.examine import examine
from generator.findings import Finding, has_errors
from generator.reading.limits import Value
from generator.reading.source import parse_source
from tests.support.libraries import make_library
from tests.support.tools import tries

D = datetime.date
OWN = {"revisi", "status", "sidik", "tanggal", "perubahan", "pencabutan", "nama_terbit"}
"""The fields that an act may change."""
STATUS = (
    "status: draf", "status: draf\t", "status: draf   # tetap1", "status: draf\t# tetap1", "status:\n  draf # tetap1",
    "status: # tetap1\n  draf  # tetap2", 'status: "draf"', "status: 'draf' # tetap1", "status: >-\n  draf",
    "status: |- # tetap1\n  draf\n", '"status": draf', "status :   draf", 'status: "dr\\\n  af" # tetap1',
    "status:\tdraf", "status: draf  \n# tetap1", "status:   'draf'\t\t",
)  # fmt: skip
TANGGAL = (
    "tanggal: {pembuatan: 2024-01-02}", "tanggal: {pembuatan: 2024-01-02,}  # tetap3",
    "tanggal: {\n  pembuatan: 2024-01-02, # tetap3\n  efektif: ,\n  }",
    "tanggal:\n  pembuatan: 2024-01-02  # tetap3\n  # tetap4\n  efektif:   # tetap5",
    'tanggal: {"pembuatan":2023-01-01}',
    "tanggal: # tetap3\n  # tetap4\n  {pembuatan: 2024-01-02} # tetap5", "tanggal: {efektif, pembuatan: 2024-01-02}",
    "tanggal: {efektif: , pembuatan: 2024-01-02}", "tanggal: {pembuatan: 2024-01-02, efektif}",
    "tanggal:\n    efektif: '2023-01-01'\n    pembuatan: 2024-01-02\n\n\n# tetap3",
    "tanggal: {pembuatan: 2024-01-02, }",
    "tanggal: {pembuatan: 2024-01-02, efektif: }", "tanggal: {? efektif : 2023-01-01, pembuatan: 2024-01-02}",
    "tanggal: {pembuatan: 2024-01-02,\n  efektif:\n    2023-01-01 # tetap3\n  }",
)  # fmt: skip
REVISI = ("", "revisi: 0", "revisi: ~ # tetap6", "revisi: '0'", "revisi:", "revisi:\n# tetap6", 'revisi: "0"\t# tetap6')
PERUBAHAN = (
    "", "perubahan: {ringkasan: [a, b], alasan: c}  # tetap7", "perubahan: # tetap7",
    "perubahan:\n  # tetap7\n  ringkasan:\n    # tetap8\n    - satu\n    - dua\n  # tetap9\n  alasan: |+\n    x\n\n",
    "perubahan:\n  ringkasan:   # tetap7\n  - satu\n  alasan: >\n    teks\n\n    lagi\n\n\n# tetap8",
    "perubahan:\n  alasan: >-  # tetap7\n    teks\n      \n", "perubahan:\n  ringkasan: satu,\n    dua\n  # tetap7",
)  # fmt: skip
PLAIN = (
    "Lengkap?", "Perlu disposisi?", "a#b", "x:y", "12:30", "~x", "a 'b' \"c\"", "-1", "?a", "a - b", "50%", "<b>",
    "é💥",
    "a\u00a0b", "a\u2028b", "null", "2024-01-02", "=", "a\\b", "[a", "a]", "{a", "a}", "a, b", "a,", "*a", "&a", "!a",
    "|a",
    ">a", "@a", "`a", ":a", "a:", "- a", "#a", "a #b", "\ta", "a\t", "a\tb", "a\n      b",
    '"a"', "'a''b'", '"a\\tb\\\n   c"',
)  # fmt: skip
"""Texts as they stand bare in a file; some are none, and then `check` says so."""
ALPHABET = "ab Z0?:#,-[]{}&*!|>'\"%@`\t~=<>/\\.é\u00a0"
REFUSALS = ("Susunan berkas SOP tidak dapat diubah dengan aman", "sop check --perbaiki")
BREAKS = ("\n", "\r\n", "\r")
FRAMES = (("", ""), ("\ufeff", ""), ("---\n", ""), ("%YAML 1.1\n---\n", "\n...\n"), ("# tetap0\n\n", "\n# tetap10"))


def sop_text(parts: list[str], teks: str, flow: str, frame: tuple[str, str], end: str, newline: str) -> str:
    """A file of these top fields, whose first step and decision say ``teks`` and ``flow``."""
    steps = [
        "langkah:", f"  - uraian: Memeriksa {teks}", "    pelaksana: petugas",
        f"  - {{uraian: Meneliti {flow}, pelaksana: petugas, keputusan: {{ya: 3, tidak: 1}}, teks: {flow}}}",
        "  - {uraian: Menandatangani surat, pelaksana: atasan}  # tetap11",
    ]  # fmt: skip
    head = ["judul: Surat", "nomor: 01/2024", "pengesahan: {jabatan: atasan}", "pelaksana: [petugas, atasan]"]
    text = frame[0] + "\n".join([*filter(None, [*head, *parts]), *steps]) + end + frame[1]
    return text.replace("\n", newline)


def value_of(raw: bytes) -> dict[str, Value]:
    source, findings = parse_source(raw.decode("utf-8-sig"), "x.yml")
    assert not has_errors(findings)
    assert isinstance(source.value, dict)
    return source.value


def kept(raw: bytes) -> list[str]:
    return re.findall("tetap[0-9]+", raw.decode())


def errors(data: Path) -> list[Finding]:
    return [finding for finding in examine(data)[1] if finding.severity == "galat"]


def assert_edited(before: bytes, after: bytes, changed: dict[str, Value]) -> None:
    """Only the fields of the act differ, in the order as it was, with every remark."""
    old, new = value_of(before), value_of(after)
    assert {k: v for k, v in new.items() if k not in OWN} == {k: v for k, v in old.items() if k not in OWN}
    assert [key for key in new if key in old] == [key for key in old if key in new]
    assert {key: new[key] for key in changed} == changed
    assert sorted(kept(after)) == sorted(kept(before))
    assert before.startswith(b"\xef\xbb\xbf") == after.startswith(b"\xef\xbb\xbf")
    if b"\r" in before:
        assert (b"\n" in after.replace(b"\r\n", b"")) == (b"\n" in before.replace(b"\r\n", b""))


def life(data: Path) -> int:
    """Publish, revise, publish again, withdraw; how far it came before a refusal in plain words."""
    path = data / "sop" / "surat.yml"
    acts = (
        (lambda: actions.publish(data, "surat", efektif=D(2024, 2, 1)), {"status": "berlaku"}),
        (lambda: actions.revise(data, "surat", ["Ya: tidak?", "- b # c"], "Kata [dia]", D(2025, 1, 2), D(2025, 2, 1)),
         {"status": "draf", "revisi": "1",
          "perubahan": {"ringkasan": ["Ya: tidak?", "- b # c"], "alasan": "Kata [dia]"}}),
        (lambda: actions.publish(data, "surat"), {"status": "berlaku", "revisi": "1"}),
        (lambda: actions.withdraw(data, "surat", D(2026, 1, 2), "Digabung: lain"),
         {"status": "dicabut", "pencabutan": {"tanggal": "2026-01-02", "alasan": "Digabung: lain"}}),
    )  # fmt: skip
    for number, (act, changed) in enumerate(acts):
        before = path.read_bytes()
        try:
            act()
        except RefusedError as refusal:
            assert any(words in refusal.sebab for words in REFUSALS), refusal.sebab
            assert path.read_bytes() == before
            return number
        assert_edited(before, path.read_bytes(), changed)
        assert not errors(data)
    assert value_of(path.read_bytes())["tanggal"]["efektif"] == "2025-02-01"  # type: ignore[index, call-overload]
    return len(acts)


@pytest.mark.slow
@pytest.mark.parametrize("newline", BREAKS, ids=["lf", "crlf", "cr"])
def test_every_layout_lives_its_whole_life(tmp_path: Path, newline: str) -> None:
    """Each layout of each field, beside layouts of the others; all are common, none is refused."""
    chance = random.Random(newline)
    groups = (STATUS, TANGGAL, REVISI, PERUBAHAN)
    for turn in range(max(map(len, groups))):
        parts = [group[turn % len(group)] for group in groups]
        chance.shuffle(parts)
        end = ("", "\n", "\n\n", "\t\n")[turn % 4]
        text = sop_text(parts, "Lengkap?", "Perlu disposisi?", FRAMES[turn % len(FRAMES)], end, newline)
        data = make_library(tmp_path / str(turn), text)
        assert errors(data) == [], text
        assert life(data) == 4, text


@pytest.mark.slow
@settings(max_examples=tries(40), deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(
    st.tuples(*map(st.sampled_from, (STATUS, TANGGAL, REVISI, PERUBAHAN))).flatmap(st.permutations),
    st.one_of(st.sampled_from(PLAIN), st.text(ALPHABET, min_size=1, max_size=8)),
    st.one_of(st.sampled_from(PLAIN), st.text(ALPHABET, min_size=1, max_size=8)),
    st.sampled_from(FRAMES),
    st.sampled_from(["", "\n", "\t\n", "\n\n", "   "]),
    st.sampled_from(BREAKS),
)  # fmt: skip
def test_what_check_accepts_is_edited_or_refused_in_plain_words(
    parts: list[str], teks: str, flow: str, frame: tuple[str, str], end: str, newline: str
) -> None:
    with TemporaryDirectory() as folder:
        data = make_library(Path(folder), sop_text(parts, teks, flow, frame, end, newline))
        if not errors(data):
            life(data)


@pytest.mark.parametrize("text", PLAIN)
def test_every_plain_text_that_is_read_can_stay(text: str) -> None:
    """Bare in a block, bare in braces, in a list: beside it, a field is changed."""
    for shape in (
        "a: {}\nstatus: draf\n",
        "{{a: {}, status: draf}}",
        "a: [{}]\nstatus: draf",
        "status: draf # x\na:\n  - {}",
    ):
        whole = shape.format(text)
        source, findings = parse_source(whole, "x.yml")
        if findings or not isinstance(source.value, dict) or source.value.get("status") != "draf":
            continue
        done = edit(whole, {("status",): "berlaku"}, ("a", "status"))
        assert value_of(done.encode()) == source.value | {"status": "berlaku"}


@pytest.mark.parametrize(
    "text", ["Ya\u2028b", "a\u00a0b", "\ufeffa", "a\x85b", "\u2029", "~", "null", "'", "a: b #c", "é💥"]
)
def test_every_text_can_be_written(text: str) -> None:
    for whole in ("a: 1\n", "{a: 1}", "a: |\n  b\n"):
        try:
            done = edit(whole, {("a",): text, ("b",): [text]}, ("a", "b"))
        except CannotEditError:
            assert text == "a\x85b", "a character that no text has"
            continue
        assert value_of(done.encode()) == {"a": text, "b": [text]}


def test_a_text_that_no_file_can_hold_is_named(tmp_path: Path) -> None:
    data = make_library(tmp_path)
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    before = (data / "sop" / "surat.yml").read_bytes()
    for bad in ("a\x1bb", "a\udc80b", "a\x00"):
        with pytest.raises(RefusedError, match="karakter yang tidak dapat disimpan"):
            actions.revise(data, "surat", [bad], None)
        with pytest.raises(RefusedError, match="karakter yang tidak dapat disimpan"):
            actions.withdraw(data, "surat", D(2025, 1, 1), bad)
    assert (data / "sop" / "surat.yml").read_bytes() == before
    actions.revise(data, "surat", ["  ", ""], "  ")
    assert not errors(data)
