# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder makes the same package wherever and whenever it is packed."""
from __future__ import annotations

import io
import os
import zipfile

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws import archive


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "b.js").write_text("b")
    (tmp_path / "index.js").write_text("a")
    return tmp_path


def names_in(folder) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(archive.zipped(str(folder)))).namelist()


def test_times_and_the_modes_of_groups_do_not_count(folder):
    before = archive.zipped(str(folder))
    os.utime(folder / "index.js", (1, 1))
    (folder / "index.js").chmod(0o600)
    assert archive.zipped(str(folder)) == before


def test_the_path_of_the_folder_does_not_count(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "same"
    (elsewhere / "lib").mkdir(parents=True)
    (elsewhere / "index.js").write_text("a")
    (elsewhere / "lib" / "b.js").write_text("b")
    assert archive.sha256_of(str(elsewhere)) == archive.sha256_of(str(folder))


def test_contents_and_names_do_count(folder):
    before = archive.sha256_of(str(folder))
    (folder / "index.js").write_text("another")
    after = archive.sha256_of(str(folder))
    (folder / "index.js").rename(folder / "main.js")
    assert len({before, after, archive.sha256_of(str(folder))}) == 3


def test_what_can_be_executed_stays_so(folder):
    (folder / "bootstrap").write_text("#!/bin/sh")
    (folder / "bootstrap").chmod(0o755)
    entries = zipfile.ZipFile(io.BytesIO(archive.zipped(str(folder)))).infolist()
    modes = {entry.filename: entry.external_attr >> 16 for entry in entries}
    assert modes == {"bootstrap": 0o755, "index.js": 0o644, "lib/b.js": 0o644}


def test_version_control_and_bytecode_stay_behind(folder):
    for left_out in (".git", "lib/__pycache__"):
        (folder / left_out).mkdir()
        (folder / left_out / "x").write_text("x")
    assert names_in(folder) == ["index.js", "lib/b.js"]


def test_files_come_in_the_order_of_their_names(folder):
    (folder / "a.js").write_text("")
    (folder / "z.js").write_text("")
    assert names_in(folder) == ["a.js", "index.js", "lib/b.js", "z.js"]
