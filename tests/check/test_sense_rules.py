"""Both sides of the limits of what an SOP says and hardly means: answers, rows, arrows, acts, documents, twins."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.data.slugs import EASY_LENGTH, short_slug
from generator.examine import examine
from tests.check.test_finding_guide import PUSTAKA
from tests.check.test_rule_limits import findings_of, mutu, steps, tell

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
    ("rows", "words"),
    [
        (["output: Surat", "kelengkapan: [Kuitansi, Materai]"], "'Kuitansi' (langkah 2), 'Materai' (langkah 2)"),
        (
            ["output: Surat", "kelengkapan: [Kuitansi, Materai]", "kelengkapan: [Stempel]"],
            "'Kuitansi' (langkah 2), 'Materai' (langkah 2), 'Stempel' (langkah 3)",
        ),
        (
            ["output: Surat", "kelengkapan: [Kuitansi, Materai, Amplop]", "kelengkapan: [Stempel]"],
            "'Kuitansi' (langkah 2), 'Materai' (langkah 2), 'Amplop' (langkah 2), dan 1 lagi",
        ),
    ],
)
def test_three_documents_from_nowhere_are_named_and_the_rest_counted(
    tmp_path: Path, rows: list[str], words: str
) -> None:
    text = steps(*(f"uraian: Mencatat surat {n}, mutu_baku: {{{row}}}" for n, row in enumerate(rows)))
    (message,) = [f.message for f in findings_of(tmp_path, "sop/surat.yml", text) if f.code == "K821"]
    assert message == f"kelengkapan tidak dihasilkan langkah sebelumnya: {words}"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("uraian: Menulis nota", True), ("uraian: Mengarsipkan nota", True), ("uraian: Menerima nota", False),
        ("uraian: Menghimpun nota", False), ("uraian: Membeli nota", False),
        ("uraian: Menulis nota, jenis: mulai", False), ("uraian: Menulis nota untuk kuitansi", False),
    ],
)  # fmt: skip
def test_where_documents_may_come_in(tmp_path: Path, row: str, told: bool) -> None:
    text = steps("uraian: Mencatat surat", f"{row}, mutu_baku: {{kelengkapan: Kuitansi}}", "uraian: Mengirim nota")
    found = [line for line in tell(tmp_path, "sop/surat.yml", text) if line.startswith("K821")]
    assert found == (["K821 saran langkah.2.mutu_baku.kelengkapan.1"] if told else [])


@pytest.mark.parametrize(("kind", "told"), [("jabatan", True), ("luar", False), ("sistem", False)])
def test_outsiders_and_systems_bring_documents(tmp_path: Path, kind: str, told: bool) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    jenis = "" if kind == "jabatan" else f", jenis: {kind}"
    (tmp_path / "jabatan.yml").write_text(
        f"kepala: {{nama: Kepala Dinas}}\nstaf: {{nama: Staf Umum}}\nlain: {{nama: Lain{jenis}}}\n", "utf-8"
    )
    text = (tmp_path / "sop/surat.yml").read_text("utf-8").replace("pelaksana: [staf]", "pelaksana: [staf, lain]")
    text = text.replace(
        "{uraian: Mengarsipkan surat, pelaksana: staf}",
        "{uraian: Menulis nota, pelaksana: lain, mutu_baku: {kelengkapan: Kuitansi}}\n"
        "  - {uraian: Mengarsipkan nota, pelaksana: staf}",
    )
    (tmp_path / "sop/surat.yml").write_text(text, "utf-8")
    assert [f.code for f in examine(tmp_path)[1] if f.code == "K821"] == ["K821"] * told


@pytest.mark.parametrize(
    "key", ["peralatan", "pencatatan", "kualifikasi", "peringatan", "maksud_tujuan", "bagian_lain", "judul"]
)
def test_documents_that_a_box_names_are_there(tmp_path: Path, key: str) -> None:
    value = "{judul: Pengertian, isi: Kuitansi lunas}" if key == "bagian_lain" else "Kuitansi lunas"
    text = f"{key}: {value}\n" + mutu("output: Surat", "kelengkapan: Kuitansi")
    assert not [line for line in tell(tmp_path, "sop/surat.yml", text) if line.startswith("K821")]


@pytest.mark.parametrize(
    "word", ["yang", "dari", "untuk", "pada", "dengan", "kepada", "oleh", "atas", "dokumen", "berkas"]
)
def test_words_that_name_nothing_bring_nothing(tmp_path: Path, word: str) -> None:
    first, second = f"output: Surat {word} Bupati", f"kelengkapan: Kuitansi {word} bendahara"
    found = [line for line in tell(tmp_path, "sop/surat.yml", mutu(first, second)) if line.startswith("K821")]
    assert found == ["K821 saran langkah.2.mutu_baku.kelengkapan.1"]
    # A document of such a word alone is none that could be missing.
    found = tell(tmp_path / word, "sop/surat.yml", mutu("output: Surat", f"kelengkapan: {word}"))
    assert not [line for line in found if line.startswith("K821")]


@pytest.mark.parametrize(("text", "told"), [("kepala: {nama: Kepala Dinas}\n", "staf"), ("{}", "staf")])
def test_the_one_actor_is_named(tmp_path: Path, text: str, told: str) -> None:
    rows = steps(*(f"uraian: Mencatat buku {n}" for n in range(5)))
    (message,) = [f.message for f in findings_of(tmp_path, "sop/surat.yml", rows) if f.code == "A322"]
    assert message == "seluruh 5 langkah dikerjakan satu pelaksana, Staf Umum"
    (tmp_path / "jabatan.yml").write_text(text, "utf-8")
    (message,) = [f.message for f in examine(tmp_path)[1] if f.code == "A322"]
    assert message == f"seluruh 5 langkah dikerjakan satu pelaksana, {told}"


@pytest.mark.parametrize(
    ("uraian", "exits", "expected"),
    [
        # Exits of a decision may be written as "lanjut", and an end is onward.
        ("Memeriksa apakah benar", "jenis: keputusan, lanjut: {ya: 1, tidak: 3}", "A319 peringatan langkah.2.lanjut"),
        ("Memeriksa apakah benar", "keputusan: {ya: 1, tidak: selesai}", QUESTION),
        ("Memeriksa apakah benar", "keputusan: {ya: selesai, tidak: 1}", None),
        # Of several good answers all must lead back.
        (
            "Memeriksa apakah benar",
            "keputusan: [{ke: 1, label: Ya}, {ke: 3, label: Lengkap}, {ke: 4, label: Tidak}]",
            None,
        ),
        (
            "Memeriksa apakah benar",
            "keputusan: [{ke: 1, label: Ya}, {ke: 3, label: Tidak}, {ke: 1, label: Salah}]",
            None,
        ),
        ("Memeriksa apakah benar", "keputusan: [{ke: 1, label: Ya}, {ke: 3, label: Ragu}]", None),
        # A question of both kinds, or of none, is none; a mark of a question makes one.
        ("Memeriksa apakah benar atau salah", "keputusan: {ya: 1, tidak: 3}", None),
        ("Benar?", "keputusan: {ya: 1, tidak: 3}", QUESTION),
        ("Meneliti yang tidak lengkap", "keputusan: {ya: 1, tidak: 3}", None),
        ("Meneliti konsep", "keputusan: {sudah: 1, belum: 3}", "A319 saran langkah.2.keputusan"),
        ("Meneliti konsep", "keputusan: {sudah: 3, belum: 1}", None),
        ("Meneliti konsep", "keputusan: [{ke: 1, label: 'Ya.'}, {ke: 3, label: Ditolak}]", QUESTION),
    ],
)
def test_more_answers(tmp_path: Path, uraian: str, exits: str, expected: str | None) -> None:
    rows = steps("uraian: Menyusun konsep", f"uraian: {uraian}, {exits}", *["uraian: Mengirim surat"] * 2)
    told = [line for line in tell(tmp_path, "sop/surat.yml", rows) if line.startswith("A319")]
    assert told == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("row", "verbs"),
    [
        ("Menerima, mencatat, dan mengirim surat", "menerima, mencatat, mengirim"),
        ("1. Menerima surat, lalu mencatatnya", "menerima, mencatatnya"),
        ("Menerima surat kemudian melalui loket", None),
        ("Menerima surat, menerima map, dan menerima amplop", None),
        ("Surat diterima, mencatat, dan mengirim", None),
    ],
)
def test_the_acts_are_named(tmp_path: Path, row: str, verbs: str | None) -> None:
    found = findings_of(tmp_path, "sop/surat.yml", steps(f"uraian: '{row}'", "uraian: Mengarsipkan surat"))
    told = [f.message for f in found if f.code == "K820"]
    assert told == ([f"satu baris memuat beberapa kegiatan: {verbs}"] if verbs else [])


@pytest.mark.parametrize(("symbols", "told"), [(2, True), (3, False)])
def test_several_acts_with_a_symbol_each(tmp_path: Path, symbols: int, told: bool) -> None:
    drawn = ", ".join(f"{{id: {id}, pelaksana: staf}}" for id in "abc"[:symbols])
    text = f"langkah:\n  - uraian: 'Menerima, mencatat, mengirim'\n    simbol: [{drawn}]\n"
    text += "  - {uraian: Mengarsipkan surat, pelaksana: staf}\n"
    found = [line for line in tell(tmp_path, "sop/surat.yml", text) if line.startswith("K820")]
    assert found == ["K820 saran langkah.1.uraian"] * told


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("jabatan.yml", "a: {nama: '-'}\nb: {nama: '—'}\n", None),
        ("formulir/lain.yml", "judul: Buku  tamu\nbagian: [{isian: [{id: a, label: A}]}]\n", "formulir/lain.yml judul"),
        ("peraturan.yml", "a: {judul: Peraturan Bupati Contoh Nomor 1 Tahun 2024 tentang TATA NASKAH}\n",
         "peraturan.yml a.judul"),
        ("instansi.yml", "unit: {sekretariat: {nama: Sekretariat}, sekre: {nama: SEKRETARIAT}}\n",
         "instansi.yml unit.sekre.nama"),
    ],
)  # fmt: skip
def test_twins_of_each_kind(tmp_path: Path, file: str, text: str, told: str | None) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    path = tmp_path / file
    before = path.read_text("utf-8") if path.exists() else ""
    kept = "".join(line + "\n" for line in before.splitlines() if not line.startswith(text.partition(":")[0] + ":"))
    path.write_text(kept + text, "utf-8")
    found = [f"{f.file} {f.field}" for f in examine(tmp_path)[1] if f.code == "R214"]
    assert found == ([told] if told else [])


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
