"""Foreign words between two stars: which stars are marks, and that what is written never gets lost."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from generator.data.fingerprint import fingerprint
from generator.data.italics import AS_READ, OFF, ON, MarkedText, closed, glued, lines_of, mark_italics, rich, tagged
from generator.data.written_text import as_written
from generator.outputs.machine_data import sop_data
from generator.paper.carried_data import carried_data
from generator.revisions.sop_diff import compare
from generator.steps.resolve import resolve
from tests.support import made_up

MARKED = {
    "*output*": "<output>",
    "Mengisi *form* dan *check list*, lalu *scan*.": "Mengisi <form> dan <check list>, lalu <scan>.",
    "(*cold storage*)": "(<cold storage>)",
    "di-*upload*-kan": "di-<upload>-kan",
    "*a*": "<a>",
    "*output*²": "<output>²",
    "*output*1": "<output>1",
    "*output**": "<output>*",
    "*output* *": "<output> *",
    "Satu *e-mail*\nDua *file*": "Satu <e-mail>\nDua <file>",
    "a. *form*\nb. surat*": "a. <form>\nb. surat*",
    "**kuat** *miring*": "**kuat** <miring>",
}


@pytest.mark.parametrize("written", MARKED)
def test_a_word_between_two_stars(written: str) -> None:
    text = mark_italics(written)
    assert isinstance(text, MarkedText)
    assert rich(text) == MARKED[written].replace("<", ON).replace(">", OFF)
    assert str(text) == MARKED[written].replace("<", "").replace(">", "")
    assert as_written(text) == written
    assert tagged(rich(text), "<", ">") == MARKED[written]


@pytest.mark.parametrize(
    "text",
    ["", "*", "**", "surat*", "surat* dan nota*", "surat*, nota**", "*) catatan", "*) satu *) dua", "2 * 3", "2*3*4",
     "a * b * c", "* miring *", "*miring", "**kuat**", "***kuat***", "*satu\ndua*", "*1*", "* butir", "* butir *dua*x",
     "a*b*c", "*form*kan", "_form_", "*form *", "(*)", "surat *)", "*satu dan *dua"],
)  # fmt: skip
def test_any_other_star_stays_a_star(text: str) -> None:
    assert mark_italics(text) is text
    assert rich(text) is text


def test_one_in_italics_is_another_text_than_one_upright() -> None:
    text = mark_italics("*output*")
    assert text == mark_italics("*output*")
    assert hash(text) == hash(mark_italics("*output*"))
    assert text != "output"
    assert text != "output"
    assert text != "*output*"
    assert len({text, "output", "*output*"}) == 3
    for same in (pickle.loads(pickle.dumps(text)), copy.deepcopy(text)):
        assert same == text
        assert type(same) is MarkedText


def test_italics_stay_where_texts_are_put_together() -> None:
    text = mark_italics("Isi *form*")
    assert as_written(glued("a ", text, " b")) == "a Isi *form* b"
    assert type(glued("a", "b")) is str
    # Where a mark would be none, the words are there without it.
    assert glued("x", mark_italics("*form*")) == "xform"
    assert [as_written(line) for line in lines_of(mark_italics("Isi *form*\ndua"))] == ["Isi *form*", "dua"]


def test_a_part_of_a_rich_text_begins_and_ends_its_italics_itself() -> None:
    parts = rich(mark_italics("Isi *form yang panjang* dan *e-mail*")).split(" ")
    shown = [tagged(part, "<", ">") for part in closed(parts)]
    assert shown == ["Isi", "<form>", "<yang>", "<panjang>", "dan", "<e-mail>"]
    assert closed(["a", "b"]) == ["a", "b"]


ROWS = [
    {"uraian": "Mengisi *form*", "pelaksana": "petugas", "teks": "*Check*?", "keterangan": ["*Online*"],
     "peringatan": "Jangan *offline*",
     "mutu_baku": {"kelengkapan": ["*Softcopy*"], "waktu": "*Real time*", "output": ["*Output*", "dua"]}},
    {"uraian": "Menyimpan", "pelaksana": "petugas"},
]  # fmt: skip


def test_what_is_written_out_has_the_marks_and_what_is_shown_has_none() -> None:
    boxes = {key: ["*Item*"] for key in ("maksud_tujuan", "kualifikasi", "peralatan", "peringatan", "pencatatan")}
    sop = made_up.sop(langkah=ROWS, catatan_kaki={"¹": "Berupa *file*."}, **boxes)
    proyek = made_up.proyek({"a": sop})
    written = json.dumps(sop.model_dump(mode="json"))
    marks = ["form", "Check", "Online", "offline", "Softcopy", "Real time", "Output", "Item", "file"]
    assert [word for word in marks if f"*{word}*" not in written] == []
    assert type(sop).model_validate(sop.model_dump(mode="json", exclude_defaults=True)) == sop
    assert [word for word in marks if f"*{word}*" not in carried_data(proyek, "a", sop)] == []
    assert "*" not in json.dumps(sop.model_dump(mode="json", context=AS_READ))
    shown = next(iter(sop_data(resolve(proyek, "a")))).content.decode()
    assert "*" not in shown
    assert [word for word in marks if word not in shown] == []


def test_other_fields_have_no_italics() -> None:
    """Names and titles are printed as they are written."""
    sop = made_up.sop(judul="SOP *Backup*", nomor="*1a*", langkah=[{**ROWS[1], "lanjut": {"*Ya*": "selesai"}}])
    assert type(sop.judul) is str
    assert (sop.judul, sop.nomor, sop.langkah[0].lanjut[0].label) == ("SOP *Backup*", "*1a*", "*Ya*")


def test_italics_are_content() -> None:
    upright = [{**ROWS[1], "uraian": "Mengisi form"}, ROWS[1]]
    italic = [{**ROWS[1], "uraian": "Mengisi *form*"}, ROWS[1]]
    old, new = made_up.sop(langkah=upright), made_up.sop(langkah=italic)
    assert fingerprint(old) != fingerprint(new)
    (change,) = [field for step in compare(old, new).prosedur[0].langkah for field in step.bidang]
    assert (change.lama, change.baru) == ("Mengisi form", "Mengisi *form*")
