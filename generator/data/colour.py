"""The agency's accent colour: contrast as WCAG 2 counts it, and the shades that the site needs of one colour.

A colour is "#rrggbb". What the agency wrote is the accent on white; the accent on dark and the tints are computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

KONTRAS = 4.5
"""The least contrast of text and what it stands on (WCAG 2.2, AA)."""
_WHITE, _SOFT = "#ffffff", "#f4f7f6"
_NIGHT, _NIGHT_SOFT, _NIGHT_INK = "#111817", "#18211f", "#0c1c1a"
"""Backgrounds of the site in light and dark, and the text on dark's accent, as in token.css."""
_LIGHT_TINT, _DARK_TINT = 0.12, 0.2
"""How much of the accent is in its tint."""
_STEPS = 100


@dataclass(frozen=True, slots=True)
class Accent:
    """An accent and its tint, on which it is written too."""

    warna: str
    latar: str


def on_light(warna: str) -> Accent:
    """The accent on white: ``warna`` itself, or the nearest darker shade that can be read there."""
    return _nearest(warna, "#000000", _WHITE, _LIGHT_TINT, _SOFT)


def on_dark(warna: str) -> Accent:
    """The accent on dark: the nearest lighter shade that can be read there, and that dark text can be read on."""
    return _nearest(warna, "#ffffff", _NIGHT, _DARK_TINT, _NIGHT_SOFT, _NIGHT_INK)


def _nearest(warna: str, toward: str, page: str, share: float, *others: str) -> Accent:
    for step in range(_STEPS + 1):
        shade = mix(toward, warna, step / _STEPS)
        tint = mix(shade, page, share)
        if min(contrast(shade, ground) for ground in (page, tint, *others)) >= KONTRAS:
            break
    return Accent(shade, tint)


def contrast(satu: str, dua: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    low, high = sorted((_luminance(satu), _luminance(dua)))
    return (high + 0.05) / (low + 0.05)


def mix(satu: str, dua: str, bagian: float) -> str:
    """``bagian`` (0 to 1) of the first colour in the second."""
    mixed = (round(a * bagian + b * (1 - bagian)) for a, b in zip(_parts(satu), _parts(dua), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _luminance(warna: str) -> float:
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in (q / 255 for q in _parts(warna))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _parts(warna: str) -> tuple[int, ...]:
    return tuple(int(warna[a:b], 16) for a, b in pairwise((1, 3, 5, 7)))
