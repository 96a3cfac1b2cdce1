"""`sop init`: an agency's folder from nothing, by options and by questions; nothing half, whatever stops it."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from generator.commands import start_agency
from generator.commands.start_agency import Agency, start
from generator.data.instansi import Instansi
from generator.examine import examine
from generator.io import atomic
from tests.commands.test_refusing_disk import BadDisk, state
from tests.support.program import app
from tests.support.tools import ROOT

NAMED = ("--pemerintah", "PEMERINTAH KABUPATEN CONTOH", "--nama", "DINAS CONTOH", "--jabatan-pengesah", "Kepala Dinas")
LOGO = ROOT / "examples" / "dinas-contoh" / "lambang.png"
POSIX = os.name == "posix"
PLAIN = Agency("PEMERINTAH KABUPATEN CONTOH", "DINAS CONTOH", "Kepala Dinas")
FOLDERS = ["Dinas Sosial Ünïté 2", "dinas", "a/b c/d", "Погода 中文", "-x", "folder.dengan.titik"]


def sop(*arguments: str, cwd: Path, answers: str = "") -> tuple[int, str]:
    """Exit code and all that was said by a command in this folder."""
    with chdir(cwd):
        done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, [*arguments], input=answers)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def agency_of(folder: Path) -> Instansi:
    proyek, findings = examine(folder / "sop_data")
    assert proyek is not None
    assert [found for found in findings if found.severity != "saran"] == []
    return proyek.instansi


@pytest.mark.parametrize("name", FOLDERS)
def test_an_agency_starts_in_any_folder(tmp_path: Path, name: str) -> None:
    code, said = sop("init", *NAMED, "--", name, cwd=tmp_path)
    assert code == 0, said
    assert agency_of(tmp_path / name).nama == "DINAS CONTOH"
    for command in (["check", "--strict"], ["new", "Penerimaan Tamu"], ["check", "--strict"], ["schema", "--check"]):
        code, said = sop(*command, cwd=tmp_path / name)
        assert code == 0, (command, said)


def test_every_answer_stands_where_it_belongs(tmp_path: Path) -> None:
    more = ("--nama-pengesah", "Dra. A: B, M.Si", "--nip", "19700101 199501 1 001", "--unit", "Sekretariat", "--unit",
            "Bidang: A & B", "--unit", "bidang a b", "--kertas", "A4", "--alamat-situs", "https://sop.contoh.go.id",
            "--logo", str(LOGO))  # fmt: skip
    assert sop("init", "x", *NAMED, *more, cwd=tmp_path)[0] == 0
    data = tmp_path / "x" / "sop_data"
    instansi = examine(data)[0].instansi  # type: ignore[union-attr]
    assert (instansi.pemerintah, instansi.kertas) == ("PEMERINTAH KABUPATEN CONTOH", "A4")
    assert instansi.alamat_situs == "https://sop.contoh.go.id/"
    assert {id: unit.nama for id, unit in instansi.unit.items()} == {
        "sekretariat": "Sekretariat", "bidang-a-b": "Bidang: A & B", "bidang-a-b-2": "bidang a b",
    }  # fmt: skip
    signer = instansi.bawaan.pengesahan
    assert signer is not None
    assert (signer.jabatan, signer.nama, signer.nip) == ("kepala-dinas", "Dra. A: B, M.Si", "19700101 199501 1 001")
    assert (data / (instansi.logo or "")).read_bytes() == LOGO.read_bytes()


def test_questions_show_a_default_and_take_it(tmp_path: Path) -> None:
    """Everything is asked where what is needed is not given; Enter takes what is shown."""
    answers = [
        "PEMERINTAH KOTA CONTOH",
        "",
        "",
        "",
        "",
        "B5",
        "A4",
        "contoh",
        "",
        "Umum",
        "",
        "tidak-ada.png",
        str(LOGO),
    ]
    code, said = sop("init", "Dinas Arsip", cwd=tmp_path, answers="\n".join(answers) + "\n")
    assert code == 0, said
    for shown in ("[Dinas Arsip]", "[Kepala Dinas]", "[F4]", "'B5' tidak dikenal", "bukan alamat situs", "tidak ada"):
        assert shown in said
    instansi = agency_of(tmp_path / "Dinas Arsip")
    assert (instansi.nama, instansi.kertas, instansi.alamat_situs) == ("Dinas Arsip", "A4", None)
    assert [unit.nama for unit in instansi.unit.values()] == ["Umum"]


def test_a_name_in_capitals_is_asked_for_as_it_stands_in_a_sentence(tmp_path: Path) -> None:
    code, said = sop("init", "x", cwd=tmp_path, answers="PEMERINTAH KOTA CONTOH\nDINAS SOSIAL\n\n\n")
    assert (code, "[Dinas Sosial]" in said, "[Kepala Dinas]" in said) == (0, True, True), said
    instansi = agency_of(tmp_path / "x")
    assert (instansi.nama, instansi.nama_tampil) == ("DINAS SOSIAL", "Dinas Sosial")
    assert instansi.nama_situs == "Pustaka SOP Dinas Sosial"


def test_nobody_is_asked_where_all_that_is_needed_is_given(tmp_path: Path) -> None:
    _, said = sop("init", "x", *NAMED, cwd=tmp_path, answers="ini tidak dibaca\n")
    assert "[" not in said


@pytest.mark.parametrize("without", [0, 2, 4])
def test_what_is_needed_and_not_said_is_named(tmp_path: Path, without: int) -> None:
    """Where nobody answers, no default is taken for what nobody said."""
    given = [*NAMED[:without], *NAMED[without + 2 :]]
    code, said = sop("init", "x", *given, cwd=tmp_path)
    assert (code, f"Belum diketahui: {NAMED[without]}." in said) == (2, True), said
    assert list(tmp_path.iterdir()) == []


def test_a_trial_names_what_would_be_written_and_writes_nothing(tmp_path: Path) -> None:
    trial = sop("init", "x", *NAMED, "--coba", cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []
    code, _ = sop("init", "x", *NAMED, cwd=tmp_path)
    assert (trial[0], code) == (0, 0)
    named = set(re.findall(r"^  (\S+)$", trial[1], re.MULTILINE))
    there = {f"{name}/" if (tmp_path / "x" / name).is_dir() else name for name in state(tmp_path / "x")}
    assert named == {name for name in there if name not in ("sop_data/", "sop_data/.skema/", ".vscode/")}


@pytest.mark.parametrize(
    ("there", "why"),
    [
        ({"sop_data/instansi.yml": "nama: X\n"}, "sudah ada dan tidak kosong"),
        ({"sop_data/x": ""}, "sudah ada dan tidak kosong"),
        ({"sop_data": ""}, "Tidak dibuat"),
        ({"instansi.yml": "nama: X\n"}, "sendiri sudah berisi data SOP (instansi.yml)"),
        ({"sop/surat.yml": "x"}, "sendiri sudah berisi data SOP (sop)"),
    ],
)
@pytest.mark.parametrize("trial", [False, True])
def test_data_that_are_there_are_never_touched(tmp_path: Path, there: dict[str, str], why: str, trial: bool) -> None:
    for name, text in there.items():
        (tmp_path / "x" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "x" / name).write_text(text, "utf-8")
    before = state(tmp_path)
    code, said = sop("init", "x", *NAMED, *(["--coba"] if trial else []), cwd=tmp_path)
    assert (code, why in said) == (1, True), said
    assert state(tmp_path) == before
    assert sop("init", "x/sop_data/instansi.yml", *NAMED, cwd=tmp_path)[0] in (0, 1)


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("isi", "utf-8")
    code, said = sop("init", "x", *NAMED, cwd=tmp_path)
    assert (code, "bukan folder" in said, (tmp_path / "x").read_text("utf-8")) == (1, True, "isi")


def test_other_files_in_the_folder_stay_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    (folder / ".git").mkdir(parents=True)
    (folder / "sop_data").mkdir()
    (folder / "README.md").write_text("punya kami", "utf-8")
    code, said = sop("init", "x", *NAMED, cwd=tmp_path)
    assert (code, "README.md sudah ada dan tidak diubah" in said) == (0, True), said
    assert (folder / "README.md").read_text("utf-8") == "punya kami"
    assert (folder / ".gitignore").is_file()
    agency_of(folder)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.png", None, "tidak ada"),
        ("x.html", b"<p>bukan gambar</p>", "bukan gambar yang dapat dicetak"),
        ("x.png", LOGO.read_bytes()[:300], "bukan gambar yang dapat dicetak"),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", "bukan gambar yang dapat dicetak"),
        ("x.png", b"\x89PNG" + bytes(5_000_001), "lebih dari 5 MB"),
    ],
)
def test_a_logo_that_cannot_be_printed_is_refused(tmp_path: Path, name: str, content: bytes | None, why: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, said = sop("init", "y", *NAMED, "--logo", name, cwd=tmp_path)
    assert (code, why in said) == (1, True), said
    assert not (tmp_path / "y").exists()


def test_the_logo_is_called_by_its_kind_whatever_its_name(tmp_path: Path) -> None:
    shutil.copy(LOGO, tmp_path / "Lambang Daerah (1).JPEG")
    assert sop("init", "y", *NAMED, "--logo", "Lambang Daerah (1).JPEG", cwd=tmp_path)[0] == 0
    assert agency_of(tmp_path / "y").logo == "logo.png"


@pytest.mark.parametrize("value", ["http://localhost/", "contoh", "ftp://x"])
def test_an_address_that_nobody_can_open_is_wrong_use(tmp_path: Path, value: str) -> None:
    code, said = sop("init", "y", *NAMED, "--alamat-situs", value, cwd=tmp_path)
    assert (code, "bukan alamat situs" in said) == (2, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["A: B", "# bukan catatan", "- x", "*", "{a}", "no", "0123", 'Kata "kutip"', "a\nb", "é"]
)
def test_any_words_are_kept(tmp_path: Path, text: str) -> None:
    made = Agency(text, f"x {text}", f"Kepala {text}", pejabat=text, nip=text, unit=(text,))
    start(tmp_path / "x", made)
    instansi = agency_of(tmp_path / "x")
    words = " ".join(text.split())
    assert (instansi.pemerintah, instansi.nama) == (words, f"x {words}")
    assert instansi.bawaan.pengesahan is not None
    assert (instansi.bawaan.pengesahan.nama, instansi.bawaan.pengesahan.nip) == (words, words)


def test_names_that_give_no_id_get_one(tmp_path: Path) -> None:
    start(tmp_path / "x", Agency("P", "D", "Con", unit=("Ωμέγα", "aux", " ", "Бюро")))
    instansi = agency_of(tmp_path / "x")
    assert list(instansi.unit) == ["unit", "unit-aux", "unit-2"]
    assert instansi.bawaan.pengesahan is not None and instansi.bawaan.pengesahan.jabatan == "pejabat-con"


CALLS = {"open": errno.EACCES, "write": errno.ENOSPC, "replace": errno.EROFS, "mkdir": errno.EACCES}


@pytest.mark.parametrize("call", CALLS)
def test_a_disk_that_refuses_leaves_nothing(tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever call fails, the first, the second, ...: the true reason, no traceback, and nothing is left."""
    for fails in (None, *range(1, 40)):
        disk = BadDisk(tmp_path, call, CALLS[call], fails)
        with monkeypatch.context() as patch:
            disk.install(patch)
            code, said = sop("init", "baru", *NAMED, cwd=tmp_path)
        if code == 0:  # a folder that is there already need not be made
            assert call == "mkdir" or disk.met < (fails or 0)
            agency_of(tmp_path / "baru")
            shutil.rmtree(tmp_path / "baru")
            if disk.met < (fails or 0):
                break
            continue
        assert code == 1, said
        assert "Tidak dibuat" in said and "Tidak ada berkas yang berubah" in said
        assert "the English words" not in said
        assert list(tmp_path.iterdir()) == [], (call, fails)
    assert fails == disk.met + 1


def test_a_folder_without_leave_to_write(tmp_path: Path) -> None:
    if not POSIX or os.geteuid() == 0:
        pytest.skip("this user may write anywhere")
    tmp_path.chmod(0o555)
    try:
        code, said = sop("init", "x", *NAMED, cwd=tmp_path)
    finally:
        tmp_path.chmod(0o755)
    assert (code, "tidak ada izin" in said) == (1, True)
    assert list(tmp_path.iterdir()) == []


KILLED = 9
"""How the child ends."""


def _steps() -> Iterator[tuple[Any, str]]:
    yield from ((os, name) for name in ("replace", "rename", "mkdir", "rmdir"))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_at_any_moment_leaves_nothing_half(tmp_path: Path) -> None:
    """A child is ended without any tidying up before its n-th call of the system; then the same command finishes."""
    whole = start_in(tmp_path / "baik" / "x", None)
    assert whole == 0
    wanted = state(tmp_path / "baik" / "x")
    moments = 0
    for number in range(1, 200):
        place = tmp_path / f"{number}" / "x"
        code = start_in(place, number)
        if code == 0:
            break
        assert code == KILLED
        moments += 1
        assert not (place / "sop_data").exists() or state(place / "sop_data") == {
            name.removeprefix("sop_data/"): content for name, content in wanted.items() if name.startswith("sop_data/")
        }
        if not (place / "sop_data").exists():
            start(place, PLAIN)
        now = {name: content for name, content in state(place).items() if not name.endswith(".kunci")}
        assert now == wanted, number
        shutil.rmtree(place.parent)
    assert moments > 30


def start_in(place: Path, killed_at: int | None) -> int:
    """Start an agency in a process that ends at once before its n-th call; how it ended."""
    place.parent.mkdir(parents=True)
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    count = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            count += 1
            if count == killed_at:
                os._exit(KILLED)
            return real(*args, **kwargs)

        return call

    for owner, name in _steps():
        setattr(owner, name, counted(getattr(owner, name)))
    try:
        start(place, PLAIN)
    except BaseException:
        os._exit(1)
    os._exit(0)


def test_two_at_once_one_is_refused(tmp_path: Path) -> None:
    with start_agency.locked(tmp_path / "x" / "sop_data"):
        code, said = sop("init", "x", *NAMED, cwd=tmp_path)
    assert (code, "sedang ditulis perintah lain" in said) == (1, True)
    assert sop("init", "x", *NAMED, cwd=tmp_path)[0] == 0


def test_the_readme_names_what_is_there(tmp_path: Path) -> None:
    start(tmp_path / "x", PLAIN)
    text = (tmp_path / "x" / "README.md").read_text("utf-8")
    for place in re.findall(r"`(sop_data/[\w./]+)`", text):
        assert (tmp_path / "x" / place).exists() or place == "sop_data/arsip/"
    commands = set(re.findall(r"`sop ([a-z]+)", text))
    assert commands == {"new", "check", "build"}


@pytest.mark.slow
def test_instansi_yml_explains_every_key_or_leaves_it_to_the_guide(tmp_path: Path) -> None:
    """Keys of the head of letters and of prints are there to be filled in; nothing is said that nobody answered."""
    start(tmp_path / "x", PLAIN)
    text = (tmp_path / "x" / "sop_data" / "instansi.yml").read_text("utf-8")
    value = yaml.safe_load(text)
    said = {key for key, part in value.items() if part and key != "bawaan"}
    assert said == {"nama_situs", "pemerintah", "nama", "kertas", "tanda_tangan"}
    for key in ("tempat", "alamat", "alamat_situs", "logo", "warna", "unit", "label", "pola_nomor", "bawaan"):
        assert re.search(rf"^(?:# )?{key}:", text, re.MULTILINE), key


@pytest.mark.slow
@pytest.mark.skipif(not POSIX, reason="needs a terminal")
def test_on_a_terminal_it_asks_and_answers(tmp_path: Path) -> None:
    """As a person at a console does: `sop init` alone, then answers."""
    import pty

    parent, child = pty.openpty()
    command = [sys.executable, "-m", "generator", "init", "Kecamatan Contoh"]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "dumb"}
    with subprocess.Popen(command, stdin=child, stdout=child, stderr=child, cwd=tmp_path, env=env) as process:
        os.close(child)
        os.write(parent, b"PEMERINTAH KOTA CONTOH\n\nCamat\n\n\n\n\n\n\n")
        said = b""
        while True:
            try:
                part = os.read(parent, 4096)
            except OSError:
                break
            if not part:
                break
            said += part
        code = process.wait()
    os.close(parent)
    assert code == 0, said.decode()
    instansi = agency_of(tmp_path / "Kecamatan Contoh")
    assert instansi.nama == "Kecamatan Contoh"
    assert instansi.bawaan.pengesahan is not None
    assert instansi.bawaan.pengesahan.jabatan == "camat"


def test_the_draft_folder_of_a_killed_run_is_replaced(tmp_path: Path) -> None:
    stale = atomic.fresh_of(tmp_path / "x" / "sop_data") / "sop"
    stale.mkdir(parents=True)
    (stale / "lama.yml").write_text("rusak", "utf-8")
    start(tmp_path / "x", PLAIN)
    assert list((tmp_path / "x" / "sop_data" / "sop").iterdir()) == []
