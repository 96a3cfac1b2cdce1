"""The page that tells the holder of a blank form whether it is still the current one: formulir/<slug>/cek/.

Forms have no revisions. What is known of an old one is its fingerprint, kept by every SOP that used it when it was put
in force (``SignedNames.kode_formulir``). Each answer stands in the page; the script (cek-formulir.js) picks the one
that fits the address of the QR code. Without it the page says the current code, to be compared by eye.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.data.fingerprint import form_fingerprint
from generator.data.library import Library
from generator.data.sop import Sop
from generator.data.wording import join_words
from generator.declared import page
from generator.facts.page import Page
from generator.facts.site_facts import SiteFacts
from generator.pages.render import make_page


@dataclass(frozen=True, slots=True)
class FormVersion:
    """A version of a form that an SOP was put in force with. ``berlaku``: that edition stands on the SOP's page."""

    slug: str
    sop: str
    revisi: int
    judul: str
    kode: str
    berlaku: bool

    @property
    def editions(self) -> str:
        """The edition in a sentence: "SOP Surat Masuk revisi 2"."""
        return f"SOP {self.sop} revisi {self.revisi}"


def versions_of(proyek: Library, id: str) -> Iterator[FormVersion]:
    """Every version of the form ``id`` that a published SOP knows, by SOP, oldest first."""
    proyek = proyek.kini or proyek
    for slug in sorted({*proyek.sop, *proyek.arsip}):
        shown = proyek.sop.get(slug)
        known: dict[int, Sop] = dict(proyek.arsip.get(slug, {}))
        known |= {sop.revisi or 0: sop for sop in (proyek.terbit.get(slug), shown) if sop is not None}
        for revisi in sorted(known):
            names = known[revisi].nama_terbit
            if names is not None and id in names.kode_formulir:
                sop = known[revisi]
                yield FormVersion(
                    slug, sop.judul, revisi, names.formulir.get(id, id), names.kode_formulir[id], sop is shown
                )


def changed_since(proyek: Library, id: str) -> tuple[FormVersion, ...]:
    """The editions in force that the form was changed under."""
    code = form_fingerprint(proyek.formulir[id])
    return tuple(version for version in versions_of(proyek, id) if version.berlaku and version.kode != code)


def gone_forms(proyek: Library) -> list[str]:
    """The forms that are no more, but stand on paper: a published SOP knows their fingerprint."""
    sops = [
        *proyek.sop.values(),
        *proyek.terbit.values(),
        *(s for all_of in proyek.arsip.values() for s in all_of.values()),
    ]
    known = {id for sop in sops if sop.nama_terbit for id in sop.nama_terbit.kode_formulir}
    return sorted(known - {*proyek.formulir})


@page("formulir")
def render_cek_form(situs: SiteFacts, id: str) -> Page:
    """The page formulir/<id>/cek/, also of a form that is no more."""
    form = situs.proyek.formulir.get(id)
    known = tuple(versions_of(situs.proyek, id))
    title = form.judul if form is not None else known[-1].judul
    code = form_fingerprint(form) if form is not None else ""
    old: dict[str, list[FormVersion]] = {}
    for version in known:
        if version.kode != code:
            old.setdefault(version.kode, []).append(version)
    return make_page(
        situs,
        "cek_formulir.html",
        f"formulir/{id}/cek",
        f"Cek formulir {title}",
        {"search": {"exclude": True}, "description": f"Apakah cetakan formulir {title} masih yang terbaru?"},
        id=id,
        nama=title,
        kode=code,
        berubah=changed_since(situs.proyek, id) if form is not None else (),
        lama={kode: join_words(version.editions for version in versions) for kode, versions in old.items()},
    )


@page("pustaka")
def render_gone_forms(situs: SiteFacts) -> list[Page]:
    """The same for forms of which only prints are left."""
    return [render_cek_form(situs, id) for id in gone_forms(situs.proyek)]
