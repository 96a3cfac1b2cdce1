"""References (R2xx): each place that names something, on both sides of its limit, and what the remedy says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.data.slugs import EASY_LENGTH
from generator.examine import examine
from tests.check.test_finding_guide import PUSTAKA, found
from tests.check.test_rule_limits import findings_of, steps, tell

SURAT = "uraian: Menerima surat"
ARSIP = "uraian: Mengarsipkan surat"
TWO = "prosedur:\n" + "".join(
    f"  - {{judul: {title}, pelaksana: [staf, {extra}], langkah: [{{uraian: Menerima surat, pelaksana: staf}}, "
    f"{{uraian: Mengarsipkan surat, pelaksana: {extra}}}]}}\n"
    for title, extra in (("Masuk", "kepala"), ("Keluar", "{1}"))
)
REVIEW = "{jabatan: %s, tanggal: 2026-01-01, hasil: setuju, sidik: '12345678'}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # R201: whoever is named must be in jabatan.yml.
        ("pengesahan: {jabatan: kepla}", ["R201 galat pengesahan.jabatan"]),
        ("penanda_tangan_lain: [{sebutan: Disusun oleh, jabatan: staf}]", []),
        (
            "penanda_tangan_lain: [{sebutan: Disusun oleh, jabatan: staf}, {sebutan: Diperiksa oleh, jabatan: kepla}]",
            ["R201 galat penanda_tangan_lain.2.jabatan"],
        ),
        (f"status: draf\ntinjauan: [{REVIEW % 'kepla'}]", ["R201 galat tinjauan.1.jabatan"]),
        (f"status: berlaku\ntinjauan: [{REVIEW % 'kepla'}]", []),
        ("identifikasi: {penanggung_jawab: {produk: kepala, kegiatan: staf}}", []),
        ("identifikasi: {penanggung_jawab: {produk: kepla}}", ["R201 galat identifikasi.penanggung_jawab.produk"]),
        ("identifikasi: {penanggung_jawab: {kegiatan: kepla}}", ["R201 galat identifikasi.penanggung_jawab.kegiatan"]),
        ("pelaksana: [staf, kepla]", ["R201 galat pelaksana.2"]),
        # One slip is told once: the step that uses the right name is not wrong beside it.
        ("pelaksana: [staff]", ["R201 galat pelaksana.1"]),
        # R209: a column once.
        ("pelaksana: [staf, staf]", ["R209 galat pelaksana.2"]),
        ("pelaksana: [{kelompok: A, pelaksana: [staf]}, {kelompok: B, pelaksana: [staf]}]", ["R209 galat pelaksana.2"]),
        # R202: who acts is a column.
        (
            steps(SURAT, ARSIP).replace("pelaksana: staf", "pelaksana: [staf, kepala]", 1),
            ["R202 galat langkah.1.pelaksana.2"],
        ),
        (
            "langkah:\n  - uraian: Menerima surat\n    simbol: [{id: a, pelaksana: staf}, {id: b, pelaksana: kepala}]\n"
            f"  - {{{ARSIP}, pelaksana: staf}}\n",
            ["R202 galat langkah.1.simbol.2.pelaksana"],
        ),
        # R203
        ("dasar_hukum: [perbup-1-2024, permen-9-2020]", ["R203 galat dasar_hukum.2"]),
        # R204, R205
        (steps(f"{SURAT}, formulir: [buku-tamu, buku-tmu]", ARSIP), ["R204 galat langkah.1.formulir.2"]),
        ("keterkaitan: [{judul: SOP Lain}, {sop: arsip}]", ["R205 galat keterkaitan.2.sop"]),
        (
            steps(f"{SURAT}, sop_terkait: [{{sop: tamu}}, {{sop: arsip}}]", ARSIP),
            ["R212 saran langkah.1.sop_terkait.2", "R205 galat langkah.1.sop_terkait.2.sop"],
        ),
        ("pencabutan: {tanggal: 2027-01-01, pengganti: tamu}", []),
        ("pencabutan: {tanggal: 2027-01-01, pengganti: arsip}", ["R205 galat pencabutan.pengganti"]),
        # S404: keys too, where they are printed; what a konfirmasi says is on no paper.
        ("catatan_kaki: {'🙂': Salinan}", ["S404 peringatan catatan_kaki.🙂"]),
        (
            steps(SURAT, "uraian: Memeriksa surat, keputusan: {Ya: 3, 'Tidak 🙂': 1}", ARSIP),
            ["S404 peringatan langkah.2.keputusan.Tidak 🙂"],
        ),
        ("konfirmasi: [{bagian: judul, judul: '🙂', sebab: '🙂'}]", []),
        ("peralatan: [Komputer, '🙂']", ["S404 peringatan peralatan.2"]),
        # R207, R210
        (
            "konfirmasi: [{bagian: langkah.uraian, judul: A, sebab: B, langkah: [1, 3]}]",
            ["R207 galat konfirmasi.1.langkah.2"],
        ),
        ("konfirmasi: [{bagian: langkah.uraian, judul: A, sebab: B, perkiraan: ya}]", ["R210 galat konfirmasi.1"]),
        ("konfirmasi: [{bagian: langkah.uraian, judul: A, sebab: B, perkiraan: ya, langkah: 1}]", []),
        ("konfirmasi: [{bagian: langkah.uraian, judul: A, sebab: B}]", []),
        ("konfirmasi: [{bagian: judul, judul: A, sebab: B, perkiraan: ya}]", []),
        # R211: by its file and by its title.
        ("keterkaitan: [{sop: surat}]", ["R211 peringatan keterkaitan.1"]),
        ("keterkaitan: [{judul: SOP pengelolaan surat}]", ["R211 peringatan keterkaitan.1"]),
        ("keterkaitan: [{judul: Pengelolaan Arsip}]", []),
        # R212: once for each SOP.
        (
            "keterkaitan: []\n"
            + steps(f"{SURAT}, sop_terkait: [{{sop: tamu}}, {{judul: SOP Penerimaan Tamu}}]", ARSIP),
            ["R212 saran langkah.1.sop_terkait.1", "R213 peringatan langkah.1.sop_terkait.2"],
        ),
        ("keterkaitan: [{judul: SOP Penerimaan Tamu}]\n" + steps(f"{SURAT}, sop_terkait: {{sop: tamu}}", ARSIP), []),
        # R213: each list by itself.
        ("keterkaitan: [{sop: tamu}, {judul: penerimaan tamu}]", ["R213 peringatan keterkaitan.2"]),
        ("dasar_hukum: [perbup-1-2024, perbup-1-2024]", ["R213 peringatan dasar_hukum.2"]),
        (steps(f"{SURAT}, formulir: [buku-tamu, buku-tamu]", ARSIP), ["R213 peringatan langkah.1.formulir.2"]),
        (steps(f"{SURAT}, formulir: buku-tamu", f"{ARSIP}, formulir: buku-tamu"), []),
        (
            steps(SURAT, ARSIP).replace("pelaksana: staf", "pelaksana: [staf, staf]", 1),
            ["R213 peringatan langkah.1.pelaksana.2"],
        ),
    ],
)
def test_an_sop(tmp_path: Path, text: str, told: list[str]) -> None:
    assert tell(tmp_path, "sop/surat.yml", text) == told


@pytest.mark.parametrize(("extra", "told"), [("kepala", []), ("kepla", ["R201 galat prosedur.2.pelaksana.2"])])
def test_columns_of_a_procedure(tmp_path: Path, extra: str, told: list[str]) -> None:
    assert tell(tmp_path, "sop/surat.yml", "pelaksana: []\n" + TWO.replace("{1}", extra)) == told


@pytest.mark.parametrize(
    ("procedures", "name", "remedy"),
    [
        (1, "9", "tulis nomor atau id langkah yang ada"),
        (1, "1, 2", "tulis langkah: [1, 2]"),
        (1, "1, 9", "tulis nomor atau id langkah yang ada"),
        (2, "1", "tulis nomor prosedur dan nomor langkah, misalnya 2-3"),
        (2, "1-1, 2-2", "tulis langkah: [1-1, 2-2]"),
    ],
)
def test_how_to_name_a_step(tmp_path: Path, procedures: int, name: str, remedy: str) -> None:
    text = f"konfirmasi: [{{bagian: langkah.uraian, judul: A, sebab: B, langkah: '{name}'}}]\n"
    text += "pelaksana: []\n" + TWO.replace("{1}", "kepala") if procedures == 2 else ""
    (finding,) = findings_of(tmp_path, "sop/surat.yml", text)
    assert (finding.code, finding.field, finding.remedy) == ("R207", "konfirmasi.1.langkah.1", remedy)


@pytest.mark.parametrize(
    ("file", "content", "text"),
    [
        ("jabatan.yml", "{}", "pengesahan: {jabatan: kepala}"),
        ("jabatan.yml", "", None),
        ("jabatan.yml", "staf: {nama: Staf}\n", "pengesahan: {jabatan: kepala}"),
        ("jabatan.yml", "staf: {}\n", None),
        ("peraturan.yml", "", "dasar_hukum: perbup-1-2024"),
        ("peraturan.yml", "perbup-1-2024: {}\n", None),
    ],
)
def test_of_a_file_that_is_wrong_as_a_whole_nothing_is_known(
    tmp_path: Path, file: str, content: str, text: str | None
) -> None:
    """A file that could not be read may name anybody; nor is an empty jabatan.yml one that says there is nobody."""
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    (tmp_path / file).write_text(content, "utf-8")
    codes = {f.code for f in examine(tmp_path)[1]} & {"R201", "R203"}
    assert codes == ({"R201" if file == "jabatan.yml" else "R203"} if text else set())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bawaan: {pengesahan: {jabatan: kepala}, dasar_hukum: [perbup-1-2024]}", []),
        ("bawaan: {pengesahan: {jabatan: kepla}}", ["R220 peringatan bawaan.pengesahan.jabatan"]),
        (
            "bawaan: {penanda_tangan_lain: [{sebutan: A, jabatan: kepala}, {sebutan: B, jabatan: kepla}]}",
            ["R220 peringatan bawaan.penanda_tangan_lain.2.jabatan"],
        ),
        ("bawaan: {dasar_hukum: [perbup-1-2024, perbup-2-2024]}", ["R220 peringatan bawaan.dasar_hukum.2"]),
        ("unit: {sekretariat: {nama: Sekretariat, pengesahan: {jabatan: kepala}}}", []),
        (
            "unit: {sekretariat: {nama: Sekretariat, pengesahan: {jabatan: kepla}}}",
            ["R220 peringatan unit.sekretariat.pengesahan.jabatan"],
        ),
        # Reviewers of a unit, or of all.
        ("peninjau: {sekretariat: [kepala], semua: [staf]}", None),
        ("peninjau: {sekretriat: [kepala]}", ["R206 galat peninjau.sekretriat"]),
        ("peninjau: {sekretariat: [kepala, kepla]}", ["R201 galat peninjau.sekretariat.2"]),
        ("logo: lain.svg", ["R208 galat logo"]),
        ("logo: jabatan.yml", ["S405 galat logo"]),
        ("warna: '#1f5a8a'", []),
        ("warna: '#8fc1e8'", ["S412 peringatan warna"]),
        # What paper shows must be in its font; names of files and remarks are not shown.
        ("nama: DINAS 🙂", ["S404 peringatan nama"]),
        ("label: {nomor: Nomor 🙂}", ["S404 peringatan label.nomor"]),
        ("logo:", ["S411 saran logo"]),
    ],
)
def test_the_agency(tmp_path: Path, text: str, told: list[str] | None) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    agency = (PUSTAKA / "instansi.yml").read_text("utf-8").splitlines()
    key = text.partition(":")[0]
    (tmp_path / "instansi.yml").write_text(
        "\n".join([line for line in agency if not line.startswith(f"{key}:")] + [text, ""]), "utf-8"
    )
    its = [f"{f.code} {f.severity} {f.field}" for f in found(tmp_path, "") if f.file == "instansi.yml"]
    assert its == (told or [])


def test_unknown_defaults_of_files_that_are_wrong_as_a_whole(tmp_path: Path) -> None:
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    agency = (PUSTAKA / "instansi.yml").read_text("utf-8")
    wanted = "bawaan: {pengesahan: {jabatan: kepala}, dasar_hukum: [perbup-1-2024]}\n"
    (tmp_path / "instansi.yml").write_text(agency + wanted, "utf-8")
    for content, told in (("perbup-1-2024: {}\n", []), ("", ["bawaan.dasar_hukum.1"])):
        (tmp_path / "peraturan.yml").write_text(content, "utf-8")
        assert [f.field for f in examine(tmp_path)[1] if f.code == "R220"] == told
    (tmp_path / "jabatan.yml").write_text("kepala: {}\n", "utf-8")
    assert [f.field for f in examine(tmp_path)[1] if f.code == "R220"] == []


@pytest.mark.parametrize("length", [EASY_LENGTH, EASY_LENGTH + 1])
@pytest.mark.parametrize("kind", ["sop", "formulir"])
def test_long_names_of_files(tmp_path: Path, kind: str, length: int) -> None:
    """R215; the name of what was published stays."""
    shutil.copytree(PUSTAKA, tmp_path, dirs_exist_ok=True)
    old = tmp_path / ("sop/tamu.yml" if kind == "sop" else "formulir/buku-tamu.yml")
    path = old.with_stem("a" * length)
    title = "Penerimaan Tamu" if kind == "sop" else "Buku Tamu"
    path.write_text(old.read_text("utf-8").replace(title, "Rapat"), "utf-8")
    told = [f for f in examine(tmp_path)[1] if f.code == "R215"]
    assert [(f.file, f.field) for f in told] == ([(f"{kind}/{path.name}", "judul")] if length > EASY_LENGTH else [])
    assert all(f.remedy.endswith("misalnya 'rapat.yml'") for f in told)
    if told and kind == "sop":
        path.write_text(path.read_text("utf-8") + "sidik: abc\n", "utf-8")
        (told,) = [f for f in examine(tmp_path)[1] if f.code == "R215"]
        assert told.remedy == "simpan situs pada folder yang pendek, misalnya D:/sop"
