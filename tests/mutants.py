"""The mutants of a module: one small change each, made in its text, so that a report shows it as an edit."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SWAPS: dict[type, tuple[type, ...]] = {
    ast.Eq: (ast.NotEq, ast.LtE), ast.NotEq: (ast.Eq,), ast.Lt: (ast.LtE,), ast.LtE: (ast.Lt,), ast.Gt: (ast.GtE,),
    ast.GtE: (ast.Gt,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.And: (ast.Or,), ast.Or: (ast.And,), ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.FloorDiv,),
    ast.Div: (ast.Mult,), ast.FloorDiv: (ast.Mult,), ast.Mod: (ast.Mult,), ast.BitOr: (ast.BitAnd,),
}  # fmt: skip
_WORD = re.compile(r"[\w-]+")
_NAMES = (ast.Compare, ast.Tuple, ast.List, ast.Set)
"""Where one word is a name for the program rather than words for a reader."""
_SILENT = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)
"""Statements that a program still runs without."""


@dataclass(frozen=True)
class Mutant:
    """``lines``: where the changed text stands; ``old`` and ``new``: those lines before and after, without indent.

    ``passed``: the lines of its statement, or of the head of one that holds others. Python tells of one of them when it
    runs the statement: a table of constants is one to it, however many lines it has.
    """

    file: Path
    lines: range
    passed: range
    old: str
    new: str
    source: bytes
    in_function: bool
    classes: frozenset[str]
    """The classes around it."""

    def __str__(self) -> str:
        return f"{self.file}:{self.lines.start}"


def mutants_of(file: Path) -> list[Mutant]:
    """All mutants of a module, in the order of its text."""
    source = file.read_bytes()
    tree = ast.parse(source)
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found: dict[bytes, Mutant] = {}
    classes = {
        node.name: range(node.lineno, (node.end_lineno or 0) + 1)
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
    for node, changed, in_function, passed in _changes(tree, in_function=False):
        first, last = node.lineno, node.end_lineno or node.lineno
        begin, end = starts[first - 1] + node.col_offset, starts[last - 1] + (node.end_col_offset or 0)
        text = source[:begin] + changed.encode() + source[end:]
        try:
            compile(text, str(file), "exec")
        except SyntaxError:
            continue
        tail = source[end : starts[last]]
        old = b" ".join(source[starts[first - 1] : starts[last]].split()).decode()
        new = b" ".join((source[starts[first - 1] : begin] + changed.encode() + tail).split()).decode()
        around = frozenset(name for name, lines in classes.items() if first in lines)
        found.setdefault(text, Mutant(file, range(first, last + 1), passed, old, new, text, in_function, around))
    return sorted(found.values(), key=lambda mutant: (mutant.lines.start, mutant.new))


def _changes(
    node: ast.AST, *, in_function: bool, passed: range = range(0)
) -> Iterator[tuple[ast.stmt | ast.expr, str, bool, range]]:
    """(node, its new text, whether it stands in a function, lines of its statement) of every change below ``node``."""
    for child in ast.iter_child_nodes(node):
        inside = in_function or (isinstance(node, ast.FunctionDef) and child is not getattr(node, "args", 0))
        lines = _head(child) if isinstance(child, ast.stmt) else passed
        if isinstance(child, ast.stmt | ast.expr) and not _no_matter(node, child):
            for text in _texts(child, node):
                yield child, text, inside, lines
        # Places inside of f-strings are wrong before Python 3.12.
        if not isinstance(child, ast.JoinedStr) and not _no_matter(node, child):
            yield from _changes(child, in_function=inside, passed=lines)


def _head(statement: ast.stmt) -> range:
    """The lines of a statement without those of the statements that it holds."""
    held = [part.lineno for part in ast.iter_child_nodes(statement) if isinstance(part, ast.stmt)]
    end = min(held) if held else (statement.end_lineno or 0) + 1
    return range(statement.lineno, max(end, statement.lineno + 1))


def _no_matter(parent: ast.AST, node: ast.AST) -> bool:
    """Documentation, types and imports do nothing when the program runs."""
    if isinstance(node, ast.Import | ast.ImportFrom) or node is getattr(parent, "annotation", 0):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
        return True
    return node is getattr(parent, "returns", 0) or node in getattr(parent, "decorator_list", ())


def _texts(node: ast.AST, parent: ast.AST) -> Iterator[str]:
    """What may stand instead of ``node``."""
    match node:
        case ast.Compare(ops=ops):
            for at, sign in enumerate(ops):
                for other in SWAPS.get(type(sign), ()):
                    if other is ast.LtE and _text(node.comparators[at]):
                        continue  # words have no order that means anything
                    yield _with(node, lambda new, at=at, other=other: new.ops.__setitem__(at, other()))
        case ast.BoolOp(op=sign):
            yield _with(node, lambda new: setattr(new, "op", SWAPS[type(sign)][0]()))
        case ast.BinOp(op=sign) if type(sign) in SWAPS and not (_text(node.left) or _text(node.right)):
            yield _with(node, lambda new: setattr(new, "op", SWAPS[type(sign)][0]()))
        case ast.UnaryOp(op=ast.Not()):
            yield f"({ast.unparse(node.operand)})"
        case ast.Constant(value=bool(value)):
            yield str(not value)
        case ast.Constant(value=int(value)) if not isinstance(parent, ast.Subscript):
            yield from (str(value + 1), str(value - 1))
        case ast.Constant(value=float(value)):
            yield str(value * 1.01 + 0.001)
        case ast.Constant(value="galat" | "peringatan" | "saran" as value):
            yield repr("saran" if value == "peringatan" else "peringatan")
        case ast.Constant(value=str(value)) if _WORD.fullmatch(value) and isinstance(parent, _NAMES):
            yield repr(f"{value}_")
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant | ast.Name):
            yield "return None"
        case ast.Expr() if isinstance(node.value, ast.Yield | ast.YieldFrom):
            yield "if False: " + ast.unparse(node)
        case _ if isinstance(node, _SILENT):
            yield "pass"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "pass"
    if isinstance(parent, ast.If | ast.While | ast.IfExp) and node is parent.test:
        if not isinstance(node, ast.Compare | ast.BoolOp):
            yield f"(not ({ast.unparse(node)}))"
    elif isinstance(parent, ast.comprehension) and node in parent.ifs:
        yield "True"


def _text(node: ast.AST) -> bool:
    """Whether arithmetic with ``node`` can only fail: texts and lists have no minus."""
    return isinstance(node, ast.JoinedStr | ast.List | ast.Tuple | ast.ListComp) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _with(node: ast.expr, change: object) -> str:
    new = copy.deepcopy(node)
    change(new)  # type: ignore[operator]
    return f"({ast.unparse(new)})"
