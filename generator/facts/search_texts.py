"""What the search reads: one text for each SOP, form, actor and regulation, made from the model and not from pages.

So menus, notices, open confirmations and checklists cannot get into the search: a step is found with its SOP, and its
address is the step's own place on the page of the SOP.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.data.blocks import one_line
from generator.data.formulir import Formulir
from generator.data.instansi import Peraturan
from generator.data.memo import per_object
from generator.data.sop import Sop
from generator.data.wording import capital, join_words
from generator.facts.site_facts import FormUse, SiteFacts, columns_of
from generator.steps.resolve import Procedure, ResolvedSop, Step


@dataclass(frozen=True, slots=True)
class SearchPart:
    """A place on a page that is found by itself: its anchor, its title, what it says, and words of less weight."""

    id: str
    judul: str
    teks: str
    lain: str = ""


@dataclass(frozen=True, slots=True)
class SearchText:
    """A page as the search knows it. ``halaman``: its file in the site; ``nama_lain``: what it is called beside its
    title, from its number to abbreviations; ``ket``: a line about it for the reader; ``status``: of an SOP, else "";
    ``unit`` and ``pelaksana``: names to filter by, in a portal also ``instansi``; ``lain``: words of less weight."""

    halaman: str
    jenis: str
    judul: str
    nama_lain: tuple[str, ...] = ()
    ket: str = ""
    status: str = ""
    unit: tuple[str, ...] = ()
    pelaksana: tuple[str, ...] = ()
    teks: str = ""
    bagian: tuple[SearchPart, ...] = ()
    lain: str = ""
    instansi: str = ""


def search_texts(situs: SiteFacts) -> tuple[SearchText, ...]:
    """The texts of all SOPs, forms, actors and regulations, in a fixed order."""
    return (*_sops(situs), *_forms(situs), *_actors(situs), *_laws(situs))


def _sops(situs: SiteFacts) -> Iterator[SearchText]:
    known = situs.proyek.peraturan
    for slug, sop in situs.sop.items():
        data = sop.data
        yield SearchText(
            halaman=f"sop/{slug}/index.html",
            jenis="SOP",
            judul=data.judul,
            nama_lain=_once([data.nomor or "", *data.singkatan, *data.kata_kunci]),
            ket=" · ".join(filter(None, (data.nomor or "Nomor belum ditetapkan", situs.unit_name(data.unit)))),
            status=data.status,
            unit=_once([situs.unit_name(data.unit)]),
            pelaksana=_once(map(situs.actor_label, columns_of(sop))),
            teks=_words([data.tabel.judul or "", *(p.judul for p in sop.prosedur)]),
            bagian=tuple(part for prosedur in sop.prosedur for part in _steps(situs, sop, prosedur)),
            lain=_terms(data, tuple(name for id in data.dasar_hukum if id in known for name in _law_names(known[id]))),
        )


def _steps(situs: SiteFacts, sop: ResolvedSop, prosedur: Procedure) -> tuple[SearchPart, ...]:
    known = situs.proyek.formulir
    actors = {id: situs.actor_label(id) for step in prosedur.langkah for id in step.pelaksana}
    forms = {id: known[id].judul for step in prosedur.langkah for id in step.data.formulir if id in known}
    return _told(prosedur.langkah, prosedur.judul if len(sop.prosedur) > 1 else "", actors, forms)


@per_object
def _told(
    langkah: tuple[Step, ...], prosedur: str, jabatan: dict[str, str], formulir: dict[str, str]
) -> tuple[SearchPart, ...]:
    """The steps of a procedure; ``prosedur``: its title where there are several; names of actors and forms by id."""
    parts = []
    for step in langkah:
        data, mutu = step.data, step.mutu
        values = (*mutu.kelengkapan.butir, *mutu.output.butir, *mutu.keterangan.butir)
        who = join_words([jabatan[id] for id in step.pelaksana], "atau" if data.atau else "dan")
        forms = (formulir[id] for id in data.formulir if id in formulir)
        parts.append(
            SearchPart(
                id=f"langkah-{step.kode}",
                judul=" · ".join(filter(None, (capital(step.spoken_name), who, prosedur))),
                teks=_words([data.uraian]),
                lain=_words([step.fase, *values, *data.peringatan, *forms, *(n.teks for n in step.catatan)]),
            )
        )
    return tuple(parts)


@per_object
def _terms(data: Sop, peraturan: tuple[str, ...]) -> str:
    """The identity page of an SOP, the titles of its dasar hukum included: a reason to find it, but a weak one."""
    others = ((section.judul, *section.isi) for section in data.bagian_lain)
    lists = (data.maksud_tujuan, *others, data.kualifikasi, data.peralatan, data.peringatan, data.pencatatan)
    return _words([*(text for items in lists for text in items), *peraturan])


def _forms(situs: SiteFacts) -> Iterator[SearchText]:
    for slug, form in situs.proyek.formulir.items():
        uses = situs.formulir[slug]
        titles = _once(use.sop.data.judul for use in uses)
        yield SearchText(
            halaman=f"formulir/{slug}/index.html",
            jenis="Formulir",
            judul=form.judul,
            nama_lain=_once([*form.singkatan, *form.kata_kunci]),
            ket=f"Dipakai pada SOP {join_words(titles[:3])}" if titles else "Belum dipakai pada SOP mana pun",
            unit=_units(situs, uses),
            pelaksana=_once(situs.actor_label(id) for use in uses for id in use.langkah.pelaksana),
            teks=_words(titles),
            lain=_words([form.keterangan or "", *_labels(form)]),
        )


def _labels(form: Formulir) -> Iterator[str]:
    for part in form.bagian:
        yield part.judul or ""
        yield from (field.label for field in (*part.isian, *part.kanan, *(part.tabel.kolom if part.tabel else ())))


def _actors(situs: SiteFacts) -> Iterator[SearchText]:
    for id, uses in situs.pelaksana.items():
        known = situs.proyek.jabatan.get(id)
        count = len({use.sop.slug for use in uses})
        yield SearchText(
            halaman=f"pelaksana/{id}/index.html",
            jenis="Pelaksana",
            judul=situs.actor_label(id),
            nama_lain=_once([known.lengkap or "", *known.alias, *known.singkatan, *known.kata_kunci]) if known else (),
            ket=f"{len(uses)} langkah dalam {count} SOP" if uses else "Belum menjadi pelaksana SOP mana pun",
            unit=_units(situs, uses),
            pelaksana=(situs.actor_label(id),),
        )


def _laws(situs: SiteFacts) -> Iterator[SearchText]:
    for id, slugs in situs.peraturan.items():
        law = situs.proyek.peraturan[id]
        yield SearchText(
            halaman=f"peraturan/{id}/index.html",
            jenis="Peraturan",
            judul=law.short_name,
            ket=f"Dasar hukum {len(slugs)} SOP" if slugs else "Belum dirujuk SOP mana pun",
            unit=_once(situs.unit_name(situs.sop[slug].data.unit) for slug in slugs),
            teks=law.judul if law.singkat else "",
        )


def _law_names(law: Peraturan) -> tuple[str, ...]:
    return (law.singkat, law.judul) if law.singkat else (law.judul,)


def _units(situs: SiteFacts, uses: Iterable[FormUse]) -> tuple[str, ...]:
    return _once(situs.unit_name(use.sop.data.unit) for use in uses)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


def _words(texts: Iterable[str]) -> str:
    """Texts in a row, each ended, on one line."""
    return " ".join(one_line(text).rstrip(".") + "." for text in dict.fromkeys(texts) if text.strip())
