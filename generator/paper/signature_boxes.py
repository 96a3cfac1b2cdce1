"""Who signs, as the identity page prints it: one person in the top block, several in boxes of equal width below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.data.library import Library
from generator.data.sop import Approval, Sop
from generator.facts.print_words import BELUM_DITETAPKAN
from generator.paper.common import break_words, jabatan_title
from generator.text.measure import text_width

LEAST_BOX = 48.0
"""The least width of a box (mm), in which a NIP stands in one line of small type."""


class Signature(NamedTuple):
    """A place to sign: what the person does, the position, the name, the line of the NIP."""

    label: str
    title: str
    name: str
    nip: str

    def folded(self, label_room: float, room: float, em: float) -> list[str]:
        """The four texts, where words may break that are wider than ``label_room`` or ``room`` (mm)."""
        rest = [break_words(text, room, em, tebal=True) for text in (self.title, self.name, self.nip)]
        return [break_words(self.label, label_room, em), *rest]


def signatures(proyek: Library, sop: Sop, *, doubtful: bool) -> list[Signature]:
    """All who sign, whoever approves last. ``doubtful``: it is still to be confirmed who they are."""
    signers: list[Approval | None] = [*sop.penanda_tangan_lain, sop.pengesahan]
    return [
        Signature(
            ((signer.sebutan if signer else None) or proyek.instansi.label.pengesahan) + (" (?)" if doubtful else ""),
            (jabatan_title(proyek, signer.jabatan) if signer else "") or BELUM_DITETAPKAN,
            (signer.nama if signer else None) or BELUM_DITETAPKAN,
            f"NIP. {(signer.nip if signer else None) or BELUM_DITETAPKAN}",
        )
        for signer in signers
    ]


def box_rows(signers: Sequence[Signature], width: float) -> list[Sequence[Signature]]:
    """The boxes that stand side by side in each row of ``width`` mm; rows are as even as can be."""
    most = max(int(width / LEAST_BOX), 1)
    rows = -(-len(signers) // most)
    each = -(-len(signers) // rows)
    return [signers[start : start + each] for start in range(0, len(signers), each)]


def whole_nips(row: Sequence[Signature], room: float, em: float) -> bool:
    """Whether each NIP of a row stands in one line of ``room`` mm."""
    return all(text_width(one.nip, em) <= room * 0.97 for one in row)
