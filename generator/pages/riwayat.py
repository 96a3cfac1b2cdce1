"""The past of one SOP: the table of its revisions, the page of each, and the comparison with the one before it.

Whether a revision holds today only the reader's day tells, unless the site speaks of one day (`sop build --tanggal`).
So every sentence that depends on the day stands in the page with the days between which it is true, and the script
(perubahan.js) shows those that fit; without it the sentence shown is the one that is true in the end.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from generator.data.bahasa import tanggal
from generator.flow.bagan import title_of
from generator.flow.html import render as render_bagan
from generator.flow.susunan import susun
from generator.pages.cetakan import cetakan_of
from generator.pages.halaman import Halaman, path_of, url_from
from generator.pages.printed_chart import printed_sop
from generator.pages.situs import Situs, exits_of
from generator.pages.tampilan import make_halaman
from generator.revisi.bagan import gambar_beda
from generator.revisi.halaman import arah, hitungan, tabel_beda
from generator.revisi.nama import nama_dari
from generator.revisi.pembaca import dengan
from generator.revisi.riwayat import BedaEdisi, Edisi

HARI_BARU = 30
"""So many days a revision is announced on the page of its SOP."""
_TERSEMBUNYI = {"search": {"exclude": True}}
Saat = Callable[..., Markup]
"""Makes the attributes of an element that is true only between two days."""


@dataclass(frozen=True, slots=True)
class RiwayatSop:
    """What the pages of an SOP say of its past. ``sebelum``: the edition before the one on the page (None = none);
    ``draf``: the one being prepared; ``akhir_baru``: the first day on which it is news no more."""

    edisi: tuple[Edisi, ...]
    kini: Edisi | None
    sebelum: Edisi | None
    draf: Edisi | None
    akhir_baru: datetime.date | None

    @property
    def berhalaman(self) -> bool:
        """Whether the editions have pages of their own."""
        return len(self.edisi) > 1

    def pengganti(self, edisi: Edisi) -> Edisi | None:
        """The published edition that came after this one."""
        later = self.edisi[self.edisi.index(edisi) + 1 :]
        return next((satu for satu in later if not satu.draf), None)


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
    )


def saat_of(hari: datetime.date | None) -> Saat:
    """Attributes for what is true from ``mulai`` until before ``sampai`` (None = always). ``tampak``: shown where no
    script runs."""

    def saat(mulai: datetime.date | None, sampai: datetime.date | None, tampak: bool = False) -> Markup:
        if hari is not None:
            holds = (mulai is None or mulai <= hari) and (sampai is None or hari < sampai)
            return Markup("" if holds else " hidden")
        start, end = (day.isoformat() if day else "" for day in (mulai, sampai))
        hidden = Markup("" if tampak else " hidden")
        return Markup(' data-saat data-mulai="{}" data-sampai="{}"{}').format(start, end, hidden)

    return saat


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


def render_revisi(situs: Situs, known: RiwayatSop, edisi: Edisi) -> Halaman:
    """The page sop/<slug>/revisi/<n>/."""
    slug = edisi.slug
    key = f"sop/{slug}/revisi/{edisi.revisi}"
    sop = susun(dengan(situs.proyek, slug, edisi.sop), slug)
    url = url_from(path_of(key))
    charts = [render_bagan(p.bagan, lambda key: "" if key.startswith("langkah/") else url(key)) for p in sop.prosedur]
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
        pengganti=known.pengganti(edisi),
        saat=saat_of(situs.proyek.hari),
        sop=sop,
        cetakan=cetakan,
        printed=printed_sop(situs.proyek.instansi, sop, cetakan, _when(edisi)),
        bagan=charts,
        keluar={step.kode: exits_of(sop, step) for step in sop.langkah},
        keterkaitan=[(r.sop if r.sop in situs.sop else None, title_of(situs.proyek, r)) for r in references],
        perkiraan=any(step.perkiraan for step in sop.langkah),
        hukum_lama=(),
    )


def _when(edisi: Edisi) -> str:
    """When an edition is in force, in words that are true on every day; "" = as its SOP says."""
    if edisi.draf:
        return ""
    if edisi.mulai is None:
        return "tanggal berlakunya tidak dicatat"
    until = f" sampai sebelum {tanggal(edisi.sampai)}" if edisi.sampai else ""
    return f"Berlaku sejak {tanggal(edisi.mulai)}{until}"


def render_banding(situs: Situs, known: RiwayatSop, beda: BedaEdisi) -> Halaman:
    """The page sop/<slug>/revisi/<n>/banding/: revision n beside the one before it."""
    old, new = beda.lama, beda.baru
    names = nama_dari(situs.proyek)
    tables = [tabel_beda(body, beda.butir, old.sop, new.sop, names) for body in beda.beda.prosedur if not body.tetap]
    before, after = gambar_beda(old.sop, new.sop, beda.beda, (situs.proyek, situs.proyek))
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
