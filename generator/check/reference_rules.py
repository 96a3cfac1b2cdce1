"""References: every id that a file names must stand where it is kept (codes R2xx)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.data.causes import told_once
from generator.data.langkah import ActorGroup, Langkah, SopReference
from generator.data.library import Library, file_of
from generator.data.near_words import advise, comma_items, nearest
from generator.data.slugs import EASY_LENGTH, left_on_windows, longest_path, short_slug
from generator.data.sop import Approval, Konfirmasi, Sop
from generator.data.written_text import as_written
from generator.findings import Finding
from generator.reading.source import Loc
from generator.steps.rows import diagrams


@rule("R208", "galat", of="pustaka")
def check_logo(proyek: Library) -> Iterator[Finding]:
    """R208: a logo that is not there."""
    logo = proyek.instansi.logo
    if logo and logo not in proyek.lampiran:
        yield proyek.finding(
            "instansi.yml",
            "R208",
            ("logo",),
            f"berkas logo '{logo}' tidak ada, tidak dapat dibaca, atau lebih dari 5 MB",
            "letakkan gambar itu di folder data, atau kosongkan 'logo'",
        )


@rule("R220", "peringatan", of="pustaka", needs=("jabatan.yml", "peraturan.yml"))
def check_defaults(proyek: Library) -> Iterator[Finding]:
    """R220: what instansi.yml gives to new SOPs names a position or a regulation that is not there."""
    bawaan = proyek.instansi.bawaan
    signers: list[tuple[Loc, Approval | None]] = [(("bawaan", "pengesahan", "jabatan"), bawaan.pengesahan)]
    signers += [
        (("bawaan", "penanda_tangan_lain", index, "jabatan"), signer)
        for index, signer in enumerate(bawaan.penanda_tangan_lain)
    ]
    signers += [(("unit", id, "pengesahan", "jabatan"), unit.pengesahan) for id, unit in proyek.instansi.unit.items()]
    for loc, signer in signers:
        if signer and signer.jabatan not in proyek.jabatan:
            yield _unknown_default(proyek, "jabatan", loc, signer.jabatan, proyek.jabatan)
    for index, id in enumerate(bawaan.dasar_hukum):
        if id not in proyek.peraturan:
            yield _unknown_default(proyek, "peraturan", ("bawaan", "dasar_hukum", index), id, proyek.peraturan)


def _unknown_default(proyek: Library, what: str, loc: Loc, id: str, known: Iterable[str]) -> Finding:
    remedy = advise(id, known, f"Bila memang baru, tambahkan pada {what}.yml")
    return proyek.finding(
        "instansi.yml", "R220", loc, f"{what} '{id}' tidak ada, jadi tidak disalin ke SOP baru", remedy
    )


@rule("R201", "galat", needs=("jabatan.yml",))
@rule("R202", "galat")
@rule("R203", "galat", needs=("peraturan.yml",))
@rule("R204", "galat")
@rule("R205", "galat")
@rule("R206", "galat")
@rule("R207", "galat")
@rule("R209", "galat")
@rule("R210", "galat")
def check_rujukan(lingkup: RuleContext, sop: Sop) -> Iterable[Finding]:
    """Unknown jabatan, peraturan, formulir, SOP, unit and step."""
    return told_once(_references(lingkup, sop))


def _references(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    if sop.unit and sop.unit not in lingkup.instansi.unit:
        yield _unknown(lingkup, "R206", "unit", ("unit",), sop.unit, lingkup.instansi.unit, "instansi.yml")
    if sop.pengesahan:
        yield from _jabatan(lingkup, ("pengesahan", "jabatan"), sop.pengesahan.jabatan)
    for index, signer in enumerate(sop.penanda_tangan_lain):
        yield from _jabatan(lingkup, ("penanda_tangan_lain", index, "jabatan"), signer.jabatan)
    for index, record in enumerate(sop.tinjauan if sop.status in ("draf", "ditinjau") else ()):
        yield from _jabatan(lingkup, ("tinjauan", index, "jabatan"), record.jabatan)
    for index, id in enumerate(sop.dasar_hukum):
        if id not in lingkup.peraturan:
            place = ("dasar_hukum", index)
            yield _unknown(lingkup, "R203", "peraturan", place, id, lingkup.peraturan, "peraturan.yml")
    if sop.identifikasi:
        for key in ("produk", "kegiatan"):
            id = getattr(sop.identifikasi.penanggung_jawab, key)
            if id:
                yield from _jabatan(lingkup, ("identifikasi", "penanggung_jawab", key), id)
    yield from _check_related(lingkup, ("keterkaitan",), sop.keterkaitan)
    if sop.pencabutan:
        yield from _check_sop(lingkup, ("pencabutan", "pengganti"), sop.pencabutan.pengganti)
    yield from _check_columns(lingkup, ("pelaksana",), sop.pelaksana)
    for index, prosedur in enumerate(sop.prosedur):
        yield from _check_columns(lingkup, ("prosedur", index, "pelaksana"), prosedur.pelaksana or ())
    for diagram in diagrams(sop):
        for row in diagram.baris:
            yield from _check_step(
                lingkup, (*diagram.place, row.urut), row.data, None if diagram.tabel.tanpa_pelaksana else diagram.kolom
            )
    yield from _check_konfirmasi(lingkup, sop)


def _unknown(
    lingkup: RuleContext, code: str, what: str, loc: Loc, id: str, known: Iterable[str], kept_in: str
) -> Finding:
    remedy = advise(id, known, f"Bila memang baru, tambahkan pada {kept_in}")
    return lingkup.finding(code, loc, f"{what} '{id}' tidak ada", remedy)


def _jabatan(lingkup: RuleContext, loc: Loc, id: str) -> Iterator[Finding]:
    if id not in lingkup.jabatan:
        yield _unknown(lingkup, "R201", "jabatan", loc, id, lingkup.jabatan, "jabatan.yml")


def _check_related(lingkup: RuleContext, loc: Loc, related: Iterable[SopReference]) -> Iterator[Finding]:
    for index, rujukan in enumerate(related):
        yield from _check_sop(lingkup, (*loc, index, "sop"), rujukan.sop)


def _check_sop(lingkup: RuleContext, loc: Loc, slug: str | None) -> Iterator[Finding]:
    if slug is not None and lingkup.meant_sop(as_written(slug)) is None:
        yield _unknown(lingkup, "R205", "SOP", loc, as_written(slug), lingkup.everything("sop"), "sop/")


def _check_columns(lingkup: RuleContext, loc: Loc, columns: Iterable[ActorGroup]) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, kelompok in enumerate(columns):
        for id in kelompok.pelaksana:
            yield from _jabatan(lingkup, (*loc, index), id)
            if id in seen:
                message = f"kolom pelaksana '{id}' ditulis dua kali"
                yield lingkup.finding("R209", (*loc, index), message, "hapus salah satu")
            seen.add(id)


def _check_step(lingkup: RuleContext, loc: Loc, langkah: Langkah, columns: Collection[str] | None) -> Iterator[Finding]:
    slips = {
        nearest(id, lingkup.jabatan) for id in set(columns or ()) - lingkup.jabatan.keys()
    }  # R201 says what is meant
    actors = [((*loc, "pelaksana", i), id) for i, id in enumerate(langkah.pelaksana)]
    actors += [((*loc, "simbol", i, "pelaksana"), simbol.pelaksana) for i, simbol in enumerate(langkah.simbol)]
    if columns is None:  # A328 tells of actors in a table without columns for them
        columns, actors = (), []
    for place, id in actors:
        if id not in columns and id not in slips:
            remedy = advise(id, list(columns), "Bila memang kolom baru, tambahkan pada 'pelaksana' SOP")
            yield lingkup.finding("R202", place, f"pelaksana '{id}' bukan kolom SOP ini", remedy)
    for index, id in enumerate(langkah.formulir):
        if not lingkup.exists("formulir", id):
            place = (*loc, "formulir", index)
            yield _unknown(lingkup, "R204", "formulir", place, id, lingkup.everything("formulir"), "formulir/")
    yield from _check_related(lingkup, (*loc, "sop_terkait"), langkah.sop_terkait)


def _check_konfirmasi(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    names = {name for diagram in diagrams(sop) for row in diagram.baris for name in row.ways_to_say}
    several = len(sop.prosedur) > 1
    remedy = (
        "tulis nomor prosedur dan nomor langkah, misalnya 2-3" if several else "tulis nomor atau id langkah yang ada"
    )
    for index, konfirmasi in enumerate(sop.konfirmasi):
        for number, name in enumerate(konfirmasi.langkah):
            if name not in names:
                place = ("konfirmasi", index, "langkah", number)
                items = comma_items(name)
                listed = len(items) > 1 and names.issuperset(items)
                better = f"tulis langkah: [{', '.join(items)}]" if listed else remedy
                yield lingkup.finding("R207", place, f"langkah '{name}' tidak ada", better)
        yield from _assumption_needs_steps(lingkup, index, konfirmasi)


def _assumption_needs_steps(lingkup: RuleContext, index: int, konfirmasi: Konfirmasi) -> Iterator[Finding]:
    if konfirmasi.perkiraan and konfirmasi.bagian.startswith("langkah.") and not konfirmasi.langkah:
        message = "perkiraan ini tidak menyebut langkahnya, sehingga tidak tampak pada bagan"
        yield lingkup.finding(
            "R210",
            ("konfirmasi", index),
            message,
            "isi 'langkah' dengan nomor langkah yang diperkirakan",
        )


@rule("R211", "peringatan")
def _itself(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """R211: an SOP that names itself as related."""
    for loc, rujukan in _all_related(sop):
        if rujukan.sop == lingkup.slug or _name(lingkup, rujukan) == _plain(sop.judul):
            message, remedy = (
                "SOP ini berkaitan dengan dirinya sendiri",
                "hapus butir ini, atau tulis SOP yang dimaksud",
            )
            yield lingkup.finding("R211", loc, message, remedy)


@rule("R212", "saran")
def _related_steps(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """R212: a step uses an SOP that Keterkaitan does not name."""
    stated = {_name(lingkup, rujukan) for rujukan in sop.keterkaitan}
    for loc, rujukan in _all_related(sop):
        name = _name(lingkup, rujukan)
        if loc[0] != "keterkaitan" and name not in stated:
            stated.add(name)
            title = _title(lingkup, rujukan)
            message = f"'{title}' dipakai pada langkah ini, tetapi tidak ada pada Keterkaitan"
            yield lingkup.finding("R212", loc, message, "tambahkan SOP itu pada 'keterkaitan'")


@rule("R213", "peringatan")
def _twice(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """R213: a list of references names one thing twice."""
    lists: list[tuple[Loc, list[str]]] = [
        (("dasar_hukum",), list(sop.dasar_hukum)),
        (("keterkaitan",), [_name(lingkup, rujukan) for rujukan in sop.keterkaitan]),
    ]
    for diagram in diagrams(sop):
        for row in diagram.baris:
            place = (*diagram.place, row.urut)
            lists.append(((*place, "formulir"), list(row.data.formulir)))
            lists.append(((*place, "sop_terkait"), [_name(lingkup, rujukan) for rujukan in row.data.sop_terkait]))
            lists.append(((*place, "pelaksana"), list(row.data.pelaksana)))
    for loc, names in lists:
        for index, name in enumerate(names):
            if name in names[:index]:
                message = f"'{name}' sudah disebut pada butir {names.index(name) + 1} daftar ini"
                place = (*loc, index)
                yield lingkup.finding("R213", place, message, "hapus salah satu")


def _all_related(sop: Sop) -> Iterator[tuple[Loc, SopReference]]:
    for index, rujukan in enumerate(sop.keterkaitan):
        yield ("keterkaitan", index), rujukan
    for diagram in diagrams(sop):
        for row in diagram.baris:
            for index, rujukan in enumerate(row.data.sop_terkait):
                yield (*diagram.place, row.urut, "sop_terkait", index), rujukan


def _title(lingkup: RuleContext, rujukan: SopReference) -> str:
    """What the SOP is called that is meant."""
    known = lingkup.sop_title(rujukan.sop) if rujukan.sop else None
    return known or rujukan.judul or rujukan.sop or ""


def _name(lingkup: RuleContext, rujukan: SopReference) -> str:
    """The same words for the same SOP, whether it is named by its file or by its title."""
    return _plain(_title(lingkup, rujukan))


def _plain(title: str) -> str:
    return title.casefold().removeprefix("sop ").strip()


@rule("R215", "saran", of="pustaka")
def check_names(proyek: Library) -> Iterator[Finding]:
    """R215: names of files that make paths too long for Windows, once the site is copied into a folder. The name of
    what was published stays, as prints and links lead to it."""
    named = [("sop", slug, sop.judul, bool(sop.sidik)) for slug, sop in proyek.sop.items()]
    named += [("formulir", slug, form.judul, False) for slug, form in proyek.formulir.items()]
    for kind, slug, title, published in named:
        if len(slug) <= EASY_LENGTH:
            continue
        better = f"ganti nama berkas, paling panjang {EASY_LENGTH} huruf, misalnya '{short_slug(title)}.yml'"
        remedy = "simpan situs pada folder yang pendek, misalnya D:/sop" if published else better
        message = (
            f"nama berkas ini {len(slug)} huruf, sehingga alamat di dalam situs sampai {longest_path(slug)} huruf; "
            f"pada Windows tersisa {left_on_windows(slug)} huruf untuk folder tempat situs disalin"
        )
        yield proyek.finding(file_of(kind, slug), "R215", ("judul",), message, remedy)
