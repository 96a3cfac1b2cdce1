"""Every output that is filled in takes the same entries and refuses the same: one table of values, asked of a workbook
(by LibreOffice), of a phone form (its constraint, by an XPath program) and of a fillable PDF (its script, by Node)."""

from __future__ import annotations

import datetime
import io
import json
import re
import subprocess
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import pikepdf
import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook

from generator.forms.field_limits import accepts, limits_of
from tests.forms.test_xlsform import binds
from tests.forms.test_xlsx import read, rule
from tests.support.sample_forms import agency, make
from tests.support.tools import need_program
from tests.support.whole import make_formulir
from tests.support.workbooks import saved_by_office

TODAY = datetime.date.today()
YESTERDAY, TOMORROW = TODAY - datetime.timedelta(1), TODAY + datetime.timedelta(1)
FIELDS: dict[str, dict[str, Any]] = {
    "angka": {"jenis": "angka"},
    "orang": {"jenis": "angka", "min": "1", "maks": "20", "bulat": "ya"},
    "liter": {"jenis": "angka", "min": "0", "desimal": "1"},
    "suhu": {"jenis": "angka", "min": "-12,5", "maks": "40"},
    "tanggal": {"jenis": "tanggal"},
    "berangkat": {"jenis": "tanggal", "min": "2020-01-01", "maks": "hari ini"},
    "batas": {"jenis": "tanggal", "min": "hari ini"},
    "jam": {"jenis": "jam"},
    "tiba": {"jenis": "jam", "min": "05:00", "maks": "23:00"},
    "teks": {},
    "polisi": {"panjang": "4-11"},
    "nik": {"panjang": "16-16"},
    "surel": {"jenis": "surel"},
    "telepon": {"jenis": "telepon"},
    "lokasi": {"jenis": "lokasi"},
}
FORM = make({"isian": [{"id": id, "label": id.title(), **more} for id, more in FIELDS.items()]})
DATA = {field.id: field for _, field in FORM.isian()}


class Case(NamedTuple):
    """A value, as ``field_limits.accepts`` reads it, and whether the field takes it."""

    field: str
    value: str
    good: bool


def cases() -> list[Case]:
    table: dict[str, tuple[list[str], list[str]]] = {
        "angka": (["0", "-3", "0.25", "999999999999999"], ["1000000000000000", "-1000000000000000", "tiga"]),
        "orang": (["1", "7", "20"], ["0", "21", "2.5", "-1", "dua"]),
        "liter": (["0", "0.5", "12.3", "1000"], ["-0.1", "0.25", "12.34", "x"]),
        "suhu": (["-12.5", "0", "40", "36.75"], ["-12.6", "40.01"]),
        "tanggal": (["1900-01-01", "2024-02-29", "2199-12-31"], ["2200-01-01", "2025-02-30", "besok"]),
        "berangkat": (
            ["2020-01-01", YESTERDAY.isoformat(), TODAY.isoformat()],
            ["2019-12-31", TOMORROW.isoformat(), "1999-01-01"],
        ),
        "batas": ([TODAY.isoformat(), TOMORROW.isoformat()], [YESTERDAY.isoformat()]),
        "jam": (["00:00", "08:30", "23:59"], ["24:00", "8.75"]),
        "tiba": (["05:00", "12:00", "23:00"], ["04:59", "23:01", "00:00"]),
        "teks": (["a", "=1+1", "a" * 500], ["a" * 501]),
        "polisi": (["H 12", "H 1234 AB", "H 1234 ABCD"], ["H 1", "H 1234 ABCDE"]),
        "nik": (["3374010101900001"], ["337401010190000", "33740101019000012"]),
        "surel": (
            ["a@b.c", "nama.lain@contoh.go.id", "a+b@x-y.id"],
            ["a", "a@b", "a@@b.c", "a b@c.d", "@b.c", "a@.c", "a@b.", "a@b c.d", "a@b@c.d"],
        ),
        "telepon": (
            ["081234567890", "0812-3456-7890", "+62 812 3456 789", "(024) 123456"],
            ["12345", "0812 abc 345", "0812+345678", "0" * 21, "-0812345", "1e5000", "surel@x"],
        ),
        "lokasi": (
            ["-7.0051, 110.4381", "-7.0051,110.4381", "0,0"],
            ["-7.0051", "utara, timur", ",110", "-7, ", "1,2,3"],
        ),
    }  # fmt: skip
    return [Case(id, v, good) for id, both in table.items() for good, values in zip((True, False), both, strict=True)
            for v in values]  # fmt: skip


CASES = cases()


def test_the_table_has_values_enough() -> None:
    assert len(CASES) >= 20 * 4
    assert {case.field for case in CASES} == set(FIELDS)
    for id in FIELDS:
        assert {case.good for case in CASES if case.field == id} == {True, False}, "both sides of each limit"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_check_says_so(case: Case) -> None:
    """Of a ``bawaan``, before anything is made. The day of today is nobody's business then."""
    if "hari ini" in str(FIELDS[case.field]):
        return
    assert accepts(limits_of(DATA[case.field]), case.value) is case.good


def kind(case: Case) -> str:
    return limits_of(DATA[case.field]).value


# A workbook ----------------------------------------------------------------------------------------------------------


def typed(case: Case) -> Any:
    """What Excel makes of it when somebody types it."""
    if kind(case) == "angka" and re.fullmatch(r"-?[0-9.]+", case.value):
        return float(case.value)
    try:
        if kind(case) == "tanggal":
            return (datetime.date.fromisoformat(case.value) - datetime.date(1899, 12, 30)).days
        if kind(case) == "jam":
            hour, minute = map(int, case.value.split(":"))
            return (hour * 60 + minute) / 1440
    except ValueError:
        pass
    return case.value


def condition(case: Case, cell: str) -> str:
    """The rule of the field's cell in the workbook as a formula about another cell."""
    found = rule(_book(), f"isian_{case.field}")
    own = str(found.sqref).split()[0].split(":")[0].replace("$", "")
    one, two = (str(text).replace(own, cell) for text in (found.formula1, found.formula2))
    match found.type:
        case "custom":
            return f"=IFERROR({one},FALSE)"
        case "textLength" if found.operator == "lessThanOrEqual":
            return f"=LEN({cell})<={one}"
        case "textLength":
            return f"=AND(LEN({cell})>={one},LEN({cell})<={two})"
        case "whole":
            return f"=IFERROR(AND(ISNUMBER({cell}),{cell}>={one},{cell}<={two},INT(N({cell}))={cell}),FALSE)"
    return f"=IFERROR(AND(ISNUMBER({cell}),{cell}>={one},{cell}<={two}),FALSE)"


@cache
def _book() -> Any:
    return read(FORM, agency())


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> list[bool]:
    """For each case: whether LibreOffice finds that the cell's rule holds."""
    folder = tmp_path_factory.mktemp("aturan")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, case in enumerate(CASES, 1):
        cell = sheet.cell(row, 1, typed(case))
        if isinstance(cell.value, str):
            cell.data_type, cell.number_format = "s", "@"
        sheet.cell(row, 2, condition(case, f"A{row}"))
    book.save(folder / "aturan.xlsx")
    (saved,) = saved_by_office([folder / "aturan.xlsx"], folder)
    done = load_workbook(saved, data_only=True).active
    assert done is not None
    return [done.cell(row, 2).value in (True, 1) for row in range(1, len(CASES) + 1)]


@pytest.mark.xdist_group("calculated answers")
@pytest.mark.parametrize("number", range(len(CASES)), ids=[str(case) for case in CASES])
def test_a_workbook_takes_it(calculated: list[bool], number: int) -> None:
    assert calculated[number] is CASES[number].good


@pytest.mark.slow
def test_a_rule_is_no_longer_than_excel_reads() -> None:
    for id in FIELDS:
        found = rule(_book(), f"isian_{id}")
        assert len(str(found.formula1)) <= 255, id
        assert found.showErrorMessage, id
        assert len(str(found.error)) <= 255, id


# A phone -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", [case for case in CASES if case.field != "lokasi"], ids=str)
def test_a_phone_takes_it(case: Case) -> None:
    """A place is taken by the phone itself, so there is nothing to refuse."""
    constraint = binds(FORM)[case.field].get("constraint", "true()").replace("round(", "bulat(")
    if kind(case) == "jam" and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", case.value):
        return  # no clock of a phone says so
    tree = etree.fromstring(b"<a/>")
    tree.text = _kept(case)
    assert bool(_phone(tree)(f"boolean({constraint})")) is case.good


def _kept(case: Case) -> str:
    """As a phone keeps it; a day as the number of days that it compares."""
    if kind(case) == "jam":
        return f"{case.value}:00.000+07:00"
    if kind(case) != "tanggal":
        return case.value
    try:
        return str(datetime.date.fromisoformat(case.value).toordinal())
    except ValueError:
        return "NaN"


def _phone(tree: etree._Element) -> Callable[[str], Any]:
    def text(value: Any) -> str:
        return (value[0].text or "") if isinstance(value, list) else str(value)

    def number(value: Any) -> float:
        try:
            return float(text(value))
        except ValueError:
            return float("nan")

    def time(_: Any, value: Any) -> float:
        hour, minute = text(value)[:5].split(":")
        return (int(hour) * 60 + int(minute)) / 1440

    known = {
        "regex": lambda _, value, pattern: re.search(pattern, text(value)) is not None,
        "date": lambda _, value: float(datetime.date.fromisoformat(text(value)).toordinal()),
        "today": lambda _: float(TODAY.toordinal()),
        "int": lambda _, value: float(int(number(value))) if number(value) == number(value) else float("nan"),
        "bulat": lambda _, value, places: round(number(value), int(places)),
        "decimal-time": time,
    }
    return etree.XPathEvaluator(tree, extensions={(None, name): function for name, function in known.items()})


# A fillable PDF ------------------------------------------------------------------------------------------------------

RUN = """
const cases = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const out = cases.map(([script, value]) => {
  const said = [], event = {value, rc: true}, app = {alert: text => said.push(text)};
  if (script) new Function('event', 'app', script)(event, app);
  return [event.rc, said, event.value];
});
console.log(JSON.stringify(out));
"""


def in_pdf(case: Case) -> str:
    """What a person types there."""
    if kind(case) == "angka":
        return case.value.replace(".", ",")
    if kind(case) == "tanggal" and re.fullmatch(r"[0-9-]+", case.value):
        return "/".join(case.value.split("-")[::-1])
    return case.value


@cache
def pdf_fields() -> dict[str, tuple[str, int]]:
    """Name of a field -> its script, and the most letters (0 = any)."""
    with pikepdf.open(io.BytesIO(make_formulir(agency(), FORM, isian=True))) as pdf:
        return {
            str(field.T): (str(field.AA.V.JS) if "/AA" in field else "", int(field.get("/MaxLen", 0)))
            for field in pdf.Root.AcroForm.Fields
        }


@pytest.fixture(scope="module")
def ran() -> list[Any]:
    given = json.dumps([[pdf_fields()[case.field][0], in_pdf(case)] for case in CASES])
    done = subprocess.run([need_program("node"), "-e", RUN], input=given, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


@pytest.mark.xdist_group("run answers")
@pytest.mark.parametrize("number", range(len(CASES)), ids=[str(case) for case in CASES])
def test_a_pdf_takes_it(ran: list[Any], number: int) -> None:
    case = CASES[number]
    good, said, value = ran[number]
    longest = pdf_fields()[case.field][1]
    taken = good and (not longest or len(in_pdf(case)) <= longest)
    assert taken is case.good
    assert said == ([] if good else [limits_of(DATA[case.field]).message]), "and says why, in the same words"
    assert value == in_pdf(case), "and changes nothing"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "good"),
    [("1.500", False), ("15", True), ("1.000.000,5", False), ("2025-01-31", False), (" 7 ", True), ("7,0", False)],
)
def test_numbers_as_they_are_written_here(typed: str, good: bool) -> None:
    """A full stop parts thousands: 1.500 persons are more than 20."""
    script = pdf_fields()["orang"][0]
    program = need_program("node")
    done = subprocess.run([program, "-e", RUN], input=json.dumps([[script, typed]]), capture_output=True, text=True)
    assert json.loads(done.stdout)[0][0] is good


@pytest.mark.slow
def test_all_say_the_same_words() -> None:
    for id, field in DATA.items():
        words = limits_of(field).message
        assert rule(_book(), f"isian_{id}").error == words
        script, longest = pdf_fields()[id]
        assert json.dumps(words) in script or longest, id
