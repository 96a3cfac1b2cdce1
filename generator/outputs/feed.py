"""The feeds of changes (Atom, RFC 4287): for those who want to hear of a revision without looking for it.

Everything in them comes from the data, so it is the same on every day. An entry keeps its id for as long as the
revision keeps its words, and has the same in every feed. Addresses are whole where the agency says where its site is,
else they are seen from the feed; then the feed names no address of its own, for nobody knows it.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator

from generator.data.library import Library
from generator.data.wording import format_date
from generator.declared import SiteFile, output
from generator.facts.feeds import Feed, feeds_of
from generator.facts.page import asset_from
from generator.facts.site_facts import SiteFacts
from generator.revisions.history import HistoryEntry
from generator.text.hanging_text import paragraphs

TERBANYAK = 50
"""So many entries, the newest ones: a feed is no archive, the page "Perubahan" is."""
_RUANG = uuid.uuid5(uuid.NAMESPACE_URL, "urn:pustaka-sop:perubahan")


@output("pustaka", 30)
def feed_files(situs: SiteFacts) -> Iterator[SiteFile]:
    """The feed of everything, and those of units and actors, each once something in it has a day."""
    yield from (SiteFile(feed.path, atom_text(situs.proyek, feed).encode()) for feed in feeds_of(situs.history))


def atom_text(proyek: Library, feed: Feed) -> str:
    """One feed as Atom."""
    agency, entries = proyek.instansi, feed.entries[:TERBANYAK]
    name = "/".join(filter(None, (f"{agency.pemerintah}/{agency.nama}", feed.name)))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id">',
        f"<id>{_id(name)}</id>",
        f"<title>{paragraphs(feed.title)}</title>",
        f"<updated>{_time(entries[0])}</updated>",
        f"<author><name>{paragraphs(agency.plain_name)}</name></author>",
        f'<link rel="alternate" type="text/html" href="{_address(proyek, feed, feed.page)}"/>',
    ]
    if agency.alamat_situs:
        lines.append(f'<link rel="self" type="application/atom+xml" href="{_address(proyek, feed, feed.path)}"/>')
    lines += [line for satu in entries for line in _entry(proyek, feed, satu)]
    return "\n".join([*lines, "</feed>", ""])


def _entry(proyek: Library, feed: Feed, satu: HistoryEntry) -> Iterator[str]:
    edisi = satu.editions
    page = f"sop/{edisi.slug}/" if edisi.slug in proyek.sop else f"sop/{edisi.slug}/cek/"
    if satu.diff:
        page = f"sop/{edisi.slug}/revisi/{edisi.revisi}/banding/"
    yield "<entry>"
    yield f"<id>{_id(satu.digest)}</id>"
    yield f"<title>{paragraphs(_title(satu))}</title>"
    yield f"<updated>{_time(satu)}</updated>"
    yield f'<link rel="alternate" type="text/html" href="{_address(proyek, feed, f"{page}index.html")}"/>'
    yield f'<content type="html">{paragraphs(_content(satu))}</content>'
    yield "</entry>"


def _title(satu: HistoryEntry) -> str:
    title = satu.editions.sop.judul
    if satu.jenis == "terbit" and not satu.editions.revisi:
        return f"SOP baru: {title}"
    return f"{title}: {satu.event}"


def _content(satu: HistoryEntry) -> str:
    """What happened, as HTML: the maker's summary, then the changes themselves."""
    sop, day = satu.editions.sop, satu.hari
    parts = []
    if satu.jenis == "cabut":
        reason = sop.pencabutan.alasan if sop.pencabutan and sop.pencabutan.alasan else ""
        parts.append(
            f"<p>SOP ini tidak berlaku lagi mulai {_day(day)}.{f' {paragraphs(reason)}' if reason else ''}</p>"
        )
    elif satu.jenis == "batal":
        reason = sop.pencabutan.alasan if sop.pencabutan and sop.pencabutan.alasan else ""
        parts.append(
            f"<p>{paragraphs(f'Dibatalkan pada {_day(day)}; revisi yang lain tidak berubah. {reason}'.strip())}</p>"
        )
    elif satu.period_note:
        parts.append(f"<p>{paragraphs(satu.period_note)}</p>")
    elif satu.pasti:
        parts.append(f"<p>Berlaku mulai {_day(day)}.</p>")
    else:
        parts.append(f"<p>Menurut tanggal pada dokumennya, {_day(day)}; mulai berlakunya tidak dicatat.</p>")
    if satu.diff:
        summary = sop.perubahan.ringkasan if sop.perubahan else ()
        parts += [_list("Ringkasan", summary), _list("Yang berubah", [b.kalimat for b in satu.diff.butir])]
    return "".join(parts)


def _list(judul: str, butir: tuple[str, ...] | list[str]) -> str:
    items = "".join(f"<li>{paragraphs(item)}</li>" for item in butir)
    return f"<p>{judul}:</p><ul>{items}</ul>" if items else ""


def _address(proyek: Library, feed: Feed, path: str) -> str:
    base = proyek.instansi.alamat_situs
    return paragraphs(f"{base}{path}" if base else asset_from(feed.path)(path))


def _id(words: str) -> str:
    return uuid.uuid5(_RUANG, words).urn


def _time(satu: HistoryEntry) -> str:
    """Midnight of the day in UTC, which is the same day in all of Indonesia."""
    return f"{satu.hari}T00:00:00Z"


def _day(hari: datetime.date | None) -> str:
    return format_date(hari) if hari else ""
