"""What is said of published SOPs, their copies, names, reviews and moved files (V9xx), place by place.

A small library is published through the commands; then files are changed by hand, as people do.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.check import rules
from generator.check.revisi_rules import missing_for_publication
from generator.commands import actions
from generator.commands.review_sop import review
from generator.data.fingerprint import fingerprint
from generator.data.loader import load
from generator.data.sop import Sop
from generator.examine import examine
from generator.findings import CODES, Finding
from tests.support.libraries import make_library

D = datetime.date
FORM = "judul: Kartu\nbagian: [{isian: [{id: a, label: A}]}]\n"
LAWS = "perda: {judul: Peraturan Daerah Nomor 1 Tahun 2020 tentang Surat, singkat: Perda 1/2020}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = make_library(tmp_path)
    (folder / "formulir").mkdir(exist_ok=True)
    (folder / "formulir/kartu.yml").write_text(FORM, "utf-8")
    (folder / "peraturan.yml").write_text(LAWS, "utf-8")
    agency = (folder / "instansi.yml").read_text("utf-8")
    (folder / "instansi.yml").write_text(agency + "unit: {tu: {nama: Tata Usaha}}\n", "utf-8")
    (folder / "jabatan.yml").write_text(
        "petugas: {nama: Petugas}\natasan: {nama: Atasan, lengkap: Atasan Langsung}\n", "utf-8"
    )
    edit(folder, "sop/surat.yml", "pengesahan:", "unit: tu\ndasar_hukum: perda\npengesahan:")
    edit(folder, "sop/surat.yml", "uraian: Menerima surat\n", "uraian: Menerima surat\n    formulir: kartu\n")
    return folder


@pytest.fixture
def terbit(data: Path) -> Path:
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    return data


@pytest.fixture
def revised(terbit: Path) -> Path:
    """Revision 1 in force, 0 in the archive."""
    actions.revise(terbit, "surat", ["Waktu dipersingkat"], None, D(2025, 1, 2), D(2025, 2, 1))
    actions.publish(terbit, "surat")
    return terbit


def edit(data: Path, file: str, old: str, new: str) -> None:
    text = (data / file).read_text("utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new, 1), "utf-8")


def found(data: Path, family: str = "V") -> list[Finding]:
    return [f for f in examine(data)[1] if f.code[0] in family]


def told(data: Path, family: str = "V") -> list[str]:
    return [f"{f.code} {f.severity} {f.file} {f.field}" for f in found(data, family)]


def test_what_is_published_as_it_was_gives_nothing(revised: Path) -> None:
    assert told(revised) == []


def test_an_edited_sop_is_told_with_its_first_changes(revised: Path) -> None:
    steps = ("Menerima surat", "Memeriksa kelengkapan surat", "Menandatangani surat", "Mengarsipkan surat")
    for changed, rest in ((2, ""), (3, ""), (4, "; dan 1 perubahan lain")):
        edit(revised, "sop/surat.yml", f"uraian: {steps[changed - 1]}", f"uraian: {steps[changed - 1]} lama")
        if changed == 2:
            edit(revised, "sop/surat.yml", f"uraian: {steps[0]}", f"uraian: {steps[0]} lama")
        (finding,) = found(revised)
        assert (finding.code, finding.file, finding.field) == ("V901", "sop/surat.yml", "status")
        assert finding.message.startswith("diubah tanpa revisi: ")
        assert finding.message.count("; ") == min(changed, 3) - 1 + bool(rest)
        assert finding.message.endswith(rest)
        assert "jalankan 'sop revise surat'" in finding.remedy


def test_what_is_no_content_is_not_named_as_a_change(revised: Path) -> None:
    edit(revised, "sop/surat.yml", "\nlangkah:", "\nkata_kunci: agenda\nlangkah:")
    edit(revised, "sop/surat.yml", "2024-01-02,", "2024-01-02, evaluasi: 2026-01-01, monitoring: 2026-01-01,")
    assert told(revised) == []
    edit(revised, "sop/surat.yml", "waktu: 5 menit", "waktu: 6 menit")
    (finding,) = found(revised)
    assert finding.message.count(";") == 0
    assert "evaluasi" not in finding.message


def test_a_published_sop_without_its_copy(revised: Path) -> None:
    (revised / "arsip/surat/1.yml").unlink()
    (finding,) = found(revised)
    assert (finding.code, finding.file, finding.field) == ("V903", "sop/surat.yml", "sidik")
    assert finding.message == "salinan terbit arsip/surat/1.yml tidak ada"
    edit(revised, "sop/surat.yml", "waktu: 5 menit", "waktu: 6 menit")
    (finding,) = found(revised)
    assert finding.message == "diubah tanpa revisi: isinya tidak cocok lagi dengan sidiknya"


def test_a_first_revision_without_its_copy(terbit: Path) -> None:
    (terbit / "arsip/surat/0.yml").unlink()
    assert [f.message for f in found(terbit)] == ["salinan terbit arsip/surat/0.yml tidak ada"]


@pytest.mark.parametrize("revisi", [0, 1])
def test_an_edited_copy(revised: Path, revisi: int) -> None:
    edit(revised, f"arsip/surat/{revisi}.yml", "waktu: 5 menit", "waktu: 6 menit")
    assert told(revised) == [f"V904 galat arsip/surat/{revisi}.yml sidik"]


def test_a_copy_under_the_number_of_another(revised: Path) -> None:
    (revised / "arsip/surat/0.yml").rename(revised / "arsip/surat/7.yml")
    lines = [line for line in told(revised) if "V905" in line]
    assert lines == ["V905 peringatan arsip/surat/7.yml revisi"]


@pytest.mark.parametrize(
    ("status", "lines"), [("draf", []), ("ditinjau", []), ("berlaku", ["V902 saran sop/surat.yml status"])]
)
def test_in_force_and_never_published(data: Path, status: str, lines: list[str]) -> None:
    edit(data, "sop/surat.yml", "status: draf", f"status: {status}")
    assert told(data) == lines


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "said"),
    [
        ("instansi.yml", "nama: ", "nama: BARU ", "V910 saran instansi.yml nama", None),
        ("instansi.yml", "Tata Usaha", "Umum", "V910 saran instansi.yml unit.tu", "Tata Usaha"),
        ("jabatan.yml", "nama: Petugas", "nama: Pelaksana", "V910 saran jabatan.yml petugas.nama", "Petugas"),
        ("jabatan.yml", "Atasan Langsung", "Pimpinan", "V910 saran jabatan.yml atasan.lengkap", "Atasan Langsung"),
        ("peraturan.yml", "tentang Surat", "tentang Naskah", "V910 saran peraturan.yml perda.judul", "tentang Surat"),
        ("formulir/kartu.yml", "judul: Kartu", "judul: Lembar", "V910 saran formulir/kartu.yml judul", "Kartu"),
        ("formulir/kartu.yml", "label: A", "label: B", "V912 saran formulir/kartu.yml judul", "formulir berubah"),
    ],
)
def test_a_renamed_thing(revised: Path, file: str, old: str, new: str, place: str, said: str | None) -> None:
    edit(revised, file, old, new)
    lines = [line for line in told(revised) if not (line.startswith("V912") and place.startswith("V910"))]
    assert lines == [place]
    finding = next(f for f in found(revised) if f.code == place[:4])
    assert "SOP berlaku Surat memakai yang lama sampai direvisi" in finding.message or place.startswith("V912")
    assert said is None or said in finding.message


def test_a_label_that_was_changed(revised: Path) -> None:
    with (revised / "instansi.yml").open("a", encoding="utf-8") as file:
        file.write("label: {nama_sop: Judul}\n")
    assert told(revised) == ["V910 saran instansi.yml label.nama_sop"]


def test_only_what_is_in_force_keeps_its_names(revised: Path) -> None:
    actions.withdraw(revised, "surat", D(2026, 1, 1), None)
    edit(revised, "jabatan.yml", "nama: Petugas", "nama: Pelaksana")
    assert told(revised) == []


@pytest.mark.parametrize("file", ["sop/surat.yml", "arsip/surat/0.yml", "arsip/surat/1.yml"])
def test_edited_names(revised: Path, file: str) -> None:
    edit(revised, file, "petugas: Petugas", "petugas: Pelaksana")
    lines = told(revised)
    assert f"V911 galat {file} nama_terbit" in lines
    # What the other file of the same revision says of it besides is another matter.
    assert len(lines) == 1 or file == "arsip/surat/1.yml"


def test_names_that_were_taken_out_of_the_file_but_not_of_its_copy(revised: Path) -> None:
    path = revised / "sop/surat.yml"
    before, _, after = path.read_text("utf-8").partition("nama_terbit:")
    rest = after[after.index("# catatan di akhir") :] if "# catatan di akhir" in after else ""
    path.write_text(before + rest, "utf-8")
    (finding,) = found(revised)
    assert (finding.code, finding.field) == ("V911", "sidik")
    assert finding.remedy == "kembalikan bagian nama_terbit dari arsip/surat/1.yml"


# --- what publishing asks for


def lacking(data: Path, change: Callable[[Sop], Sop]) -> list[tuple[str, str]]:
    proyek, _ = load(data)
    assert proyek is not None
    return [(f.field, f.message) for f in missing_for_publication(proyek, "surat", change(proyek.sop["surat"]))]


def without(*keys: str) -> Callable[[Sop], Sop]:
    def change(sop: Sop) -> Sop:
        dates = sop.tanggal.model_copy(update={key: None for key in keys if key in ("pembuatan", "efektif", "revisi")})
        return sop.model_copy(update={key: None for key in keys if key in Sop.model_fields} | {"tanggal": dates})

    return change


@pytest.mark.parametrize(
    ("key", "place", "message"),
    [
        ("nomor", "nomor", "nomor SOP belum diisi"),
        ("pembuatan", "tanggal.pembuatan", "tanggal pembuatan belum diisi"),
        ("efektif", "tanggal.efektif", "tanggal efektif belum diisi"),
        ("pengesahan", "pengesahan", "pejabat yang mengesahkan belum diisi"),
        ("perubahan", "perubahan", "ringkasan perubahan belum diisi"),
    ],
)
def test_what_a_next_revision_needs(terbit: Path, key: str, place: str, message: str) -> None:
    actions.revise(terbit, "surat", ["A"], None, D(2025, 1, 2), D(2025, 2, 1))
    assert lacking(terbit, without()) == []
    # Where a key is written, the finding stands at it; else at what is around it.
    ((field, said),) = lacking(terbit, without(key))
    assert (field, said) == (place, message)


@pytest.mark.parametrize(("revisi", "lines"), [(0, []), (1, ["tanggal.revisi", "perubahan"])])
def test_only_a_next_revision_needs_a_day_of_revision_and_a_summary(data: Path, revisi: int, lines: list[str]) -> None:
    day = {"efektif": D(2024, 2, 1)}
    number = {"revisi": revisi}
    change = lambda sop: sop.model_copy(update=number | {"tanggal": sop.tanggal.model_copy(update=day)})  # noqa: E731
    assert [field for field, _ in lacking(data, change)] == lines


@pytest.mark.parametrize(
    ("day", "since"),
    [
        (D(2024, 1, 31), "1 Februari 2025"),
        (D(2025, 1, 31), "1 Februari 2025"),
        (D(2025, 2, 1), None),
        (D(2025, 2, 2), None),
    ],
)
def test_a_revision_does_not_take_effect_before_the_last_one(
    revised: Path, day: datetime.date, since: str | None
) -> None:
    actions.revise(revised, "surat", ["A"], None, D(2026, 1, 2), day)
    lines = lacking(revised, without())
    expected = f"tanggal efektif mendahului revisi 1, yang berlaku sejak {since}"
    assert lines == ([("tanggal.efektif", expected)] if since else [])


def test_the_first_revision_has_none_before_it(data: Path) -> None:
    change = lambda sop: sop.model_copy(  # noqa: E731
        update={"tanggal": sop.tanggal.model_copy(update={"efektif": D(1999, 1, 1)})}
    )
    assert lacking(data, change) == []


# --- reviews


def reviewed(data: Path) -> None:
    with (data / "instansi.yml").open("a", encoding="utf-8") as file:
        file.write("peninjau: {semua: [atasan]}\n")


@pytest.mark.parametrize(("status", "lines"), [("draf", []), ("ditinjau", ["V920 saran sop/surat.yml tinjauan"])])
def test_an_sop_waits_only_while_it_is_reviewed(data: Path, status: str, lines: list[str]) -> None:
    reviewed(data)
    edit(data, "sop/surat.yml", "status: draf", f"status: {status}")
    assert told(data) == lines
    if lines:
        assert found(data)[0].message.startswith("belum ditinjau Atasan Langsung (isi sekarang berkode ")


@pytest.mark.parametrize("status", ["draf", "ditinjau"])
def test_a_review_of_another_content_and_one_that_sent_it_back(data: Path, status: str) -> None:
    reviewed(data)
    edit(data, "sop/surat.yml", "status: draf", f"status: {status}")
    review(data, "surat", "atasan", "setuju", D(2024, 1, 5))
    assert told(data) == []
    edit(data, "sop/surat.yml", "waktu: 5 menit", "waktu: 6 menit")
    assert told(data) == ["V921 saran sop/surat.yml tinjauan.1"]
    assert "Atasan Langsung meninjau isi lain: pada 5 Januari 2024 kode isinya" in found(data)[0].message
    review(data, "surat", "atasan", "perbaiki", D(2024, 1, 6), catatan="Waktunya  kurang")
    assert told(data) == ["V922 saran sop/surat.yml tinjauan.2"]
    (finding,) = found(data)
    assert finding.message == "Atasan Langsung meminta perbaikan pada 6 Januari 2024: Waktunya kurang"
    assert "'sop review surat --sebagai atasan'" in finding.remedy
    assert [f.severity for f in missing(data)] == ["galat"]


def missing(data: Path) -> list[Finding]:
    proyek, _ = load(data)
    assert proyek is not None
    return [f for f in missing_for_publication(proyek, "surat", proyek.sop["surat"]) if f.code != "V906"]


def test_a_reviewer_that_nobody_knows_is_named_by_the_id(data: Path) -> None:
    reviewed(data)
    edit(data, "instansi.yml", "semua: [atasan]", "semua: [tukang]")
    assert [f.message.partition(" (")[0] for f in missing(data)] == ["belum ditinjau tukang"]
    assert told(data, "R") == ["R201 galat instansi.yml peninjau.semua.1"]


def test_reviews_that_differ_from_those_of_the_copy(data: Path) -> None:
    reviewed(data)
    review(data, "surat", "atasan", "setuju", D(2024, 1, 5))
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    assert told(data) == []
    edit(data, "sop/surat.yml", "2024-01-05", "2024-01-04")
    assert told(data) == ["V923 peringatan sop/surat.yml tinjauan"]


# --- moved, deleted and put back by hand


def test_a_file_that_was_moved(revised: Path) -> None:
    (revised / "sop/surat.yml").rename(revised / "sop/naskah.yml")
    assert told(revised) == ["V931 peringatan sop/naskah.yml judul"]
    assert "sop/surat.yml yang dipindah dengan tangan" in found(revised)[0].message
    assert found(revised)[0].remedy.startswith("jalankan 'sop rename surat naskah'")


def test_an_archive_that_stayed_behind_a_rename(revised: Path) -> None:
    (revised / "sop/surat.yml").rename(revised / "sop/naskah.yml")
    edit(revised, "sop/naskah.yml", "judul: Surat\n", "judul: Surat\nnama_lama: [surat]\n")
    lines = [line for line in told(revised) if line.startswith("V931")]
    assert lines == ["V931 galat sop/naskah.yml judul"]


@pytest.mark.parametrize("gone", [False, True])
def test_a_file_that_was_deleted(revised: Path, gone: bool) -> None:
    if gone:
        actions.withdraw(revised, "surat", D(2026, 1, 1), None)
    (revised / "sop/surat.yml").unlink()
    assert told(revised) == [f"V932 {'saran' if gone else 'peringatan'} arsip/surat/1.yml judul"]
    assert "'sop restore surat 1'" in found(revised)[0].remedy


def test_an_earlier_revision_put_back(revised: Path) -> None:
    (revised / "sop/surat.yml").write_bytes((revised / "arsip/surat/0.yml").read_bytes())
    (finding,) = [f for f in found(revised) if f.code == "V933"]
    assert (finding.severity, finding.file, finding.field) == ("galat", "sop/surat.yml", "status")
    assert finding.message == "berkas ini memuat revisi 0, padahal revisi 1 sudah diterbitkan"
    assert finding.remedy.startswith("'sop restore surat 0' menjadikan")
    assert finding.remedy.endswith("'sop restore surat 1' mengembalikan revisi 1")


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        ({"surat": "[lama]"}, []),
        ({"surat": "[lain]"}, ["V930 galat sop/surat.yml nama_lama.lain"]),
        ({"surat": "[surat]"}, []),
        ({"surat": "[lama]", "lain": "[lama]"}, ["V930 galat sop/surat.yml nama_lama.lama"]),
    ],
)
def test_former_names(data: Path, names: dict[str, str], lines: list[str]) -> None:
    other = "judul: Nota\npelaksana: petugas\nlangkah: [{uraian: Menulis nota, pelaksana: petugas}]\n"
    (data / "sop/lain.yml").write_text(other, "utf-8")
    for slug, written in names.items():
        with (data / f"sop/{slug}.yml").open("a", encoding="utf-8") as file:
            file.write(f"nama_lama: {written}\n")
    assert told(data) == lines
    if lines:
        remedy = found(data)[0].remedy
        assert remedy.startswith("ganti nama SOP itu dengan 'sop rename lain " if "lain" in lines[0][-4:] else "hapus")


# --- cancelled revisions


def cancel(data: Path, file: str, day: str) -> None:
    text = (data / file).read_text("utf-8").replace("status: berlaku", "status: dicabut", 1)
    (data / file).write_text(text + f"pencabutan: {{tanggal: {day}, hanya_revisi: ya}}\n", "utf-8")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-02-01", "revisi ini sudah berlaku sejak 1 Februari 2025, jadi tidak dapat dibatalkan sendiri"),
        ("2025-03-01", "revisi ini sudah berlaku sejak 1 Februari 2025, jadi tidak dapat dibatalkan sendiri"),
        ("2025-01-31", "revisi 1 dibatalkan pada 31 Januari 2025, tetapi masih ada di sini"),
    ],
)
def test_a_cancelled_revision_that_is_still_there(revised: Path, day: str, said: str) -> None:
    for file in ("sop/surat.yml", "arsip/surat/1.yml"):
        cancel(revised, file, day)
    its = [f for f in found(revised) if f.code == "V934"]
    assert {f.message for f in its} == {said}
    fields = {"status"} if "masih ada" in said else {"pencabutan.hanya_revisi"}
    assert {f.field for f in its} == fields


def test_the_only_revision_cannot_be_cancelled_alone(terbit: Path) -> None:
    for file in ("sop/surat.yml", "arsip/surat/0.yml"):
        cancel(terbit, file, "2024-01-15")
    its = [f for f in found(terbit) if f.code == "V934"]
    assert {f.message for f in its} == {"tidak ada revisi lain yang terbit, jadi yang berakhir bukan hanya revisi ini"}


# --- signed documents in the archive


def keep(data: Path, revisi: int, sop_of: int, content: bytes = b"%PDF-1.4 surat", *, record: bool = True) -> None:
    """A signed document of ``revisi`` by hand, with a record for the content of revision ``sop_of``."""
    folder = data / "arsip/surat"
    (folder / f"{revisi}.pdf").write_bytes(content)
    proyek, _ = load(data)
    assert proyek is not None
    texts = {1: proyek.terbit["surat"], 0: proyek.arsip["surat"][0]}
    mark = fingerprint(texts[sop_of])
    digest = hashlib.sha256(b"%PDF-1.4 surat").hexdigest()
    if record:
        lines = f"sidik: {mark}\nsha256: {digest}\ntanggal: 2025-03-04\ndiperiksa: teks\n"
        (folder / f"{revisi}.pdf.yml").write_text(lines, "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("revisi", [0, 1])
def test_a_signed_document(revised: Path, revisi: int) -> None:
    name = f"arsip/surat/{revisi}.pdf"
    keep(revised, revisi, revisi)
    assert told(revised) == []
    keep(revised, revisi, revisi, b"%PDF-1.4 lain")
    (finding,) = found(revised)
    assert (finding.code, finding.file, finding.field) == ("V941", f"{name}.yml", "sha256")
    assert finding.message == f"dokumen bertanda tangan {name} bukan lagi berkas yang dilampirkan pada 4 Maret 2025"
    (revised / name).unlink()
    (finding,) = found(revised)
    assert (finding.code, finding.file, finding.field) == ("V942", f"{name}.yml", "sha256")
    lost = "tidak ada, tidak dapat dibaca, atau lebih dari 20 MB"
    assert finding.message == f"dokumen bertanda tangan {name} {lost}"
    keep(revised, revisi, 1 - revisi)
    (finding,) = found(revised)
    assert (finding.code, finding.file, finding.field) == ("V943", f"{name}.yml", "sidik")
    assert finding.message == f"dokumen bertanda tangan ini dilampirkan pada isi lain, bukan isi revisi {revisi}"


@pytest.mark.slow
def test_a_signed_document_without_a_record_or_a_revision(revised: Path) -> None:
    keep(revised, 1, 1, record=False)
    (finding,) = found(revised)
    assert (finding.code, finding.severity, finding.file) == ("V940", "peringatan", "arsip/surat/1.pdf")
    assert (finding.line, finding.column, finding.field) == (0, 0, "")
    assert finding.remedy == "lampirkan berkas ini dengan 'sop attach surat' dan --revisi 1"
    # A record that cannot be read is told of by reading.
    (revised / "arsip/surat/1.pdf.yml").write_text("sidik: x\n", "utf-8")
    assert told(revised) == []
    (revised / "arsip/surat/1.pdf.yml").unlink()
    (revised / "arsip/surat/1.pdf").rename(revised / "arsip/surat/7.pdf")
    (finding,) = found(revised)
    assert (finding.code, finding.severity, finding.file) == ("V943", "peringatan", "arsip/surat/7.pdf")
    assert (finding.line, finding.column, finding.field) == (0, 0, "")
    assert "surat revisi 7 tidak pernah terbit" in finding.message


# --- the register


def test_a_rule_with_several_codes_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_RULES", {kind: {} for kind in rules._RULES})
    monkeypatch.setattr(rules, "_KIND_OF", {})
    before = dict(CODES)
    try:

        @rules.rule("V998", "saran", of="hari")
        @rules.rule("V999", "peringatan", "saran", of="hari", basis="X")
        def both() -> list[Finding]:
            return []

        assert list(rules.rules_of("hari")) == [both]
        assert list(rules.rules_of("sop")) == []
        assert rules.codes_of("hari") == {"V998", "V999"}
        assert rules.codes_of("sop") == frozenset()
        assert rules.is_rule("V999") and not rules.is_rule("V997")
        assert (CODES["V999"].severities, CODES["V999"].basis) == (("peringatan", "saran"), "PermenPAN-RB 35/2012, X")
    finally:
        CODES.clear()
        CODES.update(before)
