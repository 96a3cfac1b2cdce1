"""Both sides of the limits of what an SOP says and hardly means: answers, rows, arrows, acts, documents, twins."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.data.slugs import EASY_LENGTH, short_slug
from generator.pipeline import examine
from tests.check.test_finding_guide import PUSTAKA
from tests.check.test_rule_limits import mutu, steps, tell

QUESTION = "A319 peringatan langkah.2.keputusan"


def asked(question: str, exits: str, teks: str = "") -> str:
    more = f", teks: '{teks}'" if teks else ""
    return steps("uraian: Menyusun konsep", f"uraian: '{question}', keputusan: {exits}{more}", "uraian: Mengirim surat")


@pytest.mark.parametrize(
    ("question", "exits", "expected"),
    [
        ("Memeriksa apakah konsep sudah benar", "{ya: 1, tidak: 3}", [QUESTION]),
        ("Memeriksa apakah konsep sudah benar", "{ya: 3, tidak: 1}", []),
        ("Memeriksa apakah berkas belum lengkap", "{ya: 1, tidak: 3}", []),
        ("Memeriksa apakah berkas belum lengkap", "{ya: 3, tidak: 1}", [QUESTION]),
        ("Memeriksa apakah ada kekurangan", "{ya: 1, tidak: 3}", []),
        ("Memeriksa apakah perlu perbaikan", "{ya: 3, tidak: 1}", [QUESTION]),
        ("Memeriksa apakah sudah sesuai", "{Y: 1, Tdk: 3}", [QUESTION]),
        ("Memeriksa apakah ada yang datang", "{ya: 1, tidak: 3}", []),
        ("Memeriksa konsep", "{ya: 1, tidak: 3}", ["A319 saran langkah.2.keputusan"]),
        ("Memeriksa kesalahan konsep", "{ya: 1, tidak: 3}", []),
        ("Membahas konsep", "{ya: 1, tidak: 3}", []),
        ("Membahas konsep", "{Setuju: 1, Tidak setuju: 3}", [QUESTION]),
        ("Membahas konsep", "{Lengkap: 3, Belum lengkap: 1}", []),
        ("Membahas konsep", "{Sesuai: 1, Dikembalikan: 3}", [QUESTION]),
        # Both lead back, or both onward: nothing is exchanged.
        ("Memeriksa apakah konsep sudah benar", "[{ke: 1, label: Ya}, {ke: 1, label: Ulang}]", None),
    ],
)
def test_the_sense_of_answers(tmp_path: Path, question: str, exits: str, expected: list[str] | None) -> None:
    told = [line for line in tell(tmp_path, "sop/surat.yml", asked(question, exits)) if line.startswith("A319")]
    assert told == (expected or [])


def test_the_question_in_the_symbol_is_read_first(tmp_path: Path) -> None:
    text = asked("Memeriksa apakah konsep sudah benar", "{ya: 1, tidak: 3}", teks="Ada kesalahan?")
    assert tell(tmp_path, "sop/surat.yml", text) == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Mulai", True), ("MULAI.", True), ("(Start)", True), ("Selesai / Finish", True), ("Proses selesai", True),
        ("Kegiatan dimulai", True), ("END", True), ("Akhir prosedur", True), ("Mulai mencatat surat", False),
        ("Menyelesaikan surat", False), ("Mengakhiri rapat", False), ("Memulai rapat", False),
    ],
)  # fmt: skip
def test_rows_that_only_begin_or_end(tmp_path: Path, row: str, told: bool) -> None:
    text = steps(f"uraian: '{row}'", "uraian: Mengarsipkan surat")
    assert tell(tmp_path, "sop/surat.yml", text) == (["A320 saran langkah.1.uraian"] if told else [])


@pytest.mark.parametrize(
    ("exits", "told"),
    [("[2, 3]", True), ("{Baru: 2, Lama: 3}", False), ("[{ke: 2, label: Baru}, {ke: 3}]", True), ("2", False)],
)
def test_arrows_out_of_a_box_without_a_word(tmp_path: Path, exits: str, told: bool) -> None:
    text = steps(f"uraian: Menerima surat, lanjut: {exits}", "uraian: Mencatat surat", "uraian: Mengarsipkan surat")
    assert tell(tmp_path, "sop/surat.yml", text) == (["A321 saran langkah.1.lanjut"] if told else [])


@pytest.mark.parametrize(
    ("exits", "told"),
    [
        ("[{ke: 3, label: Ya}, {ke: 1, label: Tidak}, {ke: 4, label: Tidak}]", False),
        ("[{ke: 3, label: Ya}, {ke: 4, label: ya}]", True),
    ],
)
def test_one_answer_may_start_two_steps(tmp_path: Path, exits: str, told: bool) -> None:
    text = steps(
        "uraian: Menyusun surat", f"uraian: Menilai surat, keputusan: {exits}", *["uraian: Mengirim surat"] * 2
    )
    assert tell(tmp_path, "sop/surat.yml", text) == (["A316 peringatan langkah.2.keputusan"] if told else [])


@pytest.mark.parametrize("rows", [4, 5])
@pytest.mark.parametrize("columns", ["[staf]", "[staf, kepala]"])
def test_one_actor_for_all(tmp_path: Path, rows: int, columns: str) -> None:
    text = f"pelaksana: {columns}\n" + steps(*(f"uraian: Mencatat buku {n}" for n in range(rows)))
    told = [line for line in tell(tmp_path, "sop/surat.yml", text) if line.startswith("A322")]
    assert told == (["A322 saran pelaksana"] if rows == 5 and columns == "[staf]" else [])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Menerima dan mencatat surat", False), ("Menerima, mencatat, dan mengirim surat", True),
        ("Menerima surat, lalu mencatatnya", True), ("Menerima surat; mencatat; mengirim", True),
        ("Memeriksa kelengkapan identitas, uraian, dan bukti", False),
        ("Menerima surat beserta berkas, berita, map", False),
        ("Bila lengkap, kemudian surat dicatat", None),
    ],
)  # fmt: skip
def test_several_acts_in_one_row(tmp_path: Path, row: str, told: bool | None) -> None:
    text = steps(f"uraian: '{row}'", "uraian: Mengarsipkan surat")
    found = [line for line in tell(tmp_path, "sop/surat.yml", text) if line.startswith("K820")]
    assert found == (["K820 saran langkah.1.uraian"] if told else [])


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("output: Surat tercatat", "kelengkapan: Kuitansi", True),
        ("output: Surat tercatat", "kelengkapan: Surat bernomor", False),
        ("output: [Surat, Kuitansi]", "kelengkapan: Kuitansi", False),
        ("kelengkapan: Kuitansi", "kelengkapan: Kuitansi lunas", False),
        ("output: Surat", "kelengkapan: Komputer", False),
        ("output: Surat", "kelengkapan: Buku Tamu", False),
        ("output: Surat", "kelengkapan: '-'", False),
        ("kelengkapan: Kuitansi", "output: Surat", False),
    ],
)
def test_documents_from_nowhere(tmp_path: Path, first: str, second: str, told: bool) -> None:
    found = [f for f in tell(tmp_path, "sop/surat.yml", mutu(first, second)) if f.startswith("K821")]
    assert found == (["K821 saran langkah.2.mutu_baku.kelengkapan.1"] if told else [])


@pytest.mark.parametrize(
    ("name", "told"), [("Staf Umum", True), ("staf-umum.", True), ("Staf  Umum", True), ("Staf Umum 1", False)]
)
def test_positions_of_one_name(tmp_path: Path, name: str, told: bool) -> None:
    text = f"staf-lain: {{nama: '{name}'}}\n"
    assert tell(tmp_path, "jabatan.yml", text) == (["R214 peringatan staf.nama"] if told else [])


@pytest.mark.parametrize("status", ["ditinjau", "dicabut"])
def test_what_was_withdrawn_may_be_called_like_what_replaced_it(tmp_path: Path, status: str) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    for name, old, new in (
        ("surat", "{sop: tamu}", "{judul: SOP Rapat}"),
        ("tamu", "{sop: surat}", "{judul: SOP Rapat}"),
    ):
        path = tmp_path / "sop" / f"{name}.yml"
        text = path.read_text("utf-8").replace(old, new).replace("Penerimaan Tamu", "SOP pengelolaan-surat")
        path.write_text(text.replace("status: ditinjau", f"status: {status}") if name == "tamu" else text, "utf-8")
    told = [(f.code, f.file) for f in examine(tmp_path)[1] if f.code == "R214"]
    assert told == ([("R214", "sop/tamu.yml")] if status == "ditinjau" else [])


def test_numbers_tell_names_apart(tmp_path: Path) -> None:
    assert tell(tmp_path, "jabatan.yml", "a: {nama: Seksi 1-2}\nb: {nama: Seksi 12}\n") == []


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ("pilihan: [Tunai, Transfer]", None), ("pilihan: [Tunai, TUNAI]", "F124"), ("pilihan: [Tunai, Tunai.]", "F124"),
        ("pilihan: ['< 5', '> 5']", None), ("pilihan: ['1-5', '15']", None), ("pilihan: [A, Lainnya]", None),
        ("pilihan: [A, Lainnya], lainnya: ya", "F124"), ("pilihan: [A, Lain-lain], lainnya: ya", "F124"),
        ("pilihan: [A]", "F125"), ("pilihan: [A], lainnya: ya", None), ("pilihan: 'Ya, Tidak'", "F125"),
    ],
)  # fmt: skip
def test_choices(tmp_path: Path, choices: str, told: str | None) -> None:
    text = f"bagian:\n  - isian: [{{id: bayar, label: Bayar, jenis: pilihan, {choices}}}]\n"
    found = tell(tmp_path, "formulir/buku-tamu.yml", text)
    assert [line.split()[0] for line in found] == ([told] if told else [])


@pytest.mark.parametrize("length", [EASY_LENGTH, EASY_LENGTH + 1])
def test_long_names_of_files(tmp_path: Path, length: int) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "sop" / f"{'a' * length}.yml"
    path.write_text((tmp_path / "sop/surat.yml").read_text("utf-8").replace("Pengelolaan Surat", "Rapat"), "utf-8")
    told = [f for f in examine(tmp_path)[1] if f.code == "R215"]
    assert [f.file for f in told] == ([f"sop/{path.name}"] if length > EASY_LENGTH else [])
    assert all("rapat.yml" in f.remedy for f in told)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Pengelolaan Surat Masuk dan Keluar pada Dinas Sosial", "pengelolaan-surat-masuk-dan-keluar"),
        ("Rapat", "rapat"), ("a" * 80, "a" * 40), ("!?", ""), ("Surat Masuk dan", "surat-masuk"),
    ],
)  # fmt: skip
def test_short_names_for_files(title: str, slug: str) -> None:
    assert short_slug(title) == slug
