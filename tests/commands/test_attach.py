"""The signed document: what is kept as one, how it is known to be a print of its revision, where readers find it."""

from __future__ import annotations

import datetime
import hashlib
import io
import os
import re
from pathlib import Path

import pikepdf
import pytest

from generator.build.make_part import Job, make_part
from generator.build.slices import PartName, Slicer
from generator.commands import actions, attach_scan
from generator.commands.at_work import RefusedError
from generator.commands.scan_reading import MAX_PAGES
from generator.data.fingerprint import fingerprint
from generator.data.library import Library
from generator.data.loader import load
from generator.data.signed_scan import MAX_SCAN, SignedScan
from generator.examine import examine
from generator.facts.signed_copies import signed_copies
from generator.io.lock import locked
from generator.revisions.reader_view import for_reader, library_on
from tests.commands.test_revision import run
from tests.support.killed import run_killed
from tests.support.libraries import make_library
from tests.support.scans import blank_scan, official_print, scanned
from tests.support.tools import tries

pytestmark = pytest.mark.slow

D = datetime.date
DAY = D(2024, 2, 5)
OTHER = "judul: Rapat\nnomor: 02/2024\ntanggal: {pembuatan: 2024-01-02}\npengesahan: {jabatan: atasan}\n" \
    "pelaksana: [petugas]\nlangkah:\n  - uraian: Membuka rapat\n    pelaksana: petugas\n" \
    "  - uraian: Menutup rapat\n    pelaksana: petugas\n"  # fmt: skip


def make_data(folder: Path, address: str = "https://sop.contoh.go.id/") -> Path:
    """surat with revisions 0 and 1 published, rapat with revision 0."""
    data = make_library(folder)
    (data / "sop" / "rapat.yml").write_text(OTHER, "utf-8")
    path = data / "instansi.yml"
    path.write_text(path.read_text("utf-8") + f"alamat_situs: {address}\n", "utf-8")
    for slug in ("surat", "rapat"):
        actions.publish(data, slug, efektif=D(2024, 2, 1))
    actions.revise(data, "surat", ["Waktu"], None, D(2024, 3, 1), D(2024, 3, 1))
    edit(data, "5 menit", "6 menit")
    actions.publish(data, "surat")
    return data


def edit(data: Path, old: str, new: str) -> None:
    path = data / "sop" / "surat.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_data(tmp_path / "data")


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The official documents by slug and revision, the same as in each ``data``."""
    data = make_data(tmp_path_factory.mktemp("cetak"))
    return {f"{slug}@{n}": official_print(data, slug, n) for slug, n in (("surat", 0), ("surat", 1), ("rapat", 0))}


def put(tmp_path: Path, content: bytes, name: str = "ttd.pdf") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def attach(data: Path, content: bytes, revisi: int | None = None, ganti: bool = False) -> attach_scan.Attached:
    return attach_scan.attach(data, "surat", put(data.parent, content), DAY, revisi, ganti=ganti)


def library(data: Path) -> Library:
    proyek, findings = load(data)
    assert proyek is not None, findings
    return proyek


def codes(data: Path) -> list[str]:
    return [f.code for f in examine(data)[1] if f.code.startswith(("V94", "D0"))]


def files(data: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}


# What it is a print of ------------------------------------------------------------------------------------------------


def test_a_print_is_known_by_its_code_and_kept_with_its_revision(data: Path, prints: dict[str, bytes]) -> None:
    file = put(data.parent, prints["surat@1"])
    done = run("attach", "surat", str(file), "--tanggal", "2024-02-05", data=data)
    assert done.returncode == 0, done.stdout
    sop = library(data).sop["surat"]
    code = fingerprint(sop)[:8]
    assert f"Diperiksa: kode isi {code} terbaca pada 2 dari 2 halaman." in done.stdout
    assert (data / "arsip" / "surat" / "1.pdf").read_bytes() == file.read_bytes()
    kept = library(data).pindaian["surat"][1]
    sha = hashlib.sha256(file.read_bytes()).hexdigest()
    assert kept.record == SignedScan(sidik=fingerprint(sop), sha256=sha, tanggal=DAY, diperiksa="teks")
    assert (kept.genuine, kept.size) == (True, len(file.read_bytes()))
    assert codes(data) == []
    assert sorted(path.name for path in (data / "arsip" / "surat").iterdir()) == [
        "0.yml", "1.pdf", "1.pdf.yml", "1.yml"
    ]  # fmt: skip


@pytest.mark.parametrize(("dpi", "degrees"), [(150, 1.3), (150, -2.5), (100, 1.0), (200, 181.0)])
def test_a_scan_is_known_by_its_qr_code(data: Path, prints: dict[str, bytes], dpi: int, degrees: float) -> None:
    done = attach(data, scanned(prints["surat@1"], dpi, degrees))
    assert (done.proof, done.revisi, done.pages) == ("qr", 1, 2)
    assert done.seen >= 1


def test_a_scan_on_which_nothing_can_be_read_is_kept_and_said_to_be_unchecked(data: Path) -> None:
    done = run("attach", "surat", str(put(data.parent, blank_scan(2))), data=data)
    assert done.returncode == 0
    assert "Tidak dapat diperiksa: kode isi dan kode QR tidak terbaca pada satu halaman pun" in done.stdout
    record = library(data).pindaian["surat"][1].record
    assert record is not None and record.diperiksa == "tidak terbaca"


@pytest.mark.parametrize("kind", ["cetakan", "pindaian"])
@pytest.mark.parametrize(("which", "reason"), [
    ("surat@0", "ini cetakan revisi 0 "), ("rapat@0", "ini cetakan SOP 'Rapat' (rapat) revisi 0 "),
])  # fmt: skip
def test_a_print_of_another_is_refused_by_its_name(
    data: Path, prints: dict[str, bytes], kind: str, which: str, reason: str
) -> None:
    before = files(data)
    content = prints[which] if kind == "cetakan" else scanned(prints[which])
    with pytest.raises(RefusedError) as refused:
        attach(data, content)
    assert reason in refused.value.sebab and "bukan revisi 1" in refused.value.sebab
    assert ("--revisi 0" in refused.value.sebab) == which.startswith("surat")
    assert files(data) == before


def test_one_page_of_another_revision_is_found(data: Path, prints: dict[str, bytes]) -> None:
    mixed = pikepdf.open(io.BytesIO(scanned(prints["surat@1"], pages=slice(0, 1))))
    other = pikepdf.open(io.BytesIO(prints["surat@0"]))
    mixed.pages.extend(other.pages[1:])
    whole = io.BytesIO()
    mixed.save(whole)
    with pytest.raises(RefusedError, match="Halaman 2 berkas ini cetakan revisi 0"):
        attach(data, whole.getvalue())


def test_an_earlier_revision_gets_its_own(data: Path, prints: dict[str, bytes]) -> None:
    assert attach(data, scanned(prints["surat@0"]), revisi=0).written == ("arsip/surat/0.pdf", "arsip/surat/0.pdf.yml")
    assert codes(data) == []
    with pytest.raises(RefusedError, match=r"Revisi 7 SOP ini tidak pernah terbit; yang pernah terbit: revisi 0 dan 1"):
        attach(data, prints["surat@0"], revisi=7)


def test_a_print_of_what_was_never_published_is_refused(data: Path, tmp_path: Path) -> None:
    """The draft was printed and signed, then changed and published."""
    other = make_library(tmp_path / "lain")
    edit(other, "5 menit", "99 menit")
    actions.publish(other, "surat", efektif=D(2024, 2, 1))
    with pytest.raises(RefusedError, match="tidak ada revisi terbit dengan kode itu; isi revisi 1 berkode"):
        attach(data, official_print(other, "surat", 0))


def test_what_was_not_published_has_no_signed_document(tmp_path: Path, prints: dict[str, bytes]) -> None:
    data = make_library(tmp_path / "data")
    with pytest.raises(RefusedError, match="belum pernah terbit"):
        attach(data, prints["surat@0"])


def test_while_the_next_is_being_written_it_goes_to_the_one_in_force(data: Path, prints: dict[str, bytes]) -> None:
    actions.revise(data, "surat", ["Lagi"], None)
    assert attach(data, prints["surat@1"]).revisi == 1


def test_without_an_address_the_printed_code_is_enough(tmp_path: Path) -> None:
    data = make_library(tmp_path / "data")
    actions.publish(data, "surat", efektif=D(2024, 2, 1))
    pdf = official_print(data, "surat", 0)
    assert attach(data, scanned(pdf)).proof == "tidak terbaca"
    assert attach(data, pdf, ganti=True).proof == "teks"


# What a signed document can be ----------------------------------------------------------------------------------------


def with_object(change: str) -> bytes:
    """A PDF that can do more than be read."""
    pdf = pikepdf.open(io.BytesIO(blank_scan()))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    if change == "skrip":
        pdf.Root.OpenAction = script
    elif change == "skrip pada halaman":
        pdf.pages[0].AA = pikepdf.Dictionary(O=pdf.make_indirect(script))
    elif change == "program":
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    elif change == "lampiran":
        pdf.attachments["x.exe"] = b"MZ"
    elif change == "lampiran kedua":
        pdf.attachments["sop.json"] = b'{"format": "pustaka-sop/1"}'
        pdf.attachments["x.exe"] = b"MZ"
    made = io.BytesIO()
    locks = pikepdf.Encryption(user="rahasia", owner="rahasia") if change == "kunci" else False
    pdf.save(made, encryption=locks)
    return made.getvalue()


@pytest.mark.parametrize(("content", "reason"), [
    (b"MZ\x90\x00" + b"\0" * 100, "bukan PDF, apa pun namanya"),
    (b"", "bukan PDF"),
    (b"\x89PNG\r\n\x1a\n", "bukan PDF"),
    (b"MZ" + blank_scan(), "bukan PDF"),
    (blank_scan() + b"PK\x03\x04lampiran", "di belakang PDF ini ada isi lain"),
    (b"%PDF-1.7\n", "terpotong"),
    (b"%PDF-1.7\nsembarang\n%%EOF\n", "rusak"),
    (with_object("skrip"), "memuat skrip"),
    (with_object("skrip pada halaman"), "memuat skrip"),
    (with_object("program"), "memuat skrip"),
    (with_object("lampiran"), "memuat skrip"),
    (with_object("lampiran kedua"), "memuat skrip"),
    (with_object("kunci"), "kata sandi"),
], ids=lambda value: value if isinstance(value, str) else "")  # fmt: skip
def test_only_a_plain_pdf_is_kept(data: Path, content: bytes, reason: str) -> None:
    before = files(data)
    with pytest.raises(RefusedError, match=reason):
        attach(data, content)
    assert files(data) == before


def test_the_size_has_a_limit(data: Path) -> None:
    """Padded inside, where a PDF may hold anything that nothing refers to; its table stays where it is said to be."""
    objects, table = re.split(rb"(?=xref\n)", blank_scan(), maxsplit=1)
    table, end = table[: table.index(b"startxref")], b"\n%%EOF\n"
    for size, fits in ((MAX_SCAN, True), (MAX_SCAN + 1, False)):
        start = str(size - len(table) - len(b"startxref\n12345678") - len(end)).encode()
        pad = b"%" + b" " * (int(start) - len(objects) - 2) + b"\n"
        content = objects + pad + table + b"startxref\n" + start + end
        assert len(content) == size
        if fits:
            assert attach(data, content).written
        else:
            with pytest.raises(RefusedError, match=r"berkasnya 20,0 MB, paling besar 20 MB"):
                attach(data, content, ganti=True)


def test_the_pages_have_a_limit(data: Path) -> None:
    for pages, fits in ((MAX_PAGES, True), (MAX_PAGES + 1, False)):
        pdf = pikepdf.new()
        for _ in range(pages):
            pdf.add_blank_page(page_size=(72, 72))
        made = io.BytesIO()
        pdf.save(made)
        if fits:
            assert attach(data, made.getvalue()).pages == MAX_PAGES
        else:
            with pytest.raises(RefusedError, match=f"berisi {MAX_PAGES + 1} halaman"):
                attach(data, made.getvalue(), ganti=True)


def test_what_is_no_file_is_refused(data: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.pdf")
    for path, reason in ((tmp_path / "tidak-ada.pdf", "tidak dapat dibaca"), (tmp_path, "bukan berkas biasa"),
                         (tmp_path / "pipa.pdf", "bukan berkas biasa")):  # fmt: skip
        with pytest.raises(RefusedError, match=reason):
            attach_scan.attach(data, "surat", path, DAY)


# Keeping it -----------------------------------------------------------------------------------------------------------


def test_again_nothing_changes_and_another_needs_leave(data: Path, prints: dict[str, bytes]) -> None:
    first, other = prints["surat@1"], scanned(prints["surat@1"])
    attach(data, first)
    before = files(data)
    assert attach(data, first).written == ()
    with pytest.raises(
        RefusedError, match=r"sudah mempunyai dokumen bertanda tangan lain, dilampirkan pada 5 Februari"
    ):
        attach(data, other)
    assert files(data) == before
    assert attach(data, other, ganti=True).written == ("arsip/surat/1.pdf", "arsip/surat/1.pdf.yml")
    assert codes(data) == []


def test_a_trial_writes_nothing(data: Path, prints: dict[str, bytes]) -> None:
    before = files(data)
    done = run("attach", "surat", str(put(data.parent, prints["surat@1"])), "--coba", data=data)
    assert done.returncode == 0
    assert "Akan dilampirkan (belum ditulis): dokumen bertanda tangan revisi 1, 2 halaman." in done.stdout
    assert files(data) == before


def test_what_lies_in_the_archive_is_told(data: Path, prints: dict[str, bytes]) -> None:
    """V940 without a record, V941 other bytes, V942 lost, V943 without a revision; D013 under another name."""
    folder = data / "arsip" / "surat"
    pdf, record = folder / "1.pdf", folder / "1.pdf.yml"
    pdf.write_bytes(prints["surat@1"])
    assert codes(data) == ["V940"]
    assert attach(data, prints["surat@1"]).written == ("arsip/surat/1.pdf.yml",)
    assert codes(data) == []
    written = record.read_bytes()
    pdf.write_bytes(prints["surat@1"] + b"\n")
    assert codes(data) == ["V941"]
    with pytest.raises(RefusedError, match="--ganti"):
        attach(data, pdf.read_bytes())
    pdf.unlink()
    assert codes(data) == ["V942"]
    with pytest.raises(RefusedError, match="--ganti"):
        attach(data, scanned(prints["surat@1"]))
    assert attach(data, prints["surat@1"]).written == ("arsip/surat/1.pdf",)
    for name in ("0.pdf", "7.pdf"):
        (folder / name).write_bytes(prints["surat@1"])
        (folder / f"{name}.yml").write_bytes(written)
    assert codes(data) == ["V943", "V943"]
    for name in ("0.pdf", "7.pdf"):
        (folder / name).unlink()
        (folder / f"{name}.yml").unlink()
    (folder / "scan 1.PDF").write_bytes(prints["surat@1"])
    assert codes(data) == ["D013"]
    (folder / "scan 1.PDF").unlink()
    assert codes(data) == []


def test_a_link_out_of_the_folder_is_no_document(data: Path, prints: dict[str, bytes]) -> None:
    attach(data, prints["surat@1"])
    path = data / "arsip" / "surat" / "1.pdf"
    path.rename(data.parent / "luar.pdf")
    path.symlink_to(data.parent / "luar.pdf")
    assert codes(data) == ["V942"]


def test_a_record_that_was_edited_is_told(data: Path, prints: dict[str, bytes]) -> None:
    attach(data, prints["surat@1"])
    path = data / "arsip" / "surat" / "1.pdf.yml"
    path.write_text(path.read_text("utf-8").replace("sha256: ", "sha256: z"), "utf-8")
    assert [f.code for f in examine(data)[1] if f.severity == "galat"] == ["D104"]


def test_two_at_once(data: Path, prints: dict[str, bytes]) -> None:
    with locked(data / "sop" / "surat.yml"), pytest.raises(RefusedError, match="sedang ditulis"):
        attach(data, prints["surat@1"])
    assert attach(data, prints["surat@1"]).written


def test_a_kill_leaves_nothing_half(tmp_path: Path) -> None:
    act = "attach_scan.attach(data, 'surat', data.parent / 'ttd.pdf', datetime.date(2024, 2, 5))"
    whole = make_data(tmp_path / "ukur" / "data")
    pdf = official_print(whole, "surat", 1)
    put(whole.parent, pdf)
    steps = int(run_killed(act, whole, 0)[-1].split()[1])
    done = {path.relative_to(whole): content for path, content in files(whole).items()}
    kills = tries(4, "SOP_BUNUH")
    for number in range(kills):
        data = make_data(tmp_path / str(number) / "data")
        put(data.parent, pdf)
        assert "siap" in run_killed(act, data, 1 + (steps - 2) * number // max(1, kills - 1))
        assert set(codes(data)) <= {"V940"}, "a document without its record is shown to nobody"
        if library(data).pindaian:
            assert (data / "arsip" / "surat" / "1.pdf").read_bytes() == pdf
        attach(data, pdf)
        left = {path.relative_to(data): content for path, content in files(data).items()}
        assert {path: text for path, text in left.items() if path.suffix != ".kunci"} == done


# What readers find ----------------------------------------------------------------------------------------------------


def test_which_are_offered_on_which_page_and_on_which_day(data: Path, prints: dict[str, bytes]) -> None:
    attach(data, prints["surat@0"], revisi=0)
    attach(data, prints["surat@1"])
    proyek = library(data)

    def offered(shown: Library) -> list[tuple[str, str]]:
        return [(copy.path, copy.page) for copy in signed_copies(shown, "surat")]

    old, new = (f"sop/surat/revisi/{n}/surat-bertanda-tangan.pdf" for n in (0, 1))
    assert offered(for_reader(proyek)) == [(old, "sop/surat/revisi/0"), (new, "sop/surat")]
    assert offered(library_on(proyek, D(2024, 2, 15))) == [(old, "sop/surat")], "revision 1 is not known yet"
    assert offered(library_on(proyek, D(2024, 3, 1))) == [(old, "sop/surat/revisi/0"), (new, "sop/surat")]
    actions.revise(data, "surat", ["Lagi"], None)
    assert offered(for_reader(library(data)))[1] == (new, "sop/surat"), "while the next one is written"
    (data / "sop" / "surat.yml").unlink()
    gone = for_reader(library(data))
    assert offered(gone) == [(old, "sop/surat/revisi/0"), (new, "sop/surat/revisi/1")]
    part = next(irisan for irisan in Slicer(gone).everything() if irisan.nama == PartName("sop", "surat"))
    pages = {page.path: page.body for page in make_part(Job(part)).halaman}
    for n in (0, 1):
        assert 'href="surat-bertanda-tangan.pdf"' in pages[f"sop/surat/revisi/{n}/index.md"]


def test_the_site_offers_it_on_the_page_of_its_revision(data: Path, prints: dict[str, bytes]) -> None:
    """Also without papers; a document that was swapped is offered no more."""
    attach(data, prints["surat@1"])
    attach(data, blank_scan(), revisi=0)
    site = data.parent / "situs"

    def build() -> None:
        done = run("build", "--site", str(site), "--ringkas", data=data)
        assert done.returncode == 0, done.stdout

    def offers(*place: str) -> list[str]:
        html = site.joinpath("sop", "surat", *place, "index.html").read_text("utf-8")
        return [line.partition('"')[0] for line in html.split('aria-label="Unduh Dokumen bertanda tangan, ')[1:]]

    build()
    own = site / "sop/surat/revisi/1/surat-bertanda-tangan.pdf"
    assert own.read_bytes() == prints["surat@1"]
    assert [offer[:4] for offer in offers()] == ["PDF,"] and "tidak dapat diperiksa" not in offers()[0]
    assert 'href="revisi/1/surat-bertanda-tangan.pdf"' in (site / "sop/surat/index.html").read_text("utf-8")
    assert offers("revisi", "1") == offers()
    assert offers("revisi", "0")[0].startswith("PDF, tidak dapat diperiksa")
    assert (site / "sop/surat/revisi/0/surat-bertanda-tangan.pdf").read_bytes() == blank_scan()
    (data / "arsip" / "surat" / "1.pdf").write_bytes(blank_scan(3))
    build()
    assert not own.exists() and offers() == []
    assert offers("revisi", "0")
