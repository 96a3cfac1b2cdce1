"""Logos: what is taken is drawn anew, safe and small; what is not is a finding of the check, and never ends a build."""

from __future__ import annotations

import base64
import io
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from generator.build_options import BuildOptions
from generator.data.pictures import LONGEST_SIDE, MOST_PIXELS, safe_picture
from generator.data.safe_svg import MOST_ELEMENTS
from generator.examine import examine
from generator.pipeline import build
from generator.text.picture_trial import usable_picture
from tests.data.test_cases import AGENCY
from tests.support.tools import digests

pytestmark = pytest.mark.slow

SOP = "judul: Surat Masuk\npelaksana: [petugas]\nlangkah: [{uraian: Menulis surat, pelaksana: petugas}]\n"
NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10"'


def svg(inside: str, before: str = "") -> bytes:
    return f"{before}<svg {NS}>{inside}</svg>".encode()


def pixels(size: tuple[int, int] = (20, 10), kind: str = "PNG", mode: str = "RGB", **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **how)
    return out.getvalue()


def said_to_be(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose head says that it is this large."""
    head = b"IHDR" + struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)
    return pixels()[:12] + head + struct.pack(">I", zlib.crc32(head)) + pixels()[33:]


def nested(kind: str, levels: int = 12) -> str:
    """Shapes that draw shapes that draw shapes, ten times each."""
    if kind == "use":
        parts = [f'<g id="n{n}">{f"""<use xlink:href="#n{n - 1}"/>""" * 10}</g>' for n in range(1, levels)]
        return '<g id="n0"><path d="M0 0h1"/></g>' + "".join(parts)
    parts = [
        f'<pattern id="n{n}" width="1" height="1">{f"""<path d="M0 0h1v1z" fill="url(#n{n - 1})"/>""" * 10}</pattern>'
        for n in range(1, levels)
    ]
    return f'<pattern id="n0"/>{"".join(parts)}<rect width="9" height="9" fill="url(#n{levels - 1})"/>'


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
BROKEN: dict[str, tuple[str, bytes]] = {
    "page": ("x.html", b"<html><script>alert(1)</script>"),
    "picture-as-page": ("x.html", pixels()),
    "script": ("x.js", svg("<path/>")),
    "no-picture": ("x.png", b"MZ"),
    "linked": ("x.svg", svg('<image xlink:href="lambang.png" width="9" height="9"/>')),
    "linked-far": ("x.svg", svg('<image href="http://192.0.2.1/a.png" width="9" height="9"/>')),
    "linked-file": ("x.svg", svg('<image href="file:///etc/passwd" width="9" height="9"/>')),
    "picture-in-picture": ("x.svg", svg('<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>')),
    "other-use": ("x.svg", svg('<use href="lain.svg#a"/>')),
    "bomb": ("x.svg", svg("<text>&e11;</text>", f'<!DOCTYPE svg [<!ENTITY e0 "aaaaaaaaaa">{ENTITIES}]>')),
    "unknown-entity": ("x.svg", svg("<text>&lain;</text>")),
    "uses": ("x.svg", svg(nested("use"))),
    "patterns": ("x.svg", svg(nested("pattern"))),
    "circle": ("x.svg", svg('<g id="a"><use href="#a"/></g>')),
    "deep": ("x.svg", svg("<g>" * 100_000 + "</g>" * 100_000)),
    "many": ("x.svg", svg('<path d="M0 0h1"/>' * (MOST_ELEMENTS + 1))),
    "cut-svg": ("x.svg", svg("<g>")[:-10]),
    "no-letter": ("x.svg", svg('<text x="1" y="9">\u6f22</text>')),
    "cut-png": ("x.png", pixels((400, 400))[:-40]),
    "cut-jpeg": ("x.jpg", pixels((400, 400), "JPEG")[:300]),
    "huge": ("x.png", pixels((5001, 5000), mode="1")),
    "bomb-png": ("x.png", said_to_be(30_000, 30_000)),
}


def folder(tmp_path: Path, name: str, content: bytes) -> Path:
    for file, text in {**AGENCY, "sop/surat-masuk.yml": SOP}.items():
        (tmp_path / "data" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / file).write_text(text, "utf-8")
    with (tmp_path / "data" / "instansi.yml").open("a", encoding="utf-8") as file:
        file.write(f"logo: {name}\n")
    (tmp_path / "data" / name).write_bytes(content)
    return tmp_path / "data"


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_used_is_a_finding(case: str, tmp_path: Path) -> None:
    """The check says it, the build says it too and makes nothing, and none of it takes long."""
    name, content = BROKEN[case]
    data = folder(tmp_path, name, content)
    start = time.process_time()
    found = {(f.code, f.severity, f.file, f.field) for f in examine(data)[1] if f.code == "S405"}
    assert found == {("S405", "galat", "instansi.yml", "logo")}
    assert all(f.remedy for f in examine(data)[1])
    result = build(data, tmp_path / "situs")
    assert (result.built, (tmp_path / "situs").exists()) == (False, False)
    assert time.process_time() - start < 10


CARRIED = base64.b64encode(pixels()).decode()
HARMLESS: dict[str, tuple[str, bytes]] = {
    "png": ("a.png", pixels()),
    "palette": ("a.png", pixels(mode="P")),
    "deep-grey": ("a.png", pixels(mode="I;16")),
    "see-through": ("a.png", pixels(mode="RGBA")),
    "jpeg": ("a.JPEG", pixels(kind="JPEG")),
    "print-colours": ("a.jpg", pixels(kind="JPEG", mode="CMYK")),
    "gif": ("a.gif", pixels(kind="GIF", mode="P")),
    "webp": ("a.webp", pixels(kind="WEBP")),
    "wrong-ending": ("a.png", pixels(kind="JPEG")),
    "largest": ("a.png", pixels((5000, MOST_PIXELS // 5000), mode="1")),
    "svg": ("a.svg", svg('<path d="M0 0h9v9z" fill="red"/>')),
    "entity": ("a.svg", svg('<path d="M0 0h9v9z" fill="&merah;"/>', '<!DOCTYPE svg [<!ENTITY merah "red">]>')),
    "doctype": ("a.svg", svg('<path d="M0 0h9"/>', '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">')),
    "gradient": ("a.svg", svg('<linearGradient id="g"><stop/></linearGradient><path d="M0 0h9" fill="url(#g)"/>')),
    "carried": ("a.svg", svg(f'<image width="9" height="9" href="data:image/png;base64,{CARRIED}"/>')),
}  # fmt: skip


@pytest.mark.parametrize("case", HARMLESS)
def test_pictures_of_every_kind_are_printed(case: str, tmp_path: Path) -> None:
    data = folder(tmp_path, *HARMLESS[case])
    assert [f for f in examine(data)[1] if f.code == "S405"] == []
    if case in ("print-colours", "deep-grey", "entity", "carried", "webp", "largest"):
        assert build(data, tmp_path / "situs").built
        (name,) = (tmp_path / "situs" / "instansi").glob("logo.*")
        assert name.read_bytes() == safe_picture(HARMLESS[case][1]).content
        assert any(path.endswith(".pdf") for path in digests(tmp_path / "situs"))


def test_a_picture_becomes_small_and_says_nothing_else() -> None:
    exif = Image.Exif()
    exif[0x010E] = "RAHASIA"
    for content in (pixels((3000, 1500), "JPEG", exif=exif) + b"RAHASIA", pixels((3000, 1500)) + b"<script>RAHASIA"):
        made = safe_picture(content).content
        assert b"RAHASIA" not in made
        with Image.open(io.BytesIO(made)) as image:
            assert image.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


HARM = """<script>alert(1)</script>
<style>@import url(http://192.0.2.1/a.css); path { fill: url('//192.0.2.1/x') }</style>
<style>path { fill: u\\72l(http://192.0.2.1/y) }</style><foreignObject><iframe src="http://192.0.2.1/"/></foreignObject>
<a xlink:href="javascript:alert(1)"><path d="M0 0h9" onclick="alert(1)" style="fill: url(http://192.0.2.1/z)"/></a>
<animate attributeName="href" to="javascript:alert(1)"/><set/><filter id="f"><feImage href="http://192.0.2.1/f"/></filter>
<path d="M0 0h9" filter="url(#f)"/><html:script xmlns:html="http://www.w3.org/1999/xhtml">alert(1)</html:script>"""


def test_nothing_in_an_svg_leads_anywhere() -> None:
    made = usable_picture("a.svg", svg(HARM))
    assert made.kind == "image/svg+xml"
    text = made.content.decode().replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
    words = ("script", "alert", "192.0.2.1", "http", "iframe", "feImage", "onclick", "animate", "@import", "<a", "\\")
    for word in words:
        assert word not in text, word
    assert text.count("<path") == 2
    assert safe_picture(made.content).content == made.content  # drawing it anew once is enough


def test_a_build_without_papers_publishes_the_safe_form(tmp_path: Path) -> None:
    data = folder(tmp_path, "a.svg", svg(HARM))
    assert build(data, tmp_path / "situs", BuildOptions(ringkas=True)).built
    assert b"alert" not in (tmp_path / "situs" / "instansi" / "logo.svg").read_bytes()
