"""Two wordings side by side: which words went and which came; and how a change of a value or a list is said."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.data.italics import mark_italics
from generator.data.wording import join_words

JenisPotongan = Literal["sama", "hapus", "baru"]
BANYAK_KATA = 4
"""A text of at least so many words is shown with its words marked."""
_MIRIP = 0.3
"""Below this likeness the words have too little in common to be marked one by one."""


@dataclass(frozen=True, slots=True)
class WordRun:
    """A run of words that stayed, went or came."""

    teks: str
    jenis: JenisPotongan


def potong(lama: str, baru: str) -> tuple[WordRun, ...]:
    """The words of both texts in reading order. Those that are not ``baru`` make the old text, those that are not
    ``hapus`` the new one; the space behind a word belongs to it."""
    old, new = re.findall(r"\S+\s*", lama), re.findall(r"\S+\s*", baru)
    plain = [word.strip() for word in old], [word.strip() for word in new]
    matcher = difflib.SequenceMatcher(None, *plain, autojunk=False)
    if matcher.ratio() < _MIRIP:
        return tuple(WordRun(text, kind) for text, kind in _both(lama, baru))
    pieces: list[WordRun] = []
    space = ""
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(WordRun("".join(new[j1:j2]), "sama"))
            # The new text ends here and the old one goes on: no space stands before what went.
            space = " " if old[i2 - 1][-1].isspace() and not new[j2 - 1][-1].isspace() else ""
        else:
            pieces += [WordRun(text, kind) for text, kind in _both(space + "".join(old[i1:i2]), "".join(new[j1:j2]))]
            space = ""
    return tuple(pieces)


def _both(lama: str, baru: str) -> list[tuple[str, JenisPotongan]]:
    both: list[tuple[str, JenisPotongan]] = [(lama, "hapus"), (baru, "baru")]
    return [(text, kind) for text, kind in both if text]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One change in words: "waktu 240 menit menjadi 120 menit", with the marked words of a longer text."""

    teks: str
    potongan: tuple[WordRun, ...] = ()


def value_phrase(nama: str, lama: str, baru: str, *, pendek: bool = False) -> Phrase:
    """A value that is another, came, or went ("" = not filled in). ``pendek``: both are named, however long."""
    if (_as_read(lama), _as_read(baru)) != (lama, baru):
        lama, baru = _as_read(lama), _as_read(baru)
        if lama == baru:
            return Phrase(f"huruf miring pada {nama} diubah")
    if not lama:
        return Phrase(f"{nama} diisi {quoted_text(baru)}")
    if not baru:
        return Phrase(f"{nama} dikosongkan, semula {quoted_text(lama)}")
    if pendek or max(len(lama.split()), len(baru.split())) < BANYAK_KATA:
        return Phrase(f"{nama} {lama} menjadi {baru}")
    return Phrase(f"{nama} diubah menjadi {quoted_text(baru)}", potong(lama, baru))


def _as_read(text: str) -> str:
    """A text of the data without the marks of italics, which no sentence shows."""
    return str(mark_italics(text))


def list_phrase(nama: str, lama: Sequence[str], baru: Sequence[str]) -> list[Phrase]:
    """What came to a list, what went, what was reworded; or that only its order is another."""
    if any("*" in item for item in (*lama, *baru)):
        lama, baru = [_as_read(item) for item in lama], [_as_read(item) for item in baru]
        if lama == baru:
            return [Phrase(f"huruf miring pada {nama} diubah")]
    if not lama:
        return [Phrase(f"{nama} diisi {join_words(map(quoted_text, baru))}")]
    if not baru:
        return [Phrase(f"{nama} dikosongkan, semula {join_words(map(quoted_text, lama))}")]
    gone = [item for item in lama if item not in baru]
    came = [item for item in baru if item not in lama]
    if not gone and not came:
        return [Phrase(f"urutan {nama} menjadi {join_words(map(quoted_text, baru))}")]
    found = []
    for item in tuple(gone):
        near = difflib.get_close_matches(item, came)
        match = near[0] if near else came[0] if len(gone) == len(came) == 1 else None
        if match is not None:
            found.append(value_phrase(nama, item, match))
            gone.remove(item)
            came.remove(match)
    if came:
        found.append(Phrase(f"{nama} ditambah {join_words(map(quoted_text, came))}"))
    if gone:
        found.append(Phrase(f"{nama} dikurangi {join_words(map(quoted_text, gone))}"))
    return found


def quoted_text(teks: str) -> str:
    """A longer text in quotation marks, so that a sentence round it stays clear."""
    flat = " ".join(teks.split())
    return f"“{flat}”" if len(flat.split()) >= BANYAK_KATA else flat
