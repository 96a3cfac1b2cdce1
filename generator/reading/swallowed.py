"""Words that YAML takes for something else, so that they would vanish from what is printed: behind a "#", in lines that
fold into one, at a comma inside brackets; and the quotation marks that Word puts round a text.

Only plain texts are looked at: what stands in quotation marks, or in lines of its own below "|", is the author's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

from generator.findings import Finding, TextEdit, declare
from generator.reading.limits import SHOWN, cut

WORD_QUOTES = declare("D119", "galat", "peringatan")
BEHIND_HASH = declare("D120", "galat", "peringatan")
FOLDED = declare("D121", "galat", "peringatan")
SPLIT = declare("D122", "galat", "peringatan")

_BULLETS = "•‣◦▪▫●○■□◆◇►▶➢➤✓✔·∙⁃\ue000-\uf8ff"
LIST_MARK = re.compile(
    rf"(?:[{_BULLETS}]|[–—−]|-(?=[^\s\d-])|[*+](?=\s)|- "
    r"|\(?\d{1,2}[.)](?!\d)|\(?[a-z]\)|(?:[A-Za-z]|[ivx]{2,4})\.(?=\s))[ \t]*(?=\S)"
)
"""What people put before the lines of a list, other than YAML's "- "."""
FIELD = re.compile(r"\s*(?:- )?[a-z][\w-]*:(?:\s|$)")
"""A line that begins a field."""
IN_ONE_LINE = re.compile(r"(?:1\.|1\)|\(1\)|a\)) ?\S[^\n]* (?:2\.|2\)|\(2\)|b\)) ?[^\W\d]")
"""The items of a list one behind the other."""
_KEY_LIKE = re.compile(r"[a-z][a-z_]{2,}:(?!//)(?=\S|$)")
_SHORT = 40
"""A line that goes on is a long one; shorter lines that each begin with a capital letter were meant as a list."""
_OPEN, _CLOSE = "“„«‘‚‹", "”“»’‘›\"'"
_QUOTED = re.compile(f'(?P<open>[{_OPEN}”’`´])(?P<inner>[^“”„«»‘"]+)(?P<close>[{_CLOSE}`´]+)')
_WORD = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_DASHED = re.compile(r"(?=.*[a-z]|\d{4}.\d\d.\d\d$)[a-z0-9]+(?:[–—−][a-z0-9]+)+")
_DASHES = frozenset("–—−‐‑")
_REMARK = re.compile(r"(?P<gap>[ \t]+)#(?P<rest>[^\r\n]*)")
_AS_IT_IS = re.compile(r"[A-Za-z0-9(][^:#\"'\[\]{}&*!|>%@`\r\n\\]*(?<! )")


class _Item(NamedTuple):
    """A plain text of a file: its node, the file's text, whether it stands in brackets, and what holds it."""

    node: yaml.ScalarNode
    text: str
    flow: bool

    @property
    def start(self) -> int:
        return int(self.node.start_mark.index)

    @property
    def end(self) -> int:
        return int(self.node.end_mark.index)

    @property
    def raw(self) -> str:
        """The text as it is written, over all its lines."""
        return self.text[self.start : self.end]

    def finding(
        self, code: str, message: str, remedy: str, new: str | None = None, *, at: int | None = None, until: int = 0
    ) -> Finding:
        """A finding at this text, or at ``at``; ``new``: what is to stand from here to ``until`` (its own end)."""
        line, column = _place(self.text, self.start if at is None else at)
        edits: tuple[TextEdit, ...] = ()
        if new is not None:
            begin = _place(self.text, self.start)
            edits = (TextEdit(*begin, self.text[self.start : until or self.end], new),)
        return Finding(code, "peringatan", "", line, column, "", message, remedy, edits=edits)


def as_word(text: str) -> str | None:
    """The id, number, day or keyword that a plain text is once Word's marks are taken off it; None = it is a text."""
    if text.isascii():
        return None
    quoted = _QUOTED.fullmatch(text)
    word = quoted["inner"].strip() if quoted else text
    if _DASHED.fullmatch(word):
        word = re.sub("[–—−]", "-", word)
    return word if word != text and _WORD.fullmatch(word) else None


def has_word_marks(text: str) -> bool:
    """Whether a plain text begins as Word's quotation marks do, or is Word's dash."""
    return text[0] in _OPEN or text[0] in "”’´" or text in _DASHES


def quoted(words: str) -> str:
    """A text as it may stand in any place of a data file: bare where that is safe, else between quotation marks."""
    if _AS_IT_IS.fullmatch(words) and ", " not in words and not re.fullmatch(r"null|Null|NULL", words):
        return words
    if '"' in words and "'" not in words and "\\" not in words:
        return f"'{words}'"
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def swallowed(text: str, root: yaml.Node | None) -> list[Finding]:
    """What of the YAML ``text`` with these nodes would not arrive as it was written."""
    if root is None:
        return []
    return list(_of(root, text, False))


def is_remainder(name: str, after: str) -> bool:
    """Whether a name in braces is the rest of a text that a comma split; ``after``: what follows it in the file."""
    return not after.lstrip().startswith(":") and re.search(r"[\s()\"“”]", name) is not None


def _of(node: yaml.Node, text: str, flow: bool) -> Iterator[Finding]:
    inside = flow or bool(node.flow_style) if isinstance(node, yaml.CollectionNode) else flow
    if isinstance(node, yaml.SequenceNode):
        yield from _split_items(node, text) if inside else ()
        for item in node.value:
            yield from _of(item, text, inside)
    elif isinstance(node, yaml.MappingNode):
        yield from _split_values(node, text) if inside else ()
        for key, value in node.value:
            if not value.value and isinstance(value, yaml.ScalarNode) and not value.style:
                yield from _empty(key, text)
            else:
                yield from _of(value, text, inside)
    elif isinstance(node, yaml.ScalarNode) and not node.style:
        yield from _of_text(_Item(node, text, inside))
    elif isinstance(node, yaml.ScalarNode) and node.style in ("'", '"'):
        yield from _unclosed(_Item(node, text, inside))


def _of_text(item: _Item) -> Iterator[Finding]:
    if not item.raw:
        return
    if item.node.end_mark.line > item.node.start_mark.line:
        yield from _folded(item)
    elif IN_ONE_LINE.match(item.raw):
        message = f"beberapa butir bernomor ditulis dalam satu baris: {_cut(item.raw)}"
        yield item.finding(FOLDED, message, "tulis satu butir per baris, diawali tanda hubung dan spasi, tanpa nomor")
    yield from _behind_hash(item)
    yield from _never_opened(item)
    if not item.raw.isascii():
        yield from _word_quotes(item)


def _never_opened(item: _Item) -> Iterator[Finding]:
    """D122: a text that ends with the bracket of a list, or of fields, that nobody opened."""
    value = item.node.value
    opening = {"]": "[", "}": "{"}.get(value[-1])
    if opening and value.count(opening) < value.count(value[-1]):
        message = f"teks ini diakhiri kurung '{value[-1]}' yang tidak dibuka: {_cut(value)}"
        remedy = f"bila ini beberapa butir, tulis {_cut(opening + value)}; bila bukan, hapus kurung itu"
        yield item.finding(SPLIT, message, remedy)


def _behind_hash(item: _Item) -> Iterator[Finding]:
    """D120: something behind " #" that nobody meant as a remark."""
    found = _REMARK.match(item.text, item.end)
    if not found or _is_remark(item.node.value, found["gap"], found["rest"]):
        return
    lost = f"#{found['rest'].rstrip()}"
    whole = " ".join(f"{item.node.value}{found['gap']}{lost}".split())
    certain = "\n" not in item.raw and not re.match(r"\s|$", found["rest"])
    new = quoted(whole) if certain and not item.flow else None
    yield item.finding(
        BEHIND_HASH,
        f"'{_cut(lost)}' tidak ikut tercetak: tanda pagar sesudah spasi berarti catatan",
        f"tulis {_cut(quoted(whole))}; bila memang catatan, beri dua spasi sebelum # dan satu spasi sesudahnya",
        new, at=found.start("gap") + len(found["gap"]), until=found.start() + len(found[0].rstrip()),
    )  # fmt: skip


def _is_remark(words: str, gap: str, rest: str) -> bool:
    """Whether a person wrote this as a remark: set apart from the text, or behind an id, a number or a keyword."""
    spaced = re.match(r"[\s#!=-]|$", rest) is not None
    return spaced and (len(gap) > 1 or "\t" in gap or bool(_WORD.fullmatch(words)))


def _empty(key: yaml.Node, text: str) -> Iterator[Finding]:
    """D120: a value that begins with "#", so that all of it is taken for a remark."""
    found = re.compile(r":[ \t]+#(?=[^\s#!=-])(?P<rest>[^\r\n]*)").match(text, key.end_mark.index)
    if not found:
        return
    line, column = _place(text, found.start("rest") - 1)
    lost = f"#{found['rest'].rstrip()}"
    yield Finding(
        BEHIND_HASH, "peringatan", "", line, column, "",
        f"'{_cut(lost)}' tidak ikut tercetak: isi yang diawali tanda pagar dibaca sebagai catatan",
        f"tulis {_cut(quoted(lost))}; bila memang catatan, beri satu spasi sesudah #",
        edits=(TextEdit(line, column, lost, quoted(lost)),),
    )  # fmt: skip


def _folded(item: _Item) -> Iterator[Finding]:
    """D121: lines of a list, or a field, that YAML joins to the text before them."""
    lines = re.split(r"\r?\n|\r", item.raw)
    words = [line.strip() for line in lines]
    marked = [LIST_MARK.match(line) for line in words]
    odd = next((n for n, line in enumerate(words) if n and line and (marked[n] or _KEY_LIKE.match(line))), 0)
    if not odd:
        starts = [line for line in words if line]
        odd = int(
            len(words) > 1
            and words[1] != ""
            and all((line[0].isupper() or line[0].isdigit()) and len(line) < _SHORT for line in starts)
        )
    if not odd:
        return
    at = item.start + len("\n".join(lines[:odd])) + (len(lines[odd]) - len(lines[odd].lstrip())) + 1
    if "\r\n" in item.raw:
        at += odd
    if _KEY_LIKE.match(words[odd]):
        name, _, rest = words[odd].partition(":")
        message = f"'{_cut(words[odd])}' tersambung ke teks di atasnya, jadi tidak dibaca sebagai isian"
        yield item.finding(FOLDED, message, f"tulis '{name}: {_cut(rest)}' sejajar dengan isian yang setingkat", at=at)
        return
    entries = [line[mark.end() :] if mark else line for line, mark in zip(words, marked, strict=True) if line]
    message = f"baris '{_cut(words[odd])}' tersambung menjadi satu butir dengan baris di atasnya"
    shown = " / ".join(f"- {quoted(entry)}" for entry in entries)
    remedy = f"awali setiap butir dengan tanda hubung dan spasi, semuanya sejajar: {_cut(shown, 160)}"
    yield item.finding(FOLDED, message, remedy, _as_list(item, lines, entries, marked), at=at)


def _unclosed(item: _Item) -> Iterator[Finding]:
    """D121: fields that a quotation mark nobody closed made part of a text."""
    fields = [line.strip() for line in item.raw.splitlines()[1:] if FIELD.match(line)]
    if fields:
        message = f"teks bertanda kutip ini menelan baris sesudahnya, mulai dari '{_cut(fields[0])}'"
        yield item.finding(FOLDED, message, "tutup tanda kutipnya di akhir teks; periksa juga tanda kutip sesudahnya")


def _as_list(
    item: _Item, lines: Sequence[str], entries: Sequence[str], marked: Sequence[re.Match[str] | None]
) -> str | None:
    """The lines as a list of YAML; None where it is not certain that all of them are its items."""
    before = item.text[item.text.rfind("\n", 0, item.start) + 1 : item.start]
    newline = "\r\n" if "\r\n" in item.raw else "\n"
    if any(not line.strip() for line in lines):
        return None
    if re.fullmatch(r"[ ]*- ", before):  # an item, and items that stand deeper
        if not all(marked[1:]):
            return None
        pad = before[:-2]
        return quoted(entries[0]) + "".join(f"{newline}{pad}- {quoted(entry)}" for entry in entries[1:])
    if before.strip() or not all(marked):
        return None
    return newline.join(f"{before if n else ''}- {quoted(entry)}" for n, entry in enumerate(entries))


def _split_items(node: yaml.SequenceNode, text: str) -> Iterator[Finding]:
    """D122: an item that a comma split inside brackets or quotation marks, or inside a number."""
    items = [
        _Item(one, text, True) if isinstance(one, yaml.ScalarNode) and not one.style else None for one in node.value
    ]
    if len(items) == 1 and items[0] and "; " in items[0].node.value:
        yield _semicolons(items[0])
    done = 0
    for n, item in enumerate(items):
        last = _end_of_item(items, n) if item and n >= done else 0
        end = items[last] if last > 0 else None
        if item and end:
            done = last + 1
            yield _joined(item, end)
        elif item and last:
            message = f"kurung atau tanda kutip di dalam '{_cut(item.node.value)}' tidak ditutup sebelum koma"
            yield item.finding(SPLIT, message, "tutup, atau apit seluruh butir dengan tanda kutip")


def _semicolons(item: _Item) -> Finding:
    """D122: items that were set apart as a spreadsheet does it, and are one text."""
    message = f"titik koma tidak memisahkan butir: '{_cut(item.node.value)}' dibaca sebagai satu butir"
    better = ", ".join(quoted(part.strip()) for part in item.node.value.split(";") if part.strip())
    return item.finding(
        SPLIT, message, f"tulis {_cut(better)}; bila memang satu butir, apit dengan tanda kutip", better
    )


def _end_of_item(items: Sequence[_Item | None], n: int) -> int:
    """The item with which the text of item ``n`` ends; 0: it is whole, -1: no item ends it. None among the items: a
    text in quotation marks."""
    item, after = items[n], items[n + 1] if n + 1 < len(items) else None
    if item is None or after is None:
        return 0
    value, follows = item.node.value, after.node.value
    for opening, closing in (("(", ")"), ("“", "”"), ("‘", "’"), ('"', '"')):
        if _left_open(value, opening, closing):
            rest = range(n + 1, next((m for m in range(n, len(items)) if items[m] is None), len(items)))
            return next((m for m in rest if closing in _value(items[m])), -1)
    tight = item.text[item.end : after.start] == ","
    numbers = re.fullmatch(r"[\d.]+", value) and re.fullmatch(r"[\d.]+", follows)
    return n + 1 if tight and not numbers and value[-1:].isdigit() and follows[:1].isdigit() else 0


def _value(item: _Item | None) -> str:
    return str(item.node.value) if item else ""


def _left_open(value: str, opening: str, closing: str) -> bool:
    if opening == closing:
        return value.count(opening) % 2 == 1
    return value.count(opening) > value.count(closing)


def _joined(first: _Item, last: _Item) -> Finding:
    whole = first.text[first.start : last.end]
    word = _QUOTED.fullmatch(whole)
    right = _in_quotes(word["inner"].strip() if word else whole)
    return first.finding(
        SPLIT,
        f"koma di dalam '{_cut(whole)}' memecah satu butir menjadi beberapa butir",
        f"apit butir itu dengan tanda kutip: {_cut(right)}",
        right if "\n" not in whole else None, until=last.end,
    )  # fmt: skip


def _split_values(node: yaml.MappingNode, text: str) -> Iterator[Finding]:
    """D122: the value of a field in braces that a comma split, so that its rest looks like a field."""
    rest: list[yaml.ScalarNode] = []
    start: yaml.Node | None = None
    for key, value in [*node.value, (None, None)]:
        if key is not None and isinstance(key, yaml.ScalarNode) and not key.style and _is_rest(key, value, text):
            rest.append(key)
            continue
        if rest and isinstance(start, yaml.ScalarNode) and not start.style:
            found = _joined(_Item(start, text, True), _Item(rest[-1], text, True))
            yield Finding("D122", "galat", *_tail(found), edits=found.edits)
        elif rest:
            line, column = _place(text, rest[0].start_mark.index)
            message = f"'{_cut(rest[0].value)}' bukan isian: koma memisahkannya dari teks sebelumnya"
            yield Finding(SPLIT, "galat", "", line, column, "", message, "apit seluruh teks itu dengan tanda kutip")
        rest, start = [], value


def _tail(found: Finding) -> tuple[str, int, int, str, str, str]:
    return found.file, found.line, found.column, found.field, found.message, found.remedy


def _is_rest(key: yaml.ScalarNode, value: yaml.Node, text: str) -> bool:
    empty = isinstance(value, yaml.ScalarNode) and not value.style and not value.value
    end = key.end_mark.index
    return empty and is_remainder(key.value, text[end : end + 40])


def _word_quotes(item: _Item) -> Iterator[Finding]:
    """D119: Word's quotation marks round a whole text, or its dash for the sign that there is nothing."""
    words = item.node.value
    word = as_word(words)
    if word is not None:
        message = f"'{_cut(words)}' memakai tanda kutip atau garis dari Word; dibaca sebagai '{word}'"
        yield item.finding(WORD_QUOTES, message, f"tulis {word}", word)
    elif words in _DASHES:
        message = f"'{words}' garis panjang dari Word, bukan tanda hubung '-' yang berarti tidak ada"
        yield item.finding(WORD_QUOTES, message, 'tulis "-"', '"-"')
    elif found := _QUOTED.fullmatch(words):
        inner = found["inner"].strip()
        right = '"-"' if inner in _DASHES | {"-"} else quoted(inner)
        message = f"tanda kutip {words[0]}...{words[-1]} dari Word ikut tercetak: {_cut(words)}"
        remedy = f'tulis {_cut(right)}; bila memang harus tercetak, apit seluruhnya dengan tanda kutip "..."'
        yield item.finding(WORD_QUOTES, message, remedy, right if "\n" not in item.raw else None)


def _in_quotes(words: str) -> str:
    """The words between quotation marks, whatever they are."""
    bare = quoted(words)
    return bare if bare[0] in "\"'" else f'"{bare}"'


def _place(text: str, at: int) -> tuple[int, int]:
    """Line and column (from 1) of a place in the text."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _cut(words: str, most: int = SHOWN) -> str:
    return cut(" ".join(words.split()), most)
