"""Whether paper can show an image: the engine of papers is asked, which is the only one that knows."""

from __future__ import annotations

from typing import Final

from generator.paper.common import as_svg
from generator.paper.typesetting import engine

_SHEET: Final = b'#set page(width: auto, height: auto)\n#image(bytes(sys.inputs.gambar), format: "svg", width: 1cm)'


def printable(content: bytes) -> bool:
    """Whether the engine takes the whole image, and not only how it begins."""
    svg = as_svg(content)
    if not svg:
        return False
    import typst  # not above: most commands set no paper

    try:
        engine().compile(_SHEET, format="pdf", sys_inputs={"gambar": svg})
    except typst.TypstError:
        return False
    return True
