# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a builder sees of a folder, and what of it makes another image."""

from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN
from ansible_collections.skylift.aws.plugins.module_utils.images.content import content_of
from ansible_collections.skylift.aws.plugins.module_utils.images.ignoring import Ignored


@pytest.mark.parametrize("patterns, hidden, seen", [
    ("node_modules", ["node_modules", "node_modules/a/b.js"], ["src/node_modules/a.js", "node_modules2"]),
    ("**/node_modules", ["node_modules", "src/node_modules/a.js"], ["src/node_modules.js"]),
    ("/dist/", ["dist", "dist/a.js"], ["src/dist"]),
    ("*.md\n!README.md", ["NOTES.md"], ["README.md", "docs/NOTES.md"]),
    ("docs\n!docs/api.md", ["docs", "docs/a.md"], ["docs/api.md"]),
    ("docs/**/*.txt", ["docs/a.txt", "docs/x/y/a.txt"], ["a.txt", "docs/a.md"]),
    ("# a remark\n\n  temp?  ", ["temp1"], ["temp", "temp12", "# a remark"]),
    ("[ab].log", ["a.log"], ["c.log"]),
    ("a.b", ["a.b"], ["axb"]),
    ("**", ["a", "a/b"], []),
    ("*\n!src", ["a", "package.json"], ["src", "src/a.js"]),
    (r"\!odd", ["!odd"], ["odd"]),
])  # fmt: skip
def test_patterns_are_read_as_docker_reads_them(patterns, hidden, seen):
    ignored = Ignored(patterns)
    assert [path for path in hidden if not ignored.hides(path)] == []
    assert [path for path in seen if ignored.hides(path)] == []


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "shop"
    (made / "src").mkdir(parents=True)
    (made / "Dockerfile").write_text("FROM scratch\n")
    (made / ".dockerignore").write_text("*.log\nsecret\n!secret/shown\n")
    (made / "src" / "app.py").write_text("print(1)\n")
    (made / "link").symlink_to("src/app.py")
    return made


def content(folder, **options):
    return content_of({"context": str(folder), **options})


def test_the_same_files_are_the_same_content_wherever_and_whenever_they_are(folder, tmp_path):
    before = content(folder)
    (folder / "debug.log").write_text("of no account\n")
    (folder / "src" / "app.py").touch()
    folder.rename(tmp_path / "elsewhere")
    assert content(tmp_path / "elsewhere") == before
    assert content(tmp_path / "elsewhere", platform="linux/amd64") == before


@pytest.mark.parametrize("change", [
    lambda folder: (folder / "src" / "app.py").write_text("print(2)\n"),
    lambda folder: (folder / "src" / "app.py").chmod(0o755),
    lambda folder: (folder / "src" / "app.py").rename(folder / "src" / "main.py"),
    lambda folder: (folder / "new").mkdir(),
    lambda folder: [(folder / "secret").mkdir(), (folder / "secret" / "shown").write_text("")],
    lambda folder: [(folder / "link").unlink(), (folder / "link").symlink_to("src")],
])  # fmt: skip
def test_another_file_is_another_context(folder, change):
    before = content(folder)
    change(folder)
    after = content(folder)
    assert after.context != before.context
    assert after[1:] == before[1:]


def test_dockerfile_and_settings_count_by_themselves(folder):
    before = content(folder)
    (folder / "Dockerfile").write_text("FROM scratch\nCOPY src /\n")
    after = content(folder)
    assert (after.context, after.settings) == (before.context, before.settings)
    assert after.dockerfile != before.dockerfile
    told = {content(folder, **{option: value}).settings for option, value in
            (("target", "web"), ("platform", "linux/arm64"), ("build_args", {"A": 1}), ("build_args", {"A": 2}))}  # fmt: skip
    assert len({*told, after.settings}) == 5


def test_a_dockerfile_may_have_patterns_of_its_own(folder):
    (folder / "build").mkdir()
    (folder / "build" / "Dockerfile").write_text("FROM scratch\n")
    before = content(folder, dockerfile="build/Dockerfile")
    (folder / "build" / "Dockerfile.dockerignore").write_text("src\nbuild\n.dockerignore\n")
    ignoring = content(folder, dockerfile="build/Dockerfile")
    (folder / "src" / "app.py").write_text("print(2)\n")
    assert before.context != ignoring.context == content(folder, dockerfile="build/Dockerfile").context


def test_what_is_not_known_yet_makes_no_tag(folder):
    assert content(folder, secrets={"a": UNKNOWN}).is_known
    assert not content(folder, build_args={"API": UNKNOWN}).is_known
