"""The names of jabatan in running text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from generator.data.instansi import Jabatan

_KATA = re.compile(r"\w*")


class ActorNames:
    """Every name of a jabatan. ``id``: the name in small letters -> the ids that it may mean."""

    def __init__(self, jabatan: Mapping[str, Jabatan]) -> None:
        self.id: dict[str, set[str]] = defaultdict(set)
        for id, one in jabatan.items():
            for nama in filter(None, (one.nama, one.lengkap, *one.alias)):
                self.id[nama.casefold()].add(id)
        self._awal: dict[str, list[str]] = defaultdict(list)
        """The names by their first word, the longest first."""
        for nama in sorted(self.id, key=lambda nama: (-len(nama), nama)):
            self._awal[_first_word(nama)].append(nama)

    def at_start(self, text: str) -> str | None:
        """The longest name with which ``text`` (in small letters) begins."""
        names = self._awal.get(_first_word(text), ())
        return next((nama for nama in names if text.startswith(nama) and _ends(text, len(nama))), None)


def _first_word(text: str) -> str:
    found = _KATA.match(text)
    return found[0] if found else ""


def _ends(text: str, at: int) -> bool:
    """Whether a word of ``text`` ends before ``at``."""
    return at == len(text) or not (text[at].isalnum() or text[at] == "_")
