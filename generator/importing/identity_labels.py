"""The labels of an identity: what stands before its fields and over its boxes, and labels that take two lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.importing.cell_text import TextLine, squeezed

FIELDS = {
    "nomor": ("nomorsop", "nosop", "nomorsopap", "nomor"),
    "pembuatan": ("tanggalpembuatan", "tglpembuatan", "tanggaldibuat"),
    "revisi": ("tanggalrevisi", "tglrevisi", "tanggalperbaikan"),
    "efektif": ("tanggalefektif", "tglefektif", "tanggalpengesahan", "tglpengesahan", "tanggalberlaku"),
    "pengesahan": ("disahkanoleh", "ditetapkanoleh", "disetujuioleh", "disahkan"),
    "judul": ("namasop", "judulsop", "namaprosedur", "judul"),
}
BOXES = {
    "dasar_hukum": ("dasarhukum",),
    "kualifikasi": ("kualifikasipelaksanaan", "kualifikasipelaksana", "kualifikasi"),
    "keterkaitan": ("keterkaitandengansoplain", "keterkaitandengansop", "keterkaitansop", "keterkaitan"),
    "peralatan": (
        "peralatanperlengkapan", "peralatandanperlengkapan", "peralatanatauperlengkapan", "peralatan", "perlengkapan",
    ),
    "peringatan": ("peringatan",),
    "pencatatan": ("pencatatandanpendataan", "pencatatanpendataan", "pencatatan"),
    "maksud_tujuan": ("maksuddantujuan", "maksudtujuan", "tujuan"),
}  # fmt: skip
_ALL = tuple(label for labels in (*FIELDS.values(), *BOXES.values()) for label in labels)
_LEVEL = 3.0
"""A value further from its label (pt) does not stand beside it."""


def after_label(line: str, labels: Sequence[str]) -> str | None:
    """What a line says behind its label; None = it does not begin with one."""
    words = line.split()
    said = ""
    for index, word in enumerate(words):
        said += squeezed(word)
        if said in labels:
            rest = " ".join(words[index + 1 :])
            further = squeezed(said + squeezed(words[index + 1])) if index + 1 < len(words) else ""
            if further and any(label.startswith(further) and label != said for label in labels):
                continue
            return re.sub(r"^[\s:]+", "", rest)
        if not any(label.startswith(said) for label in labels):
            return None
    return None


def any_label(line: str) -> bool:
    """Whether a line begins with a label."""
    return after_label(line, _ALL) is not None


def bare_label(line: str) -> bool:
    """Whether a line is a label and nothing else."""
    return after_label(line, _ALL) == ""


def unfolded(lines: Sequence[TextLine]) -> tuple[Sequence[TextLine], bool]:
    """The lines of a cell with every label in one line, and whether their values do not stand beside them: where a
    label takes two lines, the values beside it may be counted on. Then the first value is that of the first label."""
    heads: list[_Head] = []
    values: list[list[TextLine]] = []
    for line, head, rest in _joined(lines):
        if head is not None:
            heads += [head] if head.text else []
            values += [[text] for text in rest]
        elif values:
            values[-1].append(line)
    if not any(head.folded for head in heads):
        return lines, False
    if not values and len(heads) == len(lines) - 1:
        return [TextLine(head.text, line.box, line.first) for head, line in zip(heads, lines, strict=False)], False
    if len(heads) != len(values) or not all(any_label(head.text) for head in heads):
        return lines, False
    apart = any(
        not head.top - _LEVEL <= own[0].box.middle[1] <= head.bottom + _LEVEL
        for head, own in zip(heads, values, strict=True)
    )
    found = []
    for head, own in zip(heads, values, strict=True):
        found += [TextLine(f"{head.text} : {own[0].text}", own[0].box, own[0].first), *own[1:]]
    return found, apart


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the values of a field, and where. ``folded``: in two lines."""

    text: str
    top: float
    bottom: float
    folded: bool = False


def _joined(lines: Sequence[TextLine]) -> Iterator[tuple[TextLine, _Head | None, list[TextLine]]]:
    """Each line with its head, None = it only goes on, and with the values that begin in it; a folded head once."""
    parts = [tuple(part.strip() for part in line.text.partition(":")) for line in lines]
    skip = False
    for index, (line, (head, colon, rest)) in enumerate(zip(lines, parts, strict=True)):
        if skip:
            skip = False
            continue
        values = [TextLine(rest, line.box, line.first)] if colon else []
        below = parts[index + 1][0] if index + 1 < len(lines) else ""
        if head and below and not any_label(head) and bare_label(squeezed(head) + squeezed(below)):
            under = lines[index + 1]
            _, colon, rest = parts[index + 1]
            values += [TextLine(rest, under.box, under.first)] if colon else []
            yield line, _Head(f"{head} {below}", line.box.y0, under.box.y1, folded=True), values
            skip = True
        elif colon or any_label(head):
            yield line, _Head(head, line.box.y0, line.box.y1), values
        else:
            yield line, None, []
