"""The past and the future of one SOP: the table of its revisions, the page of each, the comparison with the one before.

Whether a revision holds today only the reader's day tells: see ``facts/moments.py``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.chart.chart_html import render as render_bagan
from generator.data.library import Library
from generator.declared import page
from generator.facts.chart_diff import diff_charts
from generator.facts.diff_table import count_words, diff_table, orientation
from generator.facts.moments import edition_badge, moment_of, period_of
from generator.facts.page import Page, path_of, url_from
from generator.facts.print_marks import print_marks
from generator.facts.printed_chart import printed_sop
from generator.facts.review_words import review_lines
from generator.facts.site_facts import SiteFacts, by_answer, edition_key, exits_of
from generator.facts.site_forms import SiteForm, forms_of
from generator.pages.render import make_page
from generator.revisions.history import Edition, EditionDiff, predecessor
from generator.revisions.in_force import Period, Version, current_version, published_versions
from generator.revisions.names import library_names
from generator.revisions.public_words import public_words
from generator.revisions.reader_view import with_edition
from generator.revisions.spoken_time import printed_period
from generator.steps.chart_table import title_of

HARI_BARU = 30
"""So many days a revision is announced on the page of its SOP."""
_TERSEMBUNYI = {"search": {"exclude": True}}


@dataclass(frozen=True, slots=True)
class SopPast:
    """What the pages of an SOP say of its past. ``sebelum``: the edition before the one on the page (None = none);
    ``draf``: the one being prepared; ``akhir_baru``: the first day on which it is news no more; ``masa``: the stretches
    of its time."""

    editions: tuple[Edition, ...]
    kini: Edition | None
    sebelum: Edition | None
    draf: Edition | None
    akhir_baru: datetime.date | None
    masa: tuple[Period, ...]

    @property
    def has_pages(self) -> bool:
        """Whether the editions have pages of their own."""
        return len(self.editions) > 1

    def before(self, edisi: Edition) -> Edition | None:
        """The edition with which this one is compared."""
        return predecessor(self.editions, edisi)

    def after(self, edisi: Edition) -> list[Edition]:
        """The editions that are compared with this one."""
        return [satu for satu in self.editions if self.before(satu) == edisi]

    def successor(self, edisi: Edition) -> Edition | None:
        """The edition that takes the place of this one."""
        number = edisi.versi.pengganti if edisi.versi else None
        return next((satu for satu in self.editions if satu.revisi == number), None)

    def yang_lain(self) -> list[tuple[Period, Edition]]:
        """When another edition holds than the one on the page of the SOP, and which."""
        named = {satu.revisi: satu for satu in self.editions}
        return [
            (masa, named[masa.versi.revisi]) for masa in self.masa if masa.versi and not named[masa.versi.revisi].kini
        ]


def past_of(situs: SiteFacts, slug: str) -> SopPast:
    """The past of an SOP."""
    known = situs.history.editions(slug)
    now = next((edisi for edisi in known if edisi.kini), None)
    start = now.mulai if now and not now.draf else None
    return SopPast(
        known,
        now,
        predecessor(known, now) if now else None,
        next((edisi for edisi in known if edisi.draf and not edisi.kini), None),
        start + datetime.timedelta(HARI_BARU) if start else None,
        period_of(situs.proyek, slug),
    )


@page("riwayat")
def pages_of_revisi(situs: SiteFacts, slug: str) -> list[Page]:
    """The pages of the editions of an SOP, each with its comparison; none where there is only one edition."""
    known = past_of(situs, slug)
    if not known.has_pages and slug in situs.sop:
        return []
    pages = []
    for edisi in known.editions:
        pages.append(render_revisi(situs, known, edisi))
        beda = situs.history.diff(slug, edisi.revisi)
        if beda is not None:
            pages.append(render_banding(situs, known, beda))
    return pages


def beside_main(proyek: Library, slug: str) -> tuple[Version, ...]:
    """The published revisions beside the one on the main page that hold on some day, and so have their own pages.

    On which day the site is read nobody knows; a revision in force or to come must have its own. A site of one day
    shows the one that holds on it; one that is only in the archive has none.
    """
    shown = current_version(proyek, slug)
    if proyek.hari is not None or shown is None:
        return ()
    return tuple(versi for versi in published_versions(proyek, slug) if versi.revisi != shown.revisi and versi.ever)


def editions_of(situs: SiteFacts, slug: str) -> tuple[SiteFacts, ...]:
    """The site as it is with each revision that has its own pages and papers, which are made from it; first the one on
    the main page of the SOP, as it was signed."""
    proyek, konteks = situs.proyek, situs.konteks
    others = (
        SiteFacts(with_edition(proyek, slug, versi.sop), konteks, proyek, (slug, versi.revisi))
        for versi in beside_main(proyek, slug)
    )
    return (situs.at_names_of(slug), *others)


def forms_of_edition(situs: SiteFacts, slug: str) -> Iterator[SiteForm]:
    """The forms that watch the revision of an SOP which ``situs`` has, at their place."""
    for form in forms_of(situs.proyek, situs.sop[slug]):
        other = f"--revisi-{situs.editions[1]}" if situs.editions else ""
        yield replace(form, kunci=situs.page_key(form.kunci), id=f"{form.id}{other}")


def render_revisi(situs: SiteFacts, known: SopPast, edisi: Edition) -> Page:
    """The page sop/<slug>/revisi/<n>/."""
    slug = edisi.slug
    gone = slug not in situs.proyek.sop
    key = edition_key(slug, edisi.revisi)
    own = {versi.revisi for versi in beside_main(situs.proyek, slug)}
    printed = not gone and (edisi.kini or edisi.revisi in own)
    situs = situs.at_names_of(slug, edisi.sop)
    sop = situs.sop[slug]
    url = url_from(path_of(key))
    steps = f"{f'sop/{slug}' if edisi.kini else key}/checklist"

    def link(target: str) -> str:
        kind, _, kode = target.partition("/")
        return url(target) if kind != "langkah" else url(f"{steps}/{kode}") if printed else ""

    charts = [render_bagan(p.bagan, link) for p in sop.prosedur]
    references = edisi.sop.keterkaitan
    cetakan = print_marks(situs.proyek.instansi, slug, edisi.sop)
    return make_page(
        situs,
        "revisi.html",
        key,
        f"{edisi.sop.judul}, revisi {edisi.revisi}",
        _TERSEMBUNYI,
        riwayat=known,
        disahkan=approved_by(edisi, situs),
        edisi=edisi,
        hilang=gone,
        nama_hari_ini=not edisi.draf and not edisi.kini and edisi.sop.nama_terbit is None,
        pengganti=known.successor(edisi),
        lencana=edition_badge(situs.proyek, slug),
        saat=moment_of(situs.proyek.hari),
        sop=sop,
        cetakan=cetakan,
        printed=printed_sop(situs.proyek.instansi, sop, cetakan, printed_period(situs.proyek, slug)),
        unduhan=situs.konteks.unduhan.get(f"sop/{slug}" if edisi.kini else key) or (),
        bercetak=printed,
        alamat={step.kode: link(f"langkah/{step.kode}") for step in sop.langkah},
        periksa=url(steps),
        formulir_edisi=[
            (id, form)
            for id, form in situs.proyek.formulir.items()
            if any(id in step.data.formulir for step in sop.langkah)
        ],
        bagan=charts,
        keluar={step.kode: by_answer(exits_of(sop, step)) for step in sop.langkah},
        keterkaitan=[(r.sop if r.sop in situs.sop else None, title_of(situs.proyek, r)) for r in references],
        perkiraan=any(step.perkiraan for step in sop.langkah),
        hukum_lama=(),
        tinjauan=review_lines(situs.proyek.instansi, edisi.sop, situs.jabatan_name),
    )


def render_banding(situs: SiteFacts, known: SopPast, beda: EditionDiff) -> Page:
    """The page sop/<slug>/revisi/<n>/banding/: revision n beside the one before it."""
    old, new = beda.lama, beda.baru
    sides = (with_edition(situs.proyek, old.slug, old.sop), with_edition(situs.proyek, new.slug, new.sop))
    names = library_names(*sides)
    tables = [
        diff_table(body, beda.butir, old.sop, new.sop, names) for body in beda.diff.prosedur if not body.unchanged
    ]
    before, after = diff_charts(old.sop, new.sop, beda.diff, sides)
    return make_page(
        situs,
        "banding.html",
        f"sop/{new.slug}/revisi/{new.revisi}/banding",
        f"{new.sop.judul}, revisi {old.revisi} dan {new.revisi}",
        _TERSEMBUNYI,
        riwayat=known,
        beda=beda,
        lanjut=next(iter(known.after(new)), None),
        hitungan=count_words(beda.butir),
        tabel=tables,
        bagan=[(orientation(gambar), Markup(gambar)) for gambar in after],
        bagan_lama=[(orientation(gambar), Markup(gambar)) for gambar in before if "tanda-hapus" in gambar],
    )


def approved_by(edisi: Edition, situs: SiteFacts) -> str:
    """Who approved an edition: "Kepala Dinas, Nama"; "" where the data do not say."""
    approved = public_words(edisi.sop, situs.proyek.instansi).pengesahan
    if approved is None:
        return ""
    known = situs.proyek.jabatan.get(approved.jabatan)
    return ", ".join(filter(None, (known.full_name if known else approved.jabatan, approved.nama)))
