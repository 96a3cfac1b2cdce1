"""Every declared code has a case that raises it.

A case is a file of tests/data/invalid named by its code, the wrong example of its part in the handbook, or, where it
takes several files, an archive or a disk, a test that is named here.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from generator.findings import CODES as DECLARED
from tests.check.test_finding_guide import CODES, NOT_BY_DATA, examples
from tests.data.test_cases import INVALID
from tests.support.tools import ROOT

BY_TEST = {
    "D001": "data/test_hostile_input.py::test_folders_and_pipes_in_place_of_files",
    "D002": "data/test_hostile_input.py::test_content",
    "D003": "data/test_hostile_input.py::test_content",
    "D010": "site/test_record.py::test_a_data_folder_that_is_not_there_leaves_no_trace",
    "D011": "data/test_loader_properties.py::test_any_data_is_checked_without_raising",
    "D014": "site/test_builder.py::test_a_page_by_hand_in_the_place_of_a_generated_one",
    "D015": "site/test_builder.py::test_a_theme_that_drops_the_page_is_told",
    "D017": "data/test_hostile_input.py::test_links_do_not_lead_out",
    "D018": "reading/test_yaml_reader.py::test_what_is_refused_has_its_place",
    "D020": "site/test_killed_builds.py::test_a_full_disk_leaves_the_old_site",
    "D021": "io/test_trouble.py::test_a_site_that_has_no_place_is_told",
    "D024": "build/test_failures.py::test_what_an_engine_refuses_is_a_finding",
    "D022": "site/test_killed_builds.py::test_a_build_that_waits_too_long_says_so",
    "D102": "data/test_loader_properties.py::test_every_kind_of_error_is_explained",
    "F110": "check/test_form_rules.py::test_finding",
    "V903": "commands/test_actions.py::test_an_unfinished_publish_is_finished_by_the_next",
    "V904": "commands/test_actions.py::test_an_archive_that_was_edited_is_a_finding",
    "V906": "commands/test_actions.py::test_publish_names_what_is_missing",
    "V910": "commands/test_signed_names.py::test_each_renamed_thing_is_one_finding_at_its_place",
    "V912": "commands/test_signed_names.py::test_each_renamed_thing_is_one_finding_at_its_place",
    "V931": "commands/test_rename.py::test_a_file_moved_by_hand_is_known_again_and_the_remedy_works",
    "V933": "commands/test_restore.py::test_an_archived_copy_laid_over_the_sop_is_a_finding_and_both_remedies_work",
    "V921": "commands/test_review.py::test_publish_names_who_reviewed_which_content",
    "V922": "commands/test_review.py::test_a_draft_that_was_sent_back_cannot_be_published",
    "V923": "commands/test_review.py::test_reviews_that_were_changed_after_publishing_are_found",
    "V940": "commands/test_attach.py::test_what_lies_in_the_archive_is_told",
    "V941": "commands/test_attach.py::test_what_lies_in_the_archive_is_told",
    "V942": "commands/test_attach.py::test_what_lies_in_the_archive_is_told",
    "V943": "commands/test_attach.py::test_what_lies_in_the_archive_is_told",
}
"""Code whose example in the handbook is words and no data -> the test that raises it."""


def cases_of(kode: str) -> list[str]:
    """What raises a code: the names of files, "handbook", and of a test."""
    files = [path.name for path in INVALID if path.name.startswith(f"{kode.lower()}-")]
    taught = ["handbook"] if kode not in NOT_BY_DATA and "Salah" in examples(kode) else []
    return [*files, *taught, *([BY_TEST[kode]] if kode in BY_TEST else [])]


@pytest.mark.parametrize("kode", CODES)
def test_a_case_raises_it(kode: str) -> None:
    assert cases_of(kode)


def test_a_test_is_named_only_where_no_data_can_be_the_case() -> None:
    assert BY_TEST.keys() == NOT_BY_DATA.keys()


@pytest.mark.parametrize("kode", sorted(BY_TEST))
def test_the_named_test_is_there_and_knows_the_code(kode: str) -> None:
    file, _, name = BY_TEST[kode].partition("::")
    text = (ROOT / "tests" / file).read_text("utf-8")
    assert name in {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    assert f'"{kode}"' in text or f"{kode} " in text


@pytest.mark.parametrize("case", INVALID, ids=lambda path: path.stem)
def test_a_case_is_named_by_its_code(case: Path) -> None:
    code = case.stem.partition("-")[0].upper()
    assert code in DECLARED
    assert case.read_text("utf-8").startswith(f"# temuan: {code} ")
