"""Which name of a jabatan a text begins with: the longest, and only as whole words."""

from __future__ import annotations

import pytest

from generator.check.actor_names import ActorNames
from generator.data.instansi import Jabatan

NAMES = ActorNames(
    {
        "kepala": Jabatan(nama="Kepala", alias=("Pimpinan",)),
        "kadis": Jabatan(nama="Kepala Dinas", lengkap="Kepala Dinas Sosial", alias=("Kadis", "Pimpinan")),
        "tim": Jabatan(nama="(Tim)"),
    }
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kepala", "kepala"), ("kepala menandatangani", "kepala"), ("kepala, lalu staf", "kepala"),
        ("kepala dinas menandatangani", "kepala dinas"), ("kepala dinas sosial hadir", "kepala dinas sosial"),
        ("kepala dinasti", "kepala"), ("kadis hadir", "kadis"), ("(tim) hadir", "(tim)"),
        ("kepalanya", None), ("kepala2", None), ("kepala_dua", None), ("kepal", None), ("staf dan kepala", None),
        ("", None), ("(", None),
    ],
)  # fmt: skip
def test_at_the_start_of_a_text(text: str, name: str | None) -> None:
    assert NAMES.at_start(text) == name


def test_a_name_may_mean_several() -> None:
    assert NAMES.id["pimpinan"] == {"kepala", "kadis"}
    assert NAMES.id["kepala dinas sosial"] == {"kadis"}
