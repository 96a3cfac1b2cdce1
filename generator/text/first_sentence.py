"""The first sentence of a text: what may stand for the whole in a title, with the whole below it."""

from __future__ import annotations

import re

from generator.data.blocks import blocks

LONGEST = 140
"""A title longer than this (characters) is cut between two words."""
_END = re.compile(r"(?<=[\w)\]\"'”’%])[.!?:;](?=\s+[A-Z\"“(\d]|\s*$)")
"""Where a sentence may end: before a capital or a number, or at the end."""
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[a-z]|(?:[a-z]\. ?)+[a-z]|no|nos|hlm|hal|tgl|ps|psl|ay|jl|rt|rw|kec|kab|kel|prov|telp|tlp|rp|pt|cv|"
    r"drs|dra|dr|ir|hj|prof|sdr|sdri|yth|bpk|dll|dsb|dst|dkk|an|ub|cq|up|s\.d|tsb|ttd|min|maks)$",
    re.IGNORECASE,
)
"""What stands before the full stop of an abbreviation: "No", "Drs", "a.n", an initial."""


def first_sentence(text: str) -> str:
    """The first sentence of the first line of ``text``, cut with "…" where it is longer than ``LONGEST``; without the
    mark that ends it, unless that asks or calls. What announces a list ends before its colon."""
    lines = blocks(text)
    line = " ".join(lines[0].text.split()) if lines else ""
    for end in _END.finditer(line):
        head = line[: end.start()]
        if end[0] != "." or not _ABBREVIATED.search(head):
            line = head + (end[0] if end[0] in "!?" else "")
            break
    if len(line) <= LONGEST:
        return line
    return line[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:.(") + " …"


def title_of(text: str) -> str:
    """``text`` itself where it is short enough for a title and one line, else its first sentence."""
    return text if len(blocks(text)) == 1 and len(text) <= LONGEST else first_sentence(text)
