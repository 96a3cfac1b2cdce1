"""A name changed elsewhere leaves what was signed as it was signed: one story through the real commands.

An SOP is published twice; its first revision is one from before names were kept. Then everything that it names is
renamed in other files. Site, papers, findings, diff and impact are read before and after, and after the next revision.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from generator.build.slices import _said
from generator.data.fingerprint import fingerprint, names_fingerprint
from generator.data.library import Library
from generator.data.loader import load
from generator.data.sop import Sop
from generator.examine import examine
from generator.pipeline import build
from generator.revisions.names import freeze_names, ids_of, renamed
from generator.revisions.reader_view import for_reader, with_edition
from tests.commands.test_revision import run
from tests.support.pdf import read
from tests.support.tools import ROOT

pytestmark = pytest.mark.xdist_group("signed names")

SITE_ADDRESS = "https://sop.contoh.go.id/"
FILES = {
    "instansi.yml": f"""\
pemerintah: PEMERINTAH LAMA
nama: DINAS LAMA
alamat_situs: {SITE_ADDRESS}
label: {{nama_sop: Judul Lama}}
unit: {{tata-usaha: {{nama: Unit Lama}}}}
""",
    "jabatan.yml": """\
petugas: {nama: Petugas Lama}
penyusun: {nama: Penyusun Lama, lengkap: Penyusun Lengkap Lama}
atasan: {nama: Atasan Lama, lengkap: Atasan Lengkap Lama}
""",
    "peraturan.yml": "perda: {judul: Peraturan Lama Nomor 1, singkat: Singkat Lama 1}\n",
    "formulir/kartu.yml": "judul: Kartu Lama\nbagian: [{isian: [{id: asal, label: Asal}]}]\n",
    "sop/lain.yml": """\
judul: Prosedur Lama
pelaksana: petugas
langkah: [{uraian: Menerima barang, pelaksana: petugas}]
""",
    "sop/surat.yml": """\
judul: Surat
nomor: 01/2024
unit: tata-usaha
status: draf
tanggal: {pembuatan: 2024-01-02}
pengesahan: {jabatan: atasan, nama: Nama Pejabat}
penanda_tangan_lain: {sebutan: Disusun oleh, jabatan: penyusun}
dasar_hukum: perda
keterkaitan: [{sop: lain}]
pelaksana: [petugas, atasan]
langkah:
  - uraian: Menerima surat
    pelaksana: petugas
    formulir: kartu
    mutu_baku: {kelengkapan: Surat, waktu: 5 menit, output: Surat}
  - uraian: Menandatangani surat
    pelaksana: atasan
    mutu_baku: {kelengkapan: Surat, waktu: 5 menit, output: Surat bertanda tangan}
""",
}
LAMA = (
    "PEMERINTAH LAMA", "DINAS LAMA", "Judul Lama", "Petugas Lama", "Atasan Lama", "Atasan Lengkap Lama",
    "Penyusun Lengkap Lama", "Peraturan Lama Nomor 1", "Prosedur Lama",
)  # fmt: skip
"""Names that the official document prints."""
BARU = tuple(name.replace("Lama", "Anyar").replace("LAMA", "ANYAR") for name in LAMA)


class Kisah:
    """The library of the story, and what its site says."""

    def __init__(self, folder: Path, files: Mapping[str, str] = FILES) -> None:
        self.folder, self.data = folder, folder / "data"
        for name, text in files.items():
            (self.data / name).parent.mkdir(parents=True, exist_ok=True)
            (self.data / name).write_text(text, "utf-8")

    def copy(self, folder: Path) -> Kisah:
        """The library and its site in another folder, for what goes on with it."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Kisah(folder, {})

    def do(self, *arguments: str, kode: int = 0) -> str:
        done = run(*arguments, data=self.data)
        assert done.returncode == kode, (arguments, done.stdout, done.stderr)
        return done.stdout

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        path = self.data / name
        old = path.read_text("utf-8")
        assert change(old) != old
        path.write_text(change(old), "utf-8")

    def build(self) -> None:
        result = build(self.data, self.folder / "site", home=self.folder / "kerja")
        assert result.built, result.findings

    def page(self, key: str) -> str:
        """The words of a page, as a reader reads them."""
        text = (self.folder / "site" / key / "index.html").read_text("utf-8")
        body = text[text.index('id="isi"') :]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body[: body.index("</article>")])).split())

    def pdf(self, path: str) -> str:
        pages = read((self.folder / "site" / path).read_bytes()).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    def proyek(self) -> Library:
        proyek, _ = load(self.data)
        assert proyek is not None
        return proyek

    def sop(self) -> Sop:
        return self.proyek().sop["surat"]


@pytest.fixture(scope="module")
def terbit(tmp_path_factory: pytest.TempPathFactory) -> Kisah:
    """Revision 1 in force, revision 0 in the archive without names, as one from before."""
    kisah = Kisah(tmp_path_factory.mktemp("nama"))
    kisah.do("publish", "surat", "--tanggal-efektif", "2024-02-01")
    kisah.do("revise", "surat", "--ringkasan", "Waktu dipersingkat", "--alasan", "Evaluasi")
    kisah.edit("sop/surat.yml", lambda text: text.replace("5 menit", "4 menit"))
    kisah.do("publish", "surat", "--tanggal-revisi", "2024-03-01", "--tanggal-efektif", "2024-03-01")
    kisah.edit("arsip/surat/0.yml", lambda text: text[: text.index("nama_terbit:")])
    return kisah


@pytest.fixture(scope="module")
def berganti(terbit: Kisah) -> Kisah:
    """Built, then everything renamed, and built again."""
    terbit.build()
    terbit.kode = fingerprint(terbit.sop())[:8]  # type: ignore[attr-defined]
    for name in FILES:
        if name != "sop/surat.yml":
            terbit.edit(name, lambda text: text.replace("Lama", "Anyar").replace("LAMA", "ANYAR"))
    terbit.edit("formulir/kartu.yml", lambda text: text.replace("label: Asal", "label: Asal surat"))
    terbit.build()
    return terbit


def test_publish_writes_the_names_into_the_file_and_its_copy(terbit: Kisah) -> None:
    text = (terbit.data / "sop/surat.yml").read_text("utf-8")
    assert "\nnama_terbit: # ditulis oleh sop publish; jangan diubah\n" in text
    assert (terbit.data / "arsip/surat/1.yml").read_text("utf-8") == text
    names = terbit.sop().nama_terbit
    assert names is not None
    assert names.sidik == names_fingerprint(terbit.sop().sidik, names)
    assert (names.jabatan, names.unit) == (
        {"petugas": "Petugas Lama", "atasan": "Atasan Lama", "penyusun": "Penyusun Lama"}, {"tata-usaha": "Unit Lama"}
    )  # fmt: skip
    assert names.formulir == {"kartu": "Kartu Lama"}
    assert len(names.kode_formulir["kartu"]) == 8


def test_what_is_in_force_prints_what_was_signed(berganti: Kisah) -> None:
    assert fingerprint(berganti.sop())[:8] == berganti.kode  # type: ignore[attr-defined]
    document, page = berganti.pdf("sop/surat/surat.pdf"), berganti.page("sop/surat")
    for old, new in zip(LAMA, BARU, strict=True):
        assert old in document, old
        assert new not in document, new
        assert old in page, old
        # Links to other SOPs may say today's title beside the signed one.
        assert new not in page or new == "Prosedur Anyar", new
    assert "Unit Lama" in page
    assert "Kartu Lama" in page
    for key in ("sop/surat/checklist", "sop/surat/checklist/1", "sop/surat/monitoring"):
        words = berganti.page(key)
        assert "DINAS LAMA" in words, key
        assert not re.search("Anyar|ANYAR", words), key
    for path in ("daftar-periksa.pdf", "lembar-langkah.pdf", "monitoring/monitoring-surat.pdf"):
        words = berganti.pdf(f"sop/surat/{path}")
        assert "DINAS LAMA" in words, path
        assert not re.search("Anyar|ANYAR", words), path


def test_what_was_never_signed_has_todays_names(berganti: Kisah) -> None:
    assert "Petugas Anyar" in berganti.page("sop/lain")
    assert "DINAS ANYAR" in berganti.pdf("sop/lain/lain.pdf")


def test_an_archive_from_before_says_that_its_names_are_todays(berganti: Kisah) -> None:
    said = "adalah nama sekarang; nama ketika revisi ini ditetapkan tidak tersimpan"
    page = berganti.page("sop/surat/revisi/0")
    assert said in page
    assert "Petugas Anyar" in page
    assert "Petugas Lama" not in page
    assert said not in berganti.page("sop/surat/revisi/1")


def test_pages_of_the_renamed_say_both_names(berganti: Kisah) -> None:
    actor = berganti.page("pelaksana/petugas")
    assert actor.count("Petugas Anyar") > 1
    assert "Dahulu Petugas Lama; nama itu masih tertulis pada SOP Surat." in actor
    law = berganti.page("peraturan/perda")
    assert "Dahulu Peraturan Lama Nomor 1; nama itu masih tertulis pada SOP Surat." in law
    form = berganti.page("formulir/kartu")
    assert "Kartu Anyar" in form
    assert "Dahulu Kartu Lama; nama itu masih tertulis pada SOP Surat." in form
    assert "Formulir ini berubah sejak SOP Surat revisi 1 ditetapkan." in form


def test_each_renamed_thing_is_one_finding_at_its_place(berganti: Kisah) -> None:
    _, findings = examine(berganti.data)
    told = {(f.file, f.field): f for f in findings if f.code == "V910"}
    assert {(file, field.split(".")[0]) for file, field in told} == {
        ("jabatan.yml", "petugas"), ("jabatan.yml", "atasan"), ("jabatan.yml", "penyusun"), ("peraturan.yml", "perda"),
        ("sop/lain.yml", "judul"),
        ("formulir/kartu.yml", "judul"), ("instansi.yml", "pemerintah"), ("instansi.yml", "nama"),
        ("instansi.yml", "label"), ("instansi.yml", "unit"),
    }  # fmt: skip
    (petugas,) = (f for f in told.values() if "Petugas" in f.message)
    assert petugas.message == (
        "nama jabatan berubah dari 'Petugas Lama' menjadi 'Petugas Anyar'; "
        "SOP berlaku Surat memakai yang lama sampai direvisi"
    )
    assert petugas.severity == "saran"
    assert [f.file for f in findings if f.code == "V912"] == ["formulir/kartu.yml"]
    assert not [f for f in findings if f.severity == "galat"]


def test_diff_and_impact_show_it(berganti: Kisah) -> None:
    told = berganti.do("diff", "surat", kode=1)
    assert "Nama jabatan berubah dari 'Petugas Lama' menjadi 'Petugas Anyar'; SOP ini memakai yang lama" in told
    assert "Isi formulir 'kartu' berubah" in told
    impact = berganti.do("impact", "surat")
    assert "Yang berganti di berkas lain sejak revisi itu" in impact
    assert "nama jabatan berubah dari 'Atasan Lama' menjadi 'Atasan Anyar'" in impact
    before = berganti.do("diff", "surat@1", "surat@1")
    assert "Tidak ada perbedaan" in before


def test_the_next_revision_begins_with_todays_names(berganti: Kisah, tmp_path: Path) -> None:
    berganti = berganti.copy(tmp_path)
    berganti.do("revise", "surat", "--ringkasan", "Nama baru dipakai", "--alasan", "Perubahan nama")
    text = (berganti.data / "sop/surat.yml").read_text("utf-8")
    assert "nama_terbit" not in text
    assert "jangan diubah" not in text
    berganti.build()
    draft = berganti.page("sop/surat/revisi/2")
    assert "Petugas Anyar" in draft
    assert "Petugas Lama" not in draft
    assert "Petugas Lama" in berganti.page("sop/surat")
    assert "Nama jabatan berubah dari 'Petugas Lama' menjadi 'Petugas Anyar'" in berganti.page(
        "sop/surat/revisi/2/banding"
    )
    berganti.do("publish", "surat", "--tanggal-revisi", "2024-05-01", "--tanggal-efektif", "2024-05-01")
    berganti.build()
    assert "Petugas Anyar" in berganti.pdf("sop/surat/surat.pdf")
    archived = berganti.page("sop/surat/revisi/1")
    for name in ("Petugas Lama", "Peraturan Lama Nomor 1", "DINAS LAMA", "Judul Lama", "SOP Prosedur Lama"):
        assert name in archived, name
    assert "Atasan Lengkap Lama, Nama Pejabat" in archived
    assert not [f for f in examine(berganti.data)[1] if f.code in ("V910", "V911", "V912")]
    withdrawn = berganti.do("withdraw", "surat", "--tanggal", "2024-06-01", "--alasan", "Digabung")
    assert "dicabut" in withdrawn
    assert berganti.sop().nama_terbit == berganti.proyek().terbit["surat"].nama_terbit is not None


@pytest.fixture
def baru_terbit(tmp_path: Path) -> Kisah:
    kisah = Kisah(tmp_path)
    kisah.do("publish", "surat", "--tanggal-efektif", "2024-02-01")
    return kisah


def test_diff_of_a_first_revision_tells_what_was_renamed(baru_terbit: Kisah) -> None:
    assert "Tidak ada perbedaan" in baru_terbit.do("diff", "surat")
    baru_terbit.edit("jabatan.yml", lambda text: text.replace("Petugas Lama", "Petugas Anyar"))
    assert "Petugas Anyar" in baru_terbit.do("diff", "surat", kode=1)
    assert '"sama": false' in baru_terbit.do("diff", "surat", "--format", "json", kode=1)


def test_diff_of_two_folders_tells_what_was_renamed_between_them(baru_terbit: Kisah, tmp_path: Path) -> None:
    """A draft prints today's names, so a rename changes it; what is in force keeps the old ones, and that is said."""
    old = tmp_path / "dulu"
    shutil.copytree(baru_terbit.data, old)
    baru_terbit.edit("jabatan.yml", lambda text: text.replace("Petugas Lama", "Petugas Anyar"))
    told = baru_terbit.do("diff", str(old), str(baru_terbit.data), kode=1)
    sentences = [line for line in told.splitlines() if "Petugas Anyar" in line]
    assert len(sentences) == 2
    assert sum("memakai yang lama sampai direvisi" in line for line in sentences) == 1


def without_names(text: str) -> str:
    return text[: text.index("nama_terbit:")]


@pytest.mark.parametrize(
    ("files", "change", "stands"),
    [
        (["sop/surat.yml"], lambda text: text.replace("Petugas Lama", "Petugas Lain"), ["sop/surat.yml"]),
        (["sop/surat.yml"], without_names, ["sop/surat.yml"]),
        (["arsip/surat/0.yml"], lambda text: text.replace("Unit Lama", "Unit Lain"), ["arsip/surat/0.yml"]),
        (["sop/surat.yml"], lambda text: text.replace("atasan: Atasan Lama", "kepala: Atasan Lama"), ["sop/surat.yml"]),
        (["sop/surat.yml", "arsip/surat/0.yml"], lambda text: text, []),
    ],
)
def test_names_edited_by_hand_are_seen(
    baru_terbit: Kisah, files: list[str], change: Callable[[str], str], stands: list[str]
) -> None:
    for name in files:
        path = baru_terbit.data / name
        path.write_text(change(path.read_text("utf-8")), "utf-8")
    found = [f for f in examine(baru_terbit.data)[1] if f.code == "V911"]
    assert set(stands) <= {f.file for f in found}
    assert bool(found) == bool(stands)
    assert all(f.severity == "galat" and f.line for f in found)
    if stands:
        assert run("publish", "surat", data=baru_terbit.data).returncode == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("instansi.yml", "label: {nama_sop: Judul Lama}\n", "", "dari 'Judul Lama' menjadi 'Nama SOP'; "),
        ("instansi.yml", "nama: DINAS", "tanda_tangan: elektronik\nnama: DINAS", "dari 'basah' menjadi 'elektronik'; "),
        ("instansi.yml", "nama: DINAS", "logo: logo.svg\nnama: DINAS", "logo berubah; SOP berlaku Surat tercetak"),
        ("instansi.yml", "nama: DINAS", "alamat: [Jalan 1, Kota]\nnama: DINAS", "dari kosong menjadi 'Jalan 1"),
        ("jabatan.yml", ", lengkap: Atasan Lengkap Lama", "", "dari 'Atasan Lengkap Lama' menjadi kosong; "),
        ("peraturan.yml", "Singkat Lama 1", "Singkat 2", "nama singkat peraturan berubah dari 'Singkat Lama 1'"),
        ("jabatan.yml", "petugas:", "lain: {nama: Orang Lain}\npetugas:", ""),
        ("instansi.yml", "nama: DINAS", "kertas: A4\nnama: DINAS", ""),
    ],
)  # fmt: skip
def test_what_is_said_of_a_change_elsewhere_is_true(
    baru_terbit: Kisah, file: str, old: str, new: str, said: str
) -> None:
    """What prints the old keeps it, what prints the new says so, what prints neither is no finding."""
    (baru_terbit.data / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    baru_terbit.edit(file, lambda text: text.replace(old, new))
    found = [f.message for f in examine(baru_terbit.data)[1] if f.code == "V910"]
    assert len(found) == bool(said)
    assert all(said in message for message in found), found


def test_names_of_another_sop_do_not_pass(baru_terbit: Kisah) -> None:
    """The section bears the fingerprint of its SOP, so that a copied one is seen, on a draft too."""
    text = (baru_terbit.data / "sop/surat.yml").read_text("utf-8")
    section = text[text.index("nama_terbit:") :]
    other = baru_terbit.data / "sop/lain.yml"
    other.write_text(other.read_text("utf-8") + section, "utf-8")
    found = [f for f in examine(baru_terbit.data)[1] if f.code == "V911"]
    assert [f.file for f in found] == ["sop/lain.yml"]


def test_what_is_gone_keeps_its_name_and_loses_its_link(baru_terbit: Kisah) -> None:
    """A regulation that nobody names any more today still has its title in the archive, but no page."""
    kisah = baru_terbit
    kisah.do("revise", "surat", "--ringkasan", "Dasar hukum dihapus", "--alasan", "Dicabut")
    kisah.edit("sop/surat.yml", lambda text: text.replace("dasar_hukum: perda\n", ""))
    kisah.do("publish", "surat", "--tanggal-revisi", "2024-03-01", "--tanggal-efektif", "2024-03-01")
    (kisah.data / "peraturan.yml").write_text("", "utf-8")
    kisah.build()
    page = (kisah.folder / "site/sop/surat/revisi/0/index.html").read_text("utf-8")
    assert "Peraturan Lama Nomor 1" in page
    assert "peraturan/perda" not in page


@pytest.mark.parametrize("folder", ["sop_data", "examples/dinas-contoh"])
def test_every_name_that_an_sop_asks_for_is_frozen(folder: str) -> None:
    """Every text of an SOP that is an id of something is among the ids whose names are kept."""
    proyek, _ = load(ROOT / folder)
    assert proyek is not None
    known = {
        "jabatan": proyek.jabatan, "peraturan": proyek.peraturan, "formulir": proyek.formulir, "sop": proyek.sop,
        "unit": proyek.instansi.unit,
    }  # fmt: skip
    for slug, sop in proyek.sop.items():
        plain = sop.model_copy(update={"nama_terbit": None})
        asked = {id for kind, ids in ids_of(sop).items() for id in ids if id in known[kind]}
        assert asked == _said(plain).ids & {id for things in known.values() for id in things}, slug


@pytest.mark.parametrize("folder", ["sop_data", "examples/dinas-contoh"])
def test_a_view_under_its_own_names_is_what_it_was(folder: str) -> None:
    """Freezing loses nothing: an SOP under names frozen today reads as it does without them, renamed() sees none."""
    proyek, _ = load(ROOT / folder)
    assert proyek is not None
    for slug, sop in proyek.sop.items():
        names = freeze_names(for_reader(proyek), sop)
        signed = sop.model_copy(update={"nama_terbit": names})
        view = with_edition(proyek, slug, signed)
        assert replace(view, kini=None, sop=proyek.sop, terbit=proyek.terbit) == proyek
        assert freeze_names(view, sop) == names
        assert not [*renamed(names, names)]
        assert fingerprint(signed) == fingerprint(sop)
