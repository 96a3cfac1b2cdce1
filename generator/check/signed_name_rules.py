"""Names that a published SOP keeps (codes V91x): renamed since in another file, or edited by hand in its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.check.rules import rule
from generator.data.fingerprint import names_fingerprint
from generator.data.library import Library, archive_of, file_of
from generator.data.sop import Sop
from generator.data.wording import join_words
from generator.findings import Finding
from generator.reading.source import Loc
from generator.revisions.in_force import last_published
from generator.revisions.names import Renaming, freeze_names, renamed
from generator.revisions.reader_view import for_reader

_TEMPAT: dict[str, str] = {"jabatan": "jabatan.yml", "peraturan": "peraturan.yml"}
_ISIAN = {
    "jabatan": "nama", "jabatan_lengkap": "lengkap", "peraturan": "judul", "peraturan_singkat": "singkat",
    "sop": "judul", "formulir": "judul",
}  # fmt: skip


@rule("V910", "saran", of="pustaka")
@rule("V911", "galat", of="pustaka")
@rule("V912", "saran", of="pustaka")
def check_signed_names(proyek: Library) -> Iterator[Finding]:
    """One finding for each thing renamed, with all SOPs that keep its old name; one for each edited section."""
    yield from _renamed(proyek)
    for slug, sop in proyek.sop.items():
        yield from _edited(proyek, file_of("sop", slug), sop, proyek.terbit.get(slug))
    for slug, revisions in proyek.arsip.items():
        for revisi, sop in revisions.items():
            yield from _edited(proyek, archive_of(slug, revisi), sop, None)
    for slug, sop in proyek.terbit.items():
        yield from _edited(proyek, archive_of(slug, proyek.sop[slug].revisi or 0), sop, None)


def _edited(proyek: Library, file: str, sop: Sop, copy: Sop | None) -> Iterator[Finding]:
    """The section of one file: as `sop publish` wrote it, and as in the copy in the archive."""
    names, loc = sop.nama_terbit, ("nama_terbit",)
    if names is not None and sop.sidik is None:
        remedy = "hapus bagian itu; 'sop publish' menulisnya"
        yield proyek.finding(file, "V911", loc, "nama_terbit ada pada SOP yang belum diterbitkan", remedy)
    elif names is not None and names.sidik != names_fingerprint(sop.sidik, names):
        remedy = "kembalikan bagian itu dari arsip atau salinan cadangan; nama baru dipakai mulai revisi berikutnya"
        yield proyek.finding(file, "V911", loc, "nama_terbit diubah sejak SOP diterbitkan", remedy)
    elif copy is not None and copy.nama_terbit != names and copy.sidik == sop.sidik:
        remedy = f"kembalikan bagian nama_terbit dari {archive_of(file[4:-4], sop.revisi or 0)}"
        message = "nama_terbit tidak sama dengan yang ada pada salinan terbitnya"
        yield proyek.finding(file, "V911", loc if names is not None else ("sidik",), message, remedy)


def _renamed(proyek: Library) -> Iterator[Finding]:
    shown = for_reader(proyek)
    changes: dict[tuple[str, str], list[tuple[str, Renaming]]] = defaultdict(list)
    for slug in proyek.sop:
        last = last_published(proyek, slug)
        if last is None or last.sop.status != "berlaku" or last.sop.nama_terbit is None:
            continue
        for satu in renamed(last.sop.nama_terbit, freeze_names(shown, last.sop)):
            changes[_thing(satu.jenis), satu.id].append((slug, satu))
    for (kind, id), found in changes.items():
        titles = join_words(dict.fromkeys(shown.sop[slug].judul for slug, _ in found))
        if kind == "kode_formulir":
            message = f"formulir berubah sejak SOP {titles} ditetapkan"
            remedy = "periksa apakah langkah SOP itu masih cocok dengan formulirnya; cetakan lama formulir sudah usang"
            yield proyek.finding(file_of("formulir", id), "V912", ("judul",), message, remedy)
            continue
        said = "; ".join(dict.fromkeys(satu.sentence for _, satu in found))
        which = "tercetak dengan yang baru" if found[0][1].coded else "memakai yang lama sampai direvisi"
        message = f"{said}; SOP berlaku {titles} {which}"
        remedy = "bila nama baru perlu tercetak, buat revisi SOP itu dengan 'sop revise'"
        file, loc = _place(found[0][1])
        yield proyek.finding(file, "V910", loc, message, remedy)


def _thing(jenis: str) -> str:
    """The kind of thing that carries a name: a position has two."""
    return jenis.removesuffix("_lengkap").removesuffix("_singkat")


def _place(satu: Renaming) -> tuple[str, Loc]:
    """Where today's name stands."""
    if satu.jenis == "instansi":
        return "instansi.yml", (satu.id,)
    if satu.jenis in ("label", "unit"):
        return "instansi.yml", (satu.jenis, satu.id)
    kind = _thing(satu.jenis)
    if kind in _TEMPAT:
        return _TEMPAT[kind], (satu.id, _ISIAN[satu.jenis])
    return file_of(kind, satu.id), (_ISIAN[kind],)
