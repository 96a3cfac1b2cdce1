"""Two wordings side by side: which words went and which came; and how a change of a value or a list is said."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.data.bahasa import rangkai

JenisPotongan = Literal["sama", "hapus", "baru"]
BANYAK_KATA = 4
"""A text of at least so many words is shown with its words marked."""
_MIRIP = 0.3
"""Below this likeness the words have too little in common to be marked one by one."""


@dataclass(frozen=True, slots=True)
class Potongan:
    """A run of words that stayed, went or came."""

    teks: str
    jenis: JenisPotongan


def potong(lama: str, baru: str) -> tuple[Potongan, ...]:
    """The words of both texts in reading order. Those that are not ``baru`` make the old text, those that are not
    ``hapus`` the new one; the space behind a word belongs to it."""
    old, new = re.findall(r"\S+\s*", lama), re.findall(r"\S+\s*", baru)
    plain = [word.strip() for word in old], [word.strip() for word in new]
    matcher = difflib.SequenceMatcher(None, *plain, autojunk=False)
    if matcher.ratio() < _MIRIP:
        return tuple(Potongan(text, kind) for text, kind in _both(lama, baru))
    pieces: list[Potongan] = []
    space = ""
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Potongan("".join(new[j1:j2]), "sama"))
            # The new text ends here and the old one goes on: no space stands before what went.
            space = "" if new[j2 - 1] != plain[1][j2 - 1] or old[i2 - 1] == plain[0][i2 - 1] else " "
        else:
            pieces += [Potongan(text, kind) for text, kind in _both(space + "".join(old[i1:i2]), "".join(new[j1:j2]))]
            space = ""
    return tuple(pieces)


def _both(lama: str, baru: str) -> list[tuple[str, JenisPotongan]]:
    both: list[tuple[str, JenisPotongan]] = [(lama, "hapus"), (baru, "baru")]
    return [(text, kind) for text, kind in both if text]


@dataclass(frozen=True, slots=True)
class Frasa:
    """One change in words: "waktu 240 menit menjadi 120 menit", with the marked words of a longer text."""

    teks: str
    potongan: tuple[Potongan, ...] = ()


def frasa_nilai(nama: str, lama: str, baru: str, *, pendek: bool = False) -> Frasa:
    """A value that is another, came, or went ("" = not filled in). ``pendek``: both are named, however long."""
    if not lama:
        return Frasa(f"{nama} diisi {kutip(baru)}")
    if not baru:
        return Frasa(f"{nama} dikosongkan, semula {kutip(lama)}")
    if pendek or max(len(lama.split()), len(baru.split())) < BANYAK_KATA:
        return Frasa(f"{nama} {lama} menjadi {baru}")
    return Frasa(f"{nama} diubah menjadi {kutip(baru)}", potong(lama, baru))


def frasa_daftar(nama: str, lama: Sequence[str], baru: Sequence[str]) -> list[Frasa]:
    """What came to a list, what went, what was reworded; or that only its order is another."""
    if not lama:
        return [Frasa(f"{nama} diisi {rangkai(map(kutip, baru))}")]
    if not baru:
        return [Frasa(f"{nama} dikosongkan, semula {rangkai(map(kutip, lama))}")]
    gone = [item for item in lama if item not in baru]
    came = [item for item in baru if item not in lama]
    if not gone and not came:
        return [Frasa(f"urutan {nama} menjadi {rangkai(map(kutip, baru))}")]
    found = []
    for item in tuple(gone):
        near = difflib.get_close_matches(item, came, n=1, cutoff=0.6)
        match = near[0] if near else came[0] if len(gone) == len(came) == 1 else None
        if match is not None:
            found.append(frasa_nilai(nama, item, match))
            gone.remove(item)
            came.remove(match)
    if came:
        found.append(Frasa(f"{nama} ditambah {rangkai(map(kutip, came))}"))
    if gone:
        found.append(Frasa(f"{nama} dikurangi {rangkai(map(kutip, gone))}"))
    return found


def kutip(teks: str) -> str:
    """A longer text in quotation marks, so that a sentence round it stays clear."""
    flat = " ".join(teks.split())
    return f"“{flat}”" if len(flat.split()) >= BANYAK_KATA else flat
