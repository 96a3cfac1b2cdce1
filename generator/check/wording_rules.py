"""Wording (codes K8xx): what was copied, said twice, or called by two names."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.check.severity import box_lists, rows
from generator.data.blocks import is_subheading
from generator.data.sop import Sop
from generator.findings import Finding
from generator.reading.source import Loc, Source
from generator.steps.rows import diagrams

_HTML = re.compile(
    r"</?(?:b|i|u|p|br|ol|ul|li|em|strong|span|div|font|table|tr|td|h[1-6])(?:\s[^<>]*)?/?>"
    r"|&(?:amp|nbsp|lt|gt|quot|apos|ndash|mdash|#\d{2,5});",
    re.IGNORECASE,
)
_SAMA = {"formulir": "form", "draft": "draf", "konsep": "draf", "rancangan": "draf", "fotokopi": "salinan"}
"""Words that mean the same in the name of a document."""
_TANPA_ARTI = {"dokumen"}
"""Words that the name of a document keeps its meaning without. Not "berkas": the file of a letter is not the letter."""
_COMPARED, _ALIKE = 160, 0.75
"""So many characters of two texts are compared, since comparing takes as long as one times the other; and so much of
them is the same where the same was meant."""
_LONGEST_NAME, _LONGEST_WORD, _MOST_LIKE = 30, 40, 40
"""Words of a name, letters of a word, and names with a mark in common: in more, no slip of the pen is looked for."""


@rule("K801", "peringatan", of="teks")
def check_html(source: Source, teks: str) -> Iterator[Finding]:
    """K801: tags of a web page in a text; they would be printed as they stand. The first of each text.

    ``teks``: all texts of the file.
    """
    if "<" not in teks and "&" not in teks:
        return
    for loc, text in texts(source.value):
        tag = _HTML.search(text)
        if tag:
            message = f"ada tanda HTML '{tag[0]}' di dalam teks"
            remedy = "hapus; untuk beberapa butir tulis daftar, untuk beberapa paragraf pakai '|'"
            yield source.finding("K801", loc, message, remedy)


def texts(value: object, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[Loc, str]]:
    """Every text of a data file with its place."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts(item, (*loc, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*loc, key))


@rule("K802", "saran", basis="bagian identitas: Nama SOP")
def _titles(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """K802: the table has another title than the SOP."""
    title = sop.tabel.judul
    if title and _bare(title) != _bare(sop.judul):
        message = f"judul tabel '{title}' berbeda dari nama SOP '{sop.judul}'"
        remedy = "pakai satu nama, atau hapus 'tabel.judul'"
        yield lingkup.finding("K802", ("tabel", "judul"), message, remedy)


def _bare(title: str) -> str:
    words = re.sub(r"^(?:sop|standar operasional prosedur|prosedur)\b:?", "", title.casefold().strip())
    return " ".join(re.findall(r"\w+", words))


@rule("K803", "saran")
def _worksheet(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """K803: worksheet C repeats steps of the table in almost the same words. A shorter list is a summary."""
    if sop.identifikasi is None or sop.prosedur:
        return
    langkah = sop.identifikasi.langkah
    listed = (*langkah.awal, *langkah.utama, *langkah.akhir)
    (diagram,) = diagrams(sop)
    if len(listed) != len(diagram.baris):
        return
    pairs = zip(listed, diagram.baris, strict=True)
    differ = [row.no or str(row.urut + 1) for text, row in pairs if _almost(_plain(text), _plain(row.data.uraian))]
    if differ:
        message = f"kata-kata lembar kerja C dan tabel berbeda pada langkah {', '.join(differ)}"
        remedy = "samakan, supaya pembaca tahu bahwa langkahnya sama"
        place = ("identifikasi", "langkah")
        yield lingkup.finding("K803", place, message, remedy)


def _plain(text: str) -> str:
    """A text without the marks of footnotes and without its full stop."""
    return re.sub(r"[\s*†‡.]+$", "", " ".join(text.split()))


def _almost(text: str, uraian: str) -> bool:
    """Whether a worksheet says a step in other words that were meant to be the same; a shortened beginning is not."""
    if text == uraian or (uraian.casefold().startswith(text.casefold()) and len(text) < len(uraian)):
        return False
    alike = difflib.SequenceMatcher(None, text.casefold()[:_COMPARED], uraian.casefold()[:_COMPARED], autojunk=False)
    return alike.quick_ratio() >= _ALIKE and alike.ratio() >= _ALIKE


@rule("K804", "saran")
def _copied(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """K804: what a step needs is word for word what comes out of it."""
    for loc, row in rows(sop):
        mutu = row.data.mutu_baku
        needs, gives = ({text.casefold() for text in side} - {"-"} for side in (mutu.kelengkapan, mutu.output))
        if needs and needs == gives:
            message = f"kelengkapan langkah {row.no or row.urut + 1} sama dengan outputnya: {mutu.output[0]}"
            remedy = "tulis pada output apa yang berubah atau dihasilkan, misalnya 'berparaf' atau 'yang disetujui'"
            place = (*loc, "mutu_baku", "output")
            yield lingkup.finding("K804", place, message, remedy)


@rule("K805", "saran")
def _terms(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """K805: two names in the mutu baku that seem to mean one document. Each pair of names once."""
    known: dict[str, str] = {}
    at: dict[str, int] = {}
    like: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for loc, row in rows(sop):
        for key in ("kelengkapan", "output"):
            for index, name in enumerate(getattr(row.data.mutu_baku, key)):
                written = " ".join(name.casefold().split())
                if written in known:
                    continue
                near = {term for mark in _marks(written) for term in like[mark]}
                same = next(
                    (known[term] for term in sorted(near, key=at.__getitem__) if _one_document(term, written)), None
                )
                if same:
                    message = f"'{name}' dan '{same}' tampaknya dokumen yang sama"
                    remedy = "pakai satu sebutan di seluruh SOP, bila memang sama"
                    place = (*loc, "mutu_baku", key, index)
                    yield lingkup.finding("K805", place, message, remedy)
                known[written], at[written] = name, len(at)
                for mark in _marks(written):
                    if len(like[mark]) < _MOST_LIKE:
                        like[mark].append(written)


@lru_cache(maxsize=4096)
def _marks(name: str) -> tuple[tuple[object, ...], ...]:
    """What only names have in common that may mean one document: their key, or all of their words but one."""
    words = name.split()
    if len(words) > _LONGEST_NAME:
        return (_key(name),)
    return (_key(name), *((at, *words[:at], *words[at + 1 :]) for at in range(len(words))))


def _one_document(first: str, second: str) -> bool:
    """Whether two names differ only in words that mean the same, or by a slip of the pen."""
    one, two = _key(first), _key(second)
    if one == two:
        return bool(one)
    words, others = first.split(), second.split()
    if len(words) != len(others) or len(words) < 2:
        return False
    pairs = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return len(pairs) == 1 and _slip(*pairs[0])


def _slip(first: str, second: str) -> bool:
    """Whether two words differ by one letter. Numbers, numerals and short words are told apart by one letter."""
    if min(len(first), len(second)) < 5 or max(len(first), len(second)) > _LONGEST_WORD:
        return False
    if not (first.isalpha() and second.isalpha()):
        return False
    blocks = difflib.SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return max(len(first), len(second)) - sum(block.size for block in blocks) <= 1


@lru_cache(maxsize=4096)
def _key(name: str) -> tuple[str, ...]:
    words = (_SAMA.get(word, word) for word in re.findall(r"\w+", name))
    kept = tuple(word for word in words if word not in _TANPA_ARTI)
    # A lone remainder says too little.
    return kept if len(kept) > 1 else tuple(re.findall(r"\w+", name))


@rule("K806", "peringatan")
def _twice(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """K806: one item stands twice in a list of texts."""
    lists: list[tuple[Loc, tuple[str, ...]]] = [*box_lists(sop)]
    for loc, row in rows(sop):
        mutu = row.data.mutu_baku
        lists += [((*loc, "mutu_baku", key), getattr(mutu, key)) for key in ("kelengkapan", "output")]
    for loc, items in lists:
        seen: set[str] = set()
        headed = sop.anak_judul and loc[0] not in ("langkah", "prosedur")
        for index, text in enumerate(items):
            if headed and is_subheading(text):
                seen.clear()
            if text.casefold() in seen:
                message = f"'{text}' sudah ada pada daftar ini"
                yield lingkup.finding("K806", (*loc, index), message, "hapus salah satu")
            seen.add(text.casefold())
