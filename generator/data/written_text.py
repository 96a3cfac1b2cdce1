"""Texts that are read otherwise than they are written: what stands in the file stays known."""

from __future__ import annotations

from typing import Self


class ReadOtherwise(str):
    """A text as it is read; ``written``: as it stands in the file."""

    written: str

    def __new__(cls, read: str, written: str) -> Self:
        made = super().__new__(cls, read)
        made.written = written
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (str(self), self.written)


def as_written(text: str) -> str:
    """A text as it stands in the file."""
    return text.written if isinstance(text, ReadOtherwise) else text
