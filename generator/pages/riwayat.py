"""The past and the future of one SOP: the table of its revisions, the page of each, the comparison with the one before.

Whether a revision holds today only the reader's day tells: see ``saat.py``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.data.proyek import Proyek
from generator.declared import page
from generator.flow.bagan import title_of
from generator.flow.html import render as render_bagan
from generator.forms.semua import FormulirSitus, forms_of
from generator.pages.cetakan import cetakan_of
from generator.pages.halaman import Halaman, path_of, url_from
from generator.pages.printed_chart import printed_sop
from generator.pages.saat import lencana_edisi, masa_of, saat_of
from generator.pages.situs import Situs, exits_of, kunci_edisi
from generator.pages.tampilan import make_halaman
from generator.revisi.bagan import gambar_beda
from generator.revisi.berlaku import Masa, Versi, versi_kini, versi_terbit
from generator.revisi.halaman import arah, hitungan, tabel_beda
from generator.revisi.nama import nama_dari
from generator.revisi.pembaca import dengan
from generator.revisi.riwayat import BedaEdisi, Edisi
from generator.revisi.sebutan import masa_cetak

HARI_BARU = 30
"""So many days a revision is announced on the page of its SOP."""
_TERSEMBUNYI = {"search": {"exclude": True}}


@dataclass(frozen=True, slots=True)
class RiwayatSop:
    """What the pages of an SOP say of its past. ``sebelum``: the edition before the one on the page (None = none);
    ``draf``: the one being prepared; ``akhir_baru``: the first day on which it is news no more; ``masa``: the stretches
    of its time."""

    edisi: tuple[Edisi, ...]
    kini: Edisi | None
    sebelum: Edisi | None
    draf: Edisi | None
    akhir_baru: datetime.date | None
    masa: tuple[Masa, ...]

    @property
    def berhalaman(self) -> bool:
        """Whether the editions have pages of their own."""
        return len(self.edisi) > 1

    def pengganti(self, edisi: Edisi) -> Edisi | None:
        """The edition that takes the place of this one."""
        number = edisi.versi.pengganti if edisi.versi else None
        return next((satu for satu in self.edisi if satu.revisi == number), None)

    def yang_lain(self) -> list[tuple[Masa, Edisi]]:
        """When another edition holds than the one on the page of the SOP, and which."""
        named = {satu.revisi: satu for satu in self.edisi}
        return [
            (masa, named[masa.versi.revisi]) for masa in self.masa if masa.versi and not named[masa.versi.revisi].kini
        ]


def riwayat_of(situs: Situs, slug: str) -> RiwayatSop:
    """The past of an SOP."""
    known = situs.riwayat.edisi(slug)
    now = next((edisi for edisi in known if edisi.kini), None)
    place = known.index(now) if now else 0
    start = now.mulai if now and not now.draf else None
    return RiwayatSop(
        known,
        now,
        known[place - 1] if place else None,
        next((edisi for edisi in known if edisi.draf and not edisi.kini), None),
        start + datetime.timedelta(HARI_BARU) if start else None,
        masa_of(situs.proyek, slug),
    )


@page("riwayat")
def pages_of_riwayat(situs: Situs, slug: str) -> list[Halaman]:
    """The pages of the editions of an SOP, each with its comparison; none where there is only one edition."""
    known = riwayat_of(situs, slug)
    if not known.berhalaman and slug in situs.sop:
        return []
    pages = []
    for edisi in known.edisi:
        pages.append(render_revisi(situs, known, edisi))
        beda = situs.riwayat.beda(slug, edisi.revisi)
        if beda is not None:
            pages.append(render_banding(situs, known, beda))
    return pages


def beside_main(proyek: Proyek, slug: str) -> tuple[Versi, ...]:
    """The published revisions beside the one on the main page that hold on some day, and so have their own pages.

    On which day the site is read nobody knows; a revision in force or to come must have its own. A site of one day
    shows the one that holds on it; one that is only in the archive has none.
    """
    shown = versi_kini(proyek, slug)
    if proyek.hari is not None or shown is None:
        return ()
    return tuple(versi for versi in versi_terbit(proyek, slug) if versi.revisi != shown.revisi and versi.pernah)


def editions_of(situs: Situs, slug: str) -> tuple[Situs, ...]:
    """The site as it is with each revision that has its own pages and papers, which are made from it; first the one on
    the main page of the SOP, as it was signed."""
    proyek, konteks = situs.proyek, situs.konteks
    others = (
        Situs(dengan(proyek, slug, versi.sop), konteks, proyek, (slug, versi.revisi))
        for versi in beside_main(proyek, slug)
    )
    return (situs.pada(slug), *others)


def forms_of_edition(situs: Situs, slug: str) -> Iterator[FormulirSitus]:
    """The forms that watch the revision of an SOP which ``situs`` has, at their place."""
    for form in forms_of(situs.proyek, situs.sop[slug]):
        other = f"--revisi-{situs.edisi[1]}" if situs.edisi else ""
        yield replace(form, kunci=situs.kunci(form.kunci), id=f"{form.id}{other}")


def render_revisi(situs: Situs, known: RiwayatSop, edisi: Edisi) -> Halaman:
    """The page sop/<slug>/revisi/<n>/."""
    slug = edisi.slug
    gone = slug not in situs.proyek.sop
    key = kunci_edisi(slug, edisi.revisi)
    own = {versi.revisi for versi in beside_main(situs.proyek, slug)}
    printed = not gone and (edisi.kini or edisi.revisi in own)
    situs = situs.pada(slug, edisi.sop)
    sop = situs.sop[slug]
    url = url_from(path_of(key))
    steps = f"{f'sop/{slug}' if edisi.kini else key}/checklist"

    def link(target: str) -> str:
        kind, _, kode = target.partition("/")
        return url(target) if kind != "langkah" else url(f"{steps}/{kode}") if printed else ""

    charts = [render_bagan(p.bagan, link) for p in sop.prosedur]
    references = edisi.sop.keterkaitan
    cetakan = cetakan_of(situs.proyek.instansi, slug, edisi.sop)
    return make_halaman(
        situs,
        "revisi.html",
        key,
        f"{edisi.sop.judul}, revisi {edisi.revisi}",
        _TERSEMBUNYI,
        riwayat=known,
        disahkan=disahkan_oleh(edisi, situs),
        edisi=edisi,
        hilang=gone,
        nama_hari_ini=not edisi.draf and not edisi.kini and edisi.sop.nama_terbit is None,
        pengganti=known.pengganti(edisi),
        lencana=lencana_edisi(situs.proyek, slug),
        saat=saat_of(situs.proyek.hari),
        sop=sop,
        cetakan=cetakan,
        printed=printed_sop(situs.proyek.instansi, sop, cetakan, masa_cetak(situs.proyek, slug)),
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
        keluar={step.kode: exits_of(sop, step) for step in sop.langkah},
        keterkaitan=[(r.sop if r.sop in situs.sop else None, title_of(situs.proyek, r)) for r in references],
        perkiraan=any(step.perkiraan for step in sop.langkah),
        hukum_lama=(),
    )


def render_banding(situs: Situs, known: RiwayatSop, beda: BedaEdisi) -> Halaman:
    """The page sop/<slug>/revisi/<n>/banding/: revision n beside the one before it."""
    old, new = beda.lama, beda.baru
    sides = (dengan(situs.proyek, old.slug, old.sop), dengan(situs.proyek, new.slug, new.sop))
    names = nama_dari(*sides)
    tables = [tabel_beda(body, beda.butir, old.sop, new.sop, names) for body in beda.beda.prosedur if not body.tetap]
    before, after = gambar_beda(old.sop, new.sop, beda.beda, sides)
    place = known.edisi.index(new)
    return make_halaman(
        situs,
        "banding.html",
        f"sop/{new.slug}/revisi/{new.revisi}/banding",
        f"{new.sop.judul}, revisi {old.revisi} dan {new.revisi}",
        _TERSEMBUNYI,
        riwayat=known,
        beda=beda,
        lanjut=known.edisi[place + 1] if place + 1 < len(known.edisi) else None,
        hitungan=hitungan(beda.butir),
        tabel=tables,
        bagan=[(arah(gambar), Markup(gambar)) for gambar in after],
        bagan_lama=[(arah(gambar), Markup(gambar)) for gambar in before if "tanda-hapus" in gambar],
    )


def disahkan_oleh(edisi: Edisi, situs: Situs) -> str:
    """Who approved an edition: "Kepala Dinas, Nama"; "" where the data do not say."""
    approved = edisi.sop.pengesahan
    if approved is None:
        return ""
    known = situs.proyek.jabatan.get(approved.jabatan)
    return ", ".join(filter(None, (known.nama_lengkap if known else approved.jabatan, approved.nama)))
