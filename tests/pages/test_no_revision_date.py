"""An SOP that was never revised: its Tanggal Revisi is "-", and so the site and the official document print it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.data.fingerprint import fingerprint
from generator.facts.site_facts import BuildContext, SiteFacts
from generator.pages.sop_page import render_sop
from tests.support.made_up import proyek, sop
from tests.support.pdf import text_of
from tests.support.read_page import baca, rapat
from tests.support.whole import make_official

DATES = {"pembuatan": "2026-01-05", "efektif": "2026-03-02"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("isian", "printed"),
    [
        ({"tanggal": DATES | {"revisi": "-"}}, "-"),
        ({"revisi": "0", "tanggal": DATES}, "-"),
        ({"revisi": "0", "tanggal": DATES | {"revisi": "-"}}, "-"),
        ({"tanggal": DATES}, "belum ditetapkan"),
    ],
)
def test_site_and_paper_print_the_same(isian: dict[str, Any], printed: str) -> None:
    library = proyek({"satu": sop(**isian)})
    page = rapat(baca(render_sop(SiteFacts(library, BuildContext()), "satu").body).teks)
    assert re.search(rf"Tanggal Revisi {printed} Tanggal Efektif", page), page
    paper = rapat(text_of(make_official(library, "satu")))
    assert re.search(rf"Tanggal Revisi {printed}", paper), paper
    assert not re.search(r"revisi 0", paper.lower().split("nama sop")[0])


def test_the_dash_is_part_of_what_is_signed() -> None:
    empty, dash = sop(tanggal=DATES), sop(tanggal=DATES | {"revisi": "-"})
    assert fingerprint(empty) != fingerprint(dash)
    assert dash.model_dump(mode="json")["tanggal"]["revisi"] == "-"
    assert dash.tanggal.day_of_revision is None
