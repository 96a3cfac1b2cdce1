"""References: every id that a file names must stand where it is kept (codes R2xx)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import partial

from generator.data.messages import advise
from generator.data.proyek import Proyek, file_of
from generator.data.sop import KelompokPelaksana, Konfirmasi, Langkah, Rujukan, Sop
from generator.data.source import Loc
from generator.findings import Finding
from generator.flow.baris import diagrams


def check_rujukan(proyek: Proyek) -> Iterator[Finding]:
    """Unknown jabatan, peraturan, formulir, SOP, unit and step, and a logo that is not there."""
    logo = proyek.instansi.logo
    if logo and logo not in proyek.lampiran:
        yield proyek.finding(
            "instansi.yml",
            "R208",
            "galat",
            ("logo",),
            f"berkas logo '{logo}' tidak ada, tidak dapat dibaca, atau lebih dari 5 MB",
            "letakkan gambar itu di folder data, atau kosongkan 'logo'",
        )
    for slug, sop in proyek.sop.items():
        yield from _check_sop(proyek, slug, sop)


def _check_sop(proyek: Proyek, slug: str, sop: Sop) -> Iterator[Finding]:
    known = partial(_known, proyek, file_of("sop", slug))
    if sop.unit:
        yield from known("R206", "unit", ("unit",), sop.unit, proyek.instansi.unit, "instansi.yml")
    if sop.pengesahan:
        yield from known(
            "R201", "jabatan", ("pengesahan", "jabatan"), sop.pengesahan.jabatan, proyek.jabatan, "jabatan.yml"
        )
    for index, id in enumerate(sop.dasar_hukum):
        yield from known("R203", "peraturan", ("dasar_hukum", index), id, proyek.peraturan, "peraturan.yml")
    if sop.identifikasi:
        for key in ("produk", "kegiatan"):
            id = getattr(sop.identifikasi.penanggung_jawab, key)
            if id:
                yield from known(
                    "R201", "jabatan", ("identifikasi", "penanggung_jawab", key), id, proyek.jabatan, "jabatan.yml"
                )
    yield from _check_related(proyek, slug, ("keterkaitan",), sop.keterkaitan)
    yield from _check_columns(proyek, slug, ("pelaksana",), sop.pelaksana)
    for index, prosedur in enumerate(sop.prosedur):
        yield from _check_columns(proyek, slug, ("prosedur", index, "pelaksana"), prosedur.pelaksana or ())
    for diagram in diagrams(sop):
        for row in diagram.baris:
            yield from _check_step(proyek, slug, (*diagram.place, row.urut), row.data, diagram.kolom)
    yield from _check_konfirmasi(proyek, slug, sop)
    yield from _itself(proyek, slug, sop)
    yield from _related_steps(proyek, slug, sop)
    yield from _twice(proyek, slug, sop)


def _known(
    proyek: Proyek, file: str, code: str, what: str, loc: Loc, id: str, where: Collection[str], kept_in: str
) -> Iterator[Finding]:
    if id not in where and not _unreadable(proyek, id, where, kept_in):
        remedy = advise(id, list(where), f"Bila memang baru, tambahkan pada {kept_in}")
        yield proyek.finding(file, code, "galat", loc, f"{what} '{id}' tidak ada", remedy)


def _unreadable(proyek: Proyek, id: str, where: Collection[str], kept_in: str) -> bool:
    """Whether the file that keeps ``id`` is there and has findings of its own: then nothing is known about ``id``."""
    if kept_in.endswith("/"):
        return f"{kept_in}{id}.yml" in proyek.sumber
    source = proyek.sumber.get(kept_in)
    return not where and kept_in != "instansi.yml" and source is not None and source.value is not None


def _check_related(proyek: Proyek, slug: str, loc: Loc, related: Iterable[Rujukan]) -> Iterator[Finding]:
    for index, rujukan in enumerate(related):
        if rujukan.sop is None:
            continue
        yield from _known(
            proyek, file_of("sop", slug), "R205", "SOP", (*loc, index, "sop"), rujukan.sop, proyek.sop, "sop/"
        )


def _check_columns(proyek: Proyek, slug: str, loc: Loc, columns: Iterable[KelompokPelaksana]) -> Iterator[Finding]:
    file = file_of("sop", slug)
    seen: set[str] = set()
    for index, kelompok in enumerate(columns):
        for id in kelompok.pelaksana:
            yield from _known(proyek, file, "R201", "jabatan", (*loc, index), id, proyek.jabatan, "jabatan.yml")
            if id in seen:
                message = f"kolom pelaksana '{id}' ditulis dua kali"
                yield proyek.finding(file, "R209", "galat", (*loc, index), message, "hapus salah satu")
            seen.add(id)


def _check_step(proyek: Proyek, slug: str, loc: Loc, langkah: Langkah, columns: Collection[str]) -> Iterator[Finding]:
    file = file_of("sop", slug)
    actors = [((*loc, "pelaksana", i), id) for i, id in enumerate(langkah.pelaksana)]
    actors += [((*loc, "simbol", i, "pelaksana"), simbol.pelaksana) for i, simbol in enumerate(langkah.simbol)]
    for place, id in actors:
        if id not in columns:
            remedy = advise(id, list(columns), "Bila memang kolom baru, tambahkan pada 'pelaksana' SOP")
            yield proyek.finding(file, "R202", "galat", place, f"pelaksana '{id}' bukan kolom SOP ini", remedy)
    for index, id in enumerate(langkah.formulir):
        place = (*loc, "formulir", index)
        yield from _known(proyek, file, "R204", "formulir", place, id, proyek.formulir, "formulir/")
    yield from _check_related(proyek, slug, (*loc, "sop_terkait"), langkah.sop_terkait)


def _check_konfirmasi(proyek: Proyek, slug: str, sop: Sop) -> Iterator[Finding]:
    names = {name for diagram in diagrams(sop) for row in diagram.baris for name in row.sebutan}
    several = len(sop.prosedur) > 1
    remedy = (
        "tulis nomor prosedur dan nomor langkah, misalnya 2-3" if several else "tulis nomor atau id langkah yang ada"
    )
    for index, konfirmasi in enumerate(sop.konfirmasi):
        for number, name in enumerate(konfirmasi.langkah):
            if name not in names:
                place = ("konfirmasi", index, "langkah", number)
                yield proyek.finding(
                    file_of("sop", slug), "R207", "galat", place, f"langkah '{name}' tidak ada", remedy
                )
        yield from _assumption_needs_steps(proyek, slug, index, konfirmasi)


def _assumption_needs_steps(proyek: Proyek, slug: str, index: int, konfirmasi: Konfirmasi) -> Iterator[Finding]:
    if konfirmasi.perkiraan and konfirmasi.bagian.startswith("langkah.") and not konfirmasi.langkah:
        message = "perkiraan ini tidak menyebut langkahnya, sehingga tidak tampak pada bagan"
        yield proyek.finding(
            file_of("sop", slug),
            "R210",
            "galat",
            ("konfirmasi", index),
            message,
            "isi 'langkah' dengan nomor langkah yang diperkirakan",
        )


def _itself(proyek: Proyek, slug: str, sop: Sop) -> Iterator[Finding]:
    """R211: an SOP that names itself as related."""
    for loc, rujukan in _all_related(sop):
        if rujukan.sop == slug or _name(proyek, rujukan) == _plain(sop.judul):
            message, remedy = (
                "SOP ini berkaitan dengan dirinya sendiri",
                "hapus butir ini, atau tulis SOP yang dimaksud",
            )
            yield proyek.finding(file_of("sop", slug), "R211", "peringatan", loc, message, remedy)


def _related_steps(proyek: Proyek, slug: str, sop: Sop) -> Iterator[Finding]:
    """R212: a step uses an SOP that Keterkaitan does not name."""
    stated = {_name(proyek, rujukan) for rujukan in sop.keterkaitan}
    for loc, rujukan in _all_related(sop):
        name = _name(proyek, rujukan)
        if loc[0] != "keterkaitan" and name not in stated:
            stated.add(name)
            known = proyek.sop.get(rujukan.sop or "")
            title = known.judul if known else rujukan.judul or rujukan.sop
            message = f"'{title}' dipakai pada langkah ini, tetapi tidak ada pada Keterkaitan"
            yield proyek.finding(
                file_of("sop", slug), "R212", "saran", loc, message, "tambahkan SOP itu pada 'keterkaitan'"
            )


def _twice(proyek: Proyek, slug: str, sop: Sop) -> Iterator[Finding]:
    """R213: a list of references names one thing twice."""
    lists: list[tuple[Loc, list[str]]] = [
        (("dasar_hukum",), list(sop.dasar_hukum)),
        (("keterkaitan",), [_name(proyek, rujukan) for rujukan in sop.keterkaitan]),
    ]
    for diagram in diagrams(sop):
        for row in diagram.baris:
            place = (*diagram.place, row.urut)
            lists.append(((*place, "formulir"), list(row.data.formulir)))
            lists.append(((*place, "sop_terkait"), [_name(proyek, rujukan) for rujukan in row.data.sop_terkait]))
            lists.append(((*place, "pelaksana"), list(row.data.pelaksana)))
    for loc, names in lists:
        for index, name in enumerate(names):
            if name in names[:index]:
                message = f"'{name}' sudah disebut pada butir {names.index(name) + 1} daftar ini"
                place = (*loc, index)
                yield proyek.finding(file_of("sop", slug), "R213", "peringatan", place, message, "hapus salah satu")


def _all_related(sop: Sop) -> Iterator[tuple[Loc, Rujukan]]:
    for index, rujukan in enumerate(sop.keterkaitan):
        yield ("keterkaitan", index), rujukan
    for diagram in diagrams(sop):
        for row in diagram.baris:
            for index, rujukan in enumerate(row.data.sop_terkait):
                yield (*diagram.place, row.urut, "sop_terkait", index), rujukan


def _name(proyek: Proyek, rujukan: Rujukan) -> str:
    """The same words for the same SOP, whether it is named by its file or by its title."""
    known = proyek.sop.get(rujukan.sop or "")
    return _plain(known.judul if known else rujukan.judul or rujukan.sop or "")


def _plain(title: str) -> str:
    return title.casefold().removeprefix("sop ").strip()
