"""Hostile and broken input: every case gives a finding that names the file, none a traceback.

The long mode (SOP_FUZZ set, `make fuzz`) checks each case in a process of its own with at most 500 MB and 2 seconds
of processor time for the check itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.commands.findings_formats import as_github, as_gitlab, as_json
from generator.examine import examine
from tests.support.random_data import base_folder
from tests.support.tools import ROOT

HEAD = "judul: A\npelaksana: [sekretaris]\n"
STEP = "langkah: [{uraian: Menulis surat, pelaksana: sekretaris}]\n"
STEPS = "".join(
    f"- {{uraian: Menulis, pelaksana: x{i}, lanjut: y{i}, mutu_baku: {{output: Surat {i}}}}}\n" for i in range(5000)
)
BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
)

TEXTS: dict[str, tuple[str | bytes, str]] = {
    "duplicate key": (f"judul: B\n{HEAD}{STEP}", "D009"),
    "tab": (f"{HEAD}langkah:\n\t- uraian: Menulis\n", "D004"),
    "latin-1": ("judul: Café\n".encode("latin-1"), "D003"),
    "utf-16": (f"{HEAD}{STEP}".encode("utf-16"), "D003"),
    "nul": (f"{HEAD}nomor: a\x00b\n{STEP}", "D004"),
    "escaped nul": (f'{HEAD}nomor: "a\\0b"\n{STEP}', "D004"),
    "half a character": (f'{HEAD}nomor: "\\ud800"\n{STEP}', "D004"),
    "terminal sequence": (f'{HEAD}nomor: "\\e[2J"\n{STEP}', "D004"),
    "anchor": (f"{HEAD}nomor: &a 1\n{STEP}", "D007"),
    "alias bomb": (BOMB, "D007"),
    "alias bomb with a letter that nobody sees": (f"{BOMB}judul: a\u00adb\n", "D007"),
    "an alias of itself with one": ('judul: &a [*a, "a\u00adb ＂c"]\n', "D007"),
    "tag": (f"{HEAD}nomor: !!python/object/apply:os.system [ls]\n{STEP}", "D007"),
    "lists 1,000 deep": ("judul: " + "[" * 1000 + "]" * 1000, "D006"),
    "bullets 1,000 deep": ("- " * 1000 + "a", "D006"),
    "2 MB": ("judul: " + "a" * 2_000_000, "D002"),
    "empty": ("", "D005"),
    "only comments": ("# apa\n" * 100, "D005"),
    "two documents": (f"{HEAD}{STEP}---\n{HEAD}", "D004"),
    "a title that nobody sees": (f'judul: "\\uFEFF\\u200b \\u00ad"\n{STEP}', "D103"),
    "a text": ("apa saja", "D103"),
    "a list": ("- a\n- b\n", "D103"),
    "5,000 steps": (f"{HEAD}langkah:\n{STEPS}", "D018"),
    "500 wrong steps": (f"{HEAD}langkah:\n" + "\n".join(STEPS.splitlines()[:500]), "R202"),
    "150,000 names": (HEAD + "a: {" + "a, " * 150_000, "D018"),
    "one word of 400 kB": (f"{HEAD}nomor: {'a' * 400_000}\nasing: 1\n{STEP}", "D100"),
    "a name of 400 kB": (f"{HEAD}? {'a' * 400_000}\n: 1\n{STEP}", "D100"),
    "key that is a list": (f"{HEAD}? [a, b]\n: 1\n{STEP}", "D008"),
    "huge number": (f"{HEAD}revisi: {'9' * 5000}\n{STEP}", "D105"),
    "octal number": (f"{HEAD}revisi: 0o17\n{STEP}", "D105"),
    "sexagesimal number": (f"{HEAD}revisi: 1:30\n{STEP}", "D105"),
    "infinite number": (f"{HEAD}revisi: .inf\n{STEP}", "D105"),
    "date with time": (f"{HEAD}tanggal: {{efektif: 2026-01-01T00:00:00}}\n{STEP}", "D106"),
    "date as seconds": (f"{HEAD}tanggal: {{efektif: 0}}\n{STEP}", "D106"),
    "day that is not there": (f"{HEAD}tanggal: {{efektif: 2026-02-30}}\n{STEP}", "D106"),
    "English yes": (f"{HEAD}tabel: {{tanpa_keterangan: yes}}\n{STEP}", "D105"),
    "boolean": (f"{HEAD}tabel: {{tanpa_keterangan: true}}\n{STEP}", "D105"),
    "Windows name as id": (f"{HEAD}langkah: [{{id: aux, uraian: Menulis, pelaksana: sekretaris}}]\n", "D104"),
    "way out as id": (f"{HEAD}langkah: [{{id: ../a, uraian: Menulis, pelaksana: sekretaris}}]\n", "D104"),
    "id of 300 letters": (f"{HEAD}langkah: [{{id: {'a' * 300}, uraian: Menulis, pelaksana: sekretaris}}]\n", "D104"),
}
"""Case -> what stands in sop/coba.yml, and the code of a finding about that file."""
FORMULAS = {
    "400 brackets": "(" * 400 + "1" + ")" * 400,
    "400 minus signs": "-" * 400 + "1",
    "450 digits": "9" * 450,
    "powers": "9**9**9**9",
    "a call": "__import__('os').system('ls')",
    "an attribute": "a.b.c",
    "a comprehension": "[x for x in a]",
    "infinity": "1e999",
    "2 kB": "1+" * 1000 + "1",
    "a bare minus": "-",
}
FILE_NAMES = {
    "Surat.yml": "D012", "surat masuk.yml": "D012", "index.yml": "D012", "checklist.yml": "D012", "con.yml": "D012",
    "nul.yml": "D012", "com1.yml": "D012", "lembar-kerja.yml": "D012", "..yml": "D013", f"{'a' * 200}.yml": "D012",
    "a\nb.yml": "D012", "\x1b[2J.yml": "D012", "surat.yaml": "D013", "surat.YML": "D013", "surat.yml.txt": "D013",
}  # fmt: skip
"""Name of a file in sop/ -> the code of the finding about it."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    base_folder(tmp_path)
    return tmp_path


def codes(folder: Path, name: str = "sop/coba.yml") -> set[str]:
    """Codes of the findings about a file; every output of findings can say them."""
    findings = examine(folder)[1]
    for output in (as_json, as_github, as_gitlab):
        output(findings, folder).encode("utf-8")
    assert all(finding.message.isprintable() and finding.file.isprintable() for finding in findings)
    return {finding.code for finding in findings if finding.file == name}


@pytest.mark.slow
@pytest.mark.parametrize("case", TEXTS)
def test_content(folder: Path, case: str) -> None:
    text, code = TEXTS[case]
    (folder / "sop" / "coba.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert code in codes(folder)


PLANES = [char for plane in range(17) for char in (plane << 16 | 0xFFFE, plane << 16 | 0xFFFF)]
SAME_KIND = {0xFDCF: False, 0xFDD0: True, 0xFDEF: True, 0xFDF0: False, 0xFFFD: False, 0x1FFFD: False, 0x20000: False,
             0x7F: True, 0x9F: True, 0xA1: False, **dict.fromkeys(PLANES, True)}  # fmt: skip
"""Code point -> whether Unicode says that it never is a character; with those on the other side of each limit."""


@pytest.mark.slow
@pytest.mark.parametrize("escaped", [False, True])
def test_what_is_no_character_is_refused_where_it_stands(folder: Path, escaped: bool) -> None:
    for code, refused in SAME_KIND.items():
        char = f"\\U{code:08X}" if escaped else chr(code)
        (folder / "sop" / "coba.yml").write_text(f'{HEAD}nomor: "12{char}"\n{STEP}', "utf-8")
        found = [f for f in examine(folder)[1] if f.file == "sop/coba.yml" and f.code in ("D004", "S404")]
        if refused:
            assert [(f.code, f.line) for f in found] == [("D004", 3)], hex(code)
            assert f"U+{code:04X}" in found[0].message
        else:
            assert not [f for f in found if f.code == "D004"], hex(code)


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf", b""], ids=["bom", "no bom"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"], ids=["crlf", "lf", "cr"])
def test_ends_of_lines_and_bom_do_no_harm(folder: Path, raw: bytes, end: str) -> None:
    text = f"{HEAD}nomor: 012\nunit: tidak-ada\n{STEP}".replace("\n", end)
    (folder / "sop" / "coba.yml").write_bytes(raw + text.encode())
    proyek, findings = examine(folder)
    assert proyek is not None
    assert proyek.sop["coba"].nomor == "012"
    assert [(f.line, f.column) for f in findings if f.code == "R206"] == [(4, 1)]


@pytest.mark.parametrize("case", FORMULAS)
def test_formulas(folder: Path, case: str) -> None:
    fields = f'[{{id: a, label: A, jenis: angka}}, {{id: b, label: B, jenis: rumus, rumus: "{FORMULAS[case]}"}}]'
    (folder / "formulir" / "coba.yml").write_text(f"judul: A\nbagian: [{{isian: {fields}}}]\n", "utf-8")
    assert codes(folder, "formulir/coba.yml") & {"F104", "F105", "F110"}


def test_a_long_sum_is_checked_at_once(folder: Path) -> None:
    """Each part is looked at once: 120 terms, and 250 that are as deep as a formula may be."""
    for formula in ("+".join(["a"] * 120), "a-" * 249 + "a", "-" * 250 + "a"):
        fields = f'[{{id: a, label: A, jenis: angka}}, {{id: b, label: B, jenis: rumus, rumus: "{formula}"}}]'
        (folder / "formulir" / "coba.yml").write_text(f"judul: A\nbagian: [{{isian: {fields}}}]\n", "utf-8")
        assert codes(folder, "formulir/coba.yml") <= {"F110", "F121"}, formula


@pytest.mark.parametrize("name", FILE_NAMES, ids=[repr(name)[:20] for name in FILE_NAMES])
def test_file_names(folder: Path, name: str) -> None:
    (folder / "sop" / name).write_text(HEAD + STEP, "utf-8")
    assert FILE_NAMES[name] in codes(folder, f"sop/{' '.join(name.split())}".replace("\x1b", "\ufffd"))


def test_file_name_that_is_no_text(folder: Path) -> None:
    raw = os.fsencode(folder / "sop") + b"/surat-\xff.yml"
    try:
        Path(os.fsdecode(raw)).write_text(HEAD + STEP, "utf-8")
    except OSError:
        pytest.skip("this file system takes only names that are text")
    assert codes(folder, "sop/surat-\ufffd.yml") == {"D012"}


@pytest.mark.parametrize("logo", ["../x.png", "/etc/hostname", "a/b.png", "..\\x.png", "C:\\x.png", ".git", "..", ""])
def test_logo_is_a_file_of_the_data_folder(folder: Path, logo: str) -> None:
    text = (folder / "instansi.yml").read_text("utf-8").replace("logo: lambang.png", f"logo: '{logo}'")
    (folder / "instansi.yml").write_text(text, "utf-8")
    assert "D115" in codes(folder, "instansi.yml")


def test_folders_and_pipes_in_place_of_files(folder: Path) -> None:
    (folder / "sop" / "coba.yml").mkdir()
    assert codes(folder) == {"D001"}
    (folder / "jabatan.yml").unlink()
    (folder / "jabatan.yml").mkdir()
    assert "D001" in codes(folder, "jabatan.yml")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "sop" / "pipa.yml")
        assert codes(folder, "sop/pipa.yml") == {"D001"}


def test_a_file_in_place_of_a_folder(folder: Path) -> None:
    shutil.rmtree(folder / "formulir")
    (folder / "formulir").write_text("x", "utf-8")
    assert codes(folder, "formulir") == {"D001"}


def test_links_do_not_lead_out(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("luar") / "surat.yml"
    outside.write_text(HEAD + STEP, "utf-8")
    (folder / "sop" / "coba.yml").symlink_to(outside)
    (folder / "sop" / "putar.yml").symlink_to("putar.yml")
    (folder / "sop" / "hilang.yml").symlink_to("tidak-ada.yml")
    (folder / "sop" / "dalam.yml").symlink_to("surat-masuk.yml")
    assert codes(folder) == {"D017"}
    assert codes(folder, "sop/putar.yml") <= {"D001", "D017"} != set()
    assert codes(folder, "sop/hilang.yml") == {"D001"}
    proyek, _ = examine(folder)
    assert proyek is not None
    assert set(proyek.sop) == {"surat-masuk", "dalam"}
    (folder / "sop" / "folder").symlink_to(folder)
    assert codes(folder, "sop/folder") == set()


@pytest.mark.slow
def test_files_and_folders_without_permission(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root every file can be read, so the system's answer is put in its place."""
    (folder / "sop" / "coba.yml").write_text(HEAD + STEP, "utf-8")
    _deny(monkeypatch, "open", folder / "sop" / "coba.yml")
    assert codes(folder) == {"D001"}
    monkeypatch.undo()
    _deny(monkeypatch, "iterdir", folder / "sop")
    assert codes(folder, "sop") == {"D001"}
    monkeypatch.undo()
    _deny(monkeypatch, "open", folder / "lambang.png")
    assert codes(folder, "instansi.yml") & {"R208", "S405"}


def _deny(monkeypatch: pytest.MonkeyPatch, method: str, denied: Path) -> None:
    real: Callable[..., object] = getattr(Path, method)

    def ask(path: Path, *arguments: object, **named: object) -> object:
        if path == denied:
            raise PermissionError(13, "denied")
        return real(path, *arguments, **named)

    monkeypatch.setattr(Path, method, ask)


def test_files_that_are_not_read_are_named(folder: Path) -> None:
    for name in ("sop/unit/surat.yml", "Instansi.yml", "sopp/surat.yml", ".git/x.yml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(HEAD + STEP, "utf-8")
    named = {finding.file for finding in examine(folder)[1] if finding.code == "D013"}
    assert named == {"sop/unit/surat.yml", "Instansi.yml", "sopp/surat.yml"}


LIMITED = """
import resource, sys
from pathlib import Path
from generator.examine import examine
start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
findings = examine(Path(sys.argv[1]))[1]
print(resource.getrusage(resource.RUSAGE_SELF).ru_utime - start, sorted({f.code for f in findings}))
"""


@pytest.mark.skipif("SOP_FUZZ" not in os.environ, reason="long mode: make fuzz")
def test_time_and_memory(folder: Path) -> None:
    resource = pytest.importorskip("resource")  # not on Windows
    for case, (text, code) in TEXTS.items():
        (folder / "sop" / "coba.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, str(folder)],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (500 << 20, 500 << 20)),
        )
        seconds, found = done.stdout.split(" ", 1)
        assert code in found, case
        assert float(seconds) < 2, case
