"""One style sheet and one script of the program's many; what lies beside the data stays by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.site.joined import joined
from generator.site.look import look_of
from tests.support.tools import ROOT


def test_all_of_the_programs_files_in_their_order() -> None:
    look = look_of()
    whole = joined(look)
    for key, target in (("extra_css", "assets/css/situs.css"), ("extra_javascript", "assets/js/situs.js")):
        named = look.settings[key]
        assert len(named) > 10 and whole.parts >= set(named)
        assert whole.settings[key] == [target]
        places = [whole.files[target].find((ROOT / "overrides" / name).read_text("utf-8")) for name in named]
        assert places == sorted(places) and places[0] == 0


def test_what_lies_beside_the_data_follows_and_takes_nothing_along(tmp_path: Path) -> None:
    """A script that cannot even be read stops itself alone."""
    for name, text in (("css/kantor.css", "h1 { color: red; }"), ("js/kantor.js", "(")):
        (tmp_path / "overrides/assets" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "overrides/assets" / name).write_text(text, "utf-8")
    (tmp_path / "mkdocs.yml").write_text("extra_javascript: [{path: luar.js, defer: true}]\n", "utf-8")
    whole = joined(look_of(tmp_path))
    assert whole.settings["extra_css"] == ["assets/css/situs.css", "assets/css/kantor.css"]
    assert whole.settings["extra_javascript"] == [
        "assets/js/situs.js", {"path": "luar.js", "defer": True}, "assets/js/kantor.js",
    ]  # fmt: skip
    assert not whole.parts & {"assets/css/kantor.css", "assets/js/kantor.js"}


@pytest.mark.slow
def test_a_file_that_goes_before_one_of_the_programs_stands_in_its_place(tmp_path: Path) -> None:
    own = tmp_path / "overrides/assets/css/token.css"
    own.parent.mkdir(parents=True)
    own.write_text("body { --sop-ink: #123; }\n", "utf-8")
    text = joined(look_of(tmp_path)).files["assets/css/situs.css"]
    assert text.startswith("body { --sop-ink: #123; }\n")
    assert (ROOT / "overrides/assets/css/token.css").read_text("utf-8") not in text


def test_parts_are_not_in_the_site(seed_site: Path) -> None:
    assert [path.name for path in (seed_site / "assets/css").iterdir()] == ["situs.css"]
    assert [path.name for path in (seed_site / "assets/js").iterdir()] == ["situs.js"]


def test_what_no_page_uses_is_not_in_the_site(seed_site: Path) -> None:
    """The theme's own search, and its source maps."""
    scripts = seed_site / "assets/javascripts"
    assert [path.name.split(".")[0] for path in scripts.iterdir()] == ["bundle"]
    assert not list(seed_site.glob("assets/**/*.map"))
