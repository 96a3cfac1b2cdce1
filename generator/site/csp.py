"""The Content-Security-Policy of a site: what its pages may load and run, everything else being forbidden.

`python -m generator.site.csp site` prints it for a built site; a web server sends it with every page. No script stands
in a page, and one that an agency's own theme writes there is allowed by the hash of its text: nothing else can run.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path

_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_DATA = re.compile(r"""type\s*=\s*["']?application/""")
"""Such a script holds data and is never run."""


def policy(site: Path) -> str:
    """The policy of all pages in the folder ``site``, as the value of the header."""
    pages = [path.read_text("utf-8") for path in sorted(site.rglob("*.html"))]
    scripts, styles = inline_hashes(pages, "script"), inline_hashes(pages, "style")
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *scripts],
        "style-src": ["'self'", "'unsafe-inline'"],  # for browsers that do not know the next two
        "style-src-elem": ["'self'", *styles],
        "style-src-attr": ["'unsafe-inline'"],  # measures of charts and sheets
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def inline_hashes(pages: Iterable[str], tag: str) -> list[str]:
    """The hash of every script or style that is written into one of these pages, in a fixed order."""
    found = {
        text for page in pages for name, attributes, text in _INLINE.findall(page)
        if name == tag and text and not _DATA.search(attributes)
    }  # fmt: skip
    return sorted(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in found)


if __name__ == "__main__":
    print(policy(Path(sys.argv[1])))
