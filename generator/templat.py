"""The template engine of pages and forms: Jinja2, in which every value is escaped and none may be missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape


def aman(value: object) -> str:
    """``value`` as a piece of HTML: ``escape`` for what is joined with other pieces right away.

    ``escape`` wraps its answer in a ``Markup``, so that nobody escapes it again. A page has thousands of values, hardly
    any with something to escape, and making the wrappers took longer than all the rest of writing them.
    """
    if type(value) is Markup or (type(value) is str and _is_plain(value)):
        return value
    return escape(value)


def _is_plain(text: str) -> bool:
    """Whether nothing in ``text`` means something in HTML. One by one: searches for a single character are quickest."""
    return "&" not in text and "<" not in text and ">" not in text and '"' not in text and "'" not in text


class _Penulis(CodeGenerator):
    """Writes ``aman`` where Jinja writes ``escape``: round each value of a template that escapes."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.aman(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Konteks(Context):
    """Calls macros and functions as Python does. Jinja would first look whether they want to be given the context; of
    ours only filters do, and those it knows beforehand."""

    def call(
        self, f: Callable[..., Any], /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any
    ) -> Any:
        return f(*args, **named)


class _Mesin(Environment):
    context_class = _Konteks
    code_generator_class = _Penulis
    aman = staticmethod(aman)


def make_mesin(paket: str) -> Environment:
    """The engine for the folder ``templates`` of a package."""
    return _Mesin(
        loader=PackageLoader(paket, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # the templates are a part of the program and change only with it
        optimized=False,  # they have hardly a constant to fold, and looking for some is an eighth of the compiling
    )
