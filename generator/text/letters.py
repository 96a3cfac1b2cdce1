"""Advance widths of Liberation Sans, which has the metrics of Arial: what a text needs, without any font installed.

The tables are data, made once from the font files that the paper uses (``generator/paper/fonts``, Liberation 2.1.5, SIL
OFL): look up each character of ASCII, Latin-1 and the usual typographic marks in the ``cmap`` table, take its advance
from ``hmtx``, and list the characters under their width. A test holds them to those files. The font has no
non-breaking hyphen (U+2011); it is given the width of a hyphen. Unit: 1/2048 em.
"""

from __future__ import annotations

from generator.data.italics import OFF, ON

UNITS_PER_EM = 2048

_REGULAR = {
    391: "'",
    455: "ijl\u2018\u2019",
    532: "|¦",
    569: " !,./:;I[\\]ft\u00a0ÌÍÎÏìíîï",
    682: "()-`r¡¨\u00ad²³\u00b4·¸¹\u2010\u2011“”",
    684: "{}",
    717: "•",
    727: '"',
    748: "º",
    758: "ª",
    797: "*",
    819: "°",
    961: "^",
    1024: "Jcksvxyzçýÿ",
    1100: "¶",
    1124: "±÷≤≥",
    1131: "¯",
    1139: "#$0123456789?L_abdeghnopqu¢£¤¥§«»àáâãäåèéêëðñòóôõöùúûüþ\u2013€",
    1180: "µ",
    1196: "+<=>~¬\u00d7\u2212",
    1251: "FTZ¿ßø",
    1366: "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞ",
    1479: "CDHNRUwÇÐÑÙÚÛÜ",
    1509: "©®",
    1593: "GOQÒÓÔÕÖØ",
    1706: "Mm",
    1708: "¼½¾",
    1821: "%æ",
    1933: "W",
    2048: "Æ—…",
    2079: "@",
}

_BOLD = {
    487: "'",
    569: " ,./I\\ijl\u00a0ÌÍÎÏìíîï\u2018\u2019",
    573: "|¦",
    682: "!()-:;[]`ft¡¨\u00ad²³\u00b4·¸¹\u2010\u2011",
    717: "•",
    748: "º",
    758: "ª",
    797: "*r{}",
    819: "°",
    971: '"',
    1024: "z“”",
    1124: "±÷≤≥",
    1131: "¯",
    1139: "#$0123456789J_aceksvxy¢£¤¥§«¶»àáâãäåçèéêëýÿ\u2013€",
    1180: "µ",
    1196: "+<=>^~¬\u00d7\u2212",
    1251: "?FLTZbdghnopqu¿ßðñòóôõöøùúûüþ",
    1366: "EPSVXYÈÉÊËÝÞ",
    1479: "&ABCDHKNRUÀÁÂÃÄÅÇÐÑÙÚÛÜ",
    1509: "©®",
    1593: "GOQwÒÓÔÕÖØ",
    1706: "M",
    1708: "¼½¾",
    1821: "%mæ",
    1933: "W",
    1997: "@",
    2048: "Æ—…",
}


#: For characters outside the tables: the width of a digit, as most letters of other alphabets have.
UNKNOWN = 1139 / UNITS_PER_EM


class _LetterWidths(dict[str, float]):
    """Character -> width in em; one that is not in the table has the width ``UNKNOWN``. The signs of italics have
    none; letters in italics are as wide as upright ones."""

    def __missing__(self, char: str) -> float:
        return 0.0 if char in (ON, OFF) else UNKNOWN


def _by_character(groups: dict[int, str]) -> _LetterWidths:
    """{width: characters} -> {character: width in em}."""
    return _LetterWidths({char: width / UNITS_PER_EM for width, chars in groups.items() for char in chars})


REGULAR = _by_character(_REGULAR)
BOLD = _by_character(_BOLD)
