"""Whether paper can show a picture: the engine of papers is asked, which is the only one that knows."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from generator.build_fingerprint import PACKAGE
from generator.data.pictures import ENDINGS, SafePicture, safe_picture

_SHEET: Final = """#set document(title: "x")
#set page(width: auto, height: auto)
#set text(font: "Liberation Sans", lang: "id")
#image(bytes(sys.inputs.gambar), width: 1cm, alt: "x")"""


def usable_picture(name: str, content: bytes) -> SafePicture:
    """The picture in the file ``name`` as it is published and printed; without a kind where it cannot be."""
    if not name.lower().endswith(ENDINGS):
        return SafePicture(
            "", b"", f"berakhiran '{Path(name).suffix}'", f"pakai gambar berakhiran {', '.join(ENDINGS)}"
        )
    made = safe_picture(content)
    if made.kind != "image/svg+xml" or _engine_takes(made.content):  # pixels were drawn anew: they are whole
        return made
    return SafePicture("", b"", "SVG yang tidak dapat dibaca mesin cetak", "simpan ulang sebagai SVG biasa, atau PNG")


@lru_cache(maxsize=8)
def _engine_takes(svg: bytes) -> bool:
    """Whether the engine sets the whole picture, by the rules of an archive, and not only how it begins."""
    import typst  # not above: most commands set no paper

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[PACKAGE / "paper" / "fonts"]
    )
    try:
        typst.Compiler(font_paths=fonts).compile(
            _SHEET.encode(), format="pdf", sys_inputs={"gambar": svg.decode()}, pdf_standards=["a-2a", "ua-1"]
        )
    except typst.TypstError:
        return False
    return True
