# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes up, what goes, and what CloudFront has to forget."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.skylift.aws.plugins.module_utils.sites.bucket import Object
from ansible_collections.skylift.aws.plugins.module_utils.sites.changes import Changes, between, told
from ansible_collections.skylift.aws.plugins.module_utils.sites.files import File, sources_checksum
from ansible_collections.skylift.aws.plugins.module_utils.sites.manifest import Entry, Manifest


def files(**contents: str) -> dict[str, File]:
    return {key: File(Path(key), 3, {}, content) for key, content in contents.items()}


def test_an_etag_is_compared_and_never_calculated():
    manifest = Manifest({"a": Entry("1", '"of-parts-2"'), "b": Entry("1", '"x"'), "gone": Entry("1", '"x"')})
    objects = {"a": Object('"of-parts-2"', 3), "b": Object('"changed by hand"', 5), "gone": Object('"x"', 7),
               "theirs": Object('"x"', 9)}  # fmt: skip
    assert between(manifest, objects, files(a="1", b="1", c="1"), False) == Changes({"c": 3}, {"b": 3}, {"gone": 7}, {})
    assert between(manifest, objects, files(a="1", b="1", c="1"), True).left == {"gone": 7, "theirs": 9}


def test_what_was_announced_and_not_sent_is_sent():
    manifest = Manifest({"a": Entry("", "")})
    assert between(manifest, {}, files(a="1"), False).new == {"a": 3}
    assert between(manifest, {"a": Object('"old"', 3)}, files(a="1"), False).changed == {"a": 3}
    assert between(manifest, {"a": Object('"old"', 3)}, {}, False).left == {"a": 3}


def test_cloudfront_forgets_what_changed_by_the_names_it_is_asked_for():
    stale = Changes({"new.js": 1}, {"docs/index.html": 1, "ä b#.png": 1}, {"old.js": 1, "old-BxK3f9aZ.js": 1}, {})
    assert stale.paths() == ["/%C3%A4%20b%23.png", "/docs/", "/docs/index.html", "/old.js"]
    assert Changes({}, {"index.html": 1}, {}, {}).paths() == ["/", "/index.html"]
    assert Changes({}, {f"{number}.js": 1 for number in range(31)}, {}, {}).paths() == ["/*"]


def test_a_plan_tells_how_many_how_large_and_a_few_names():
    assert told({"b": 900, "a": 600}) == "2 files, 1.5 kB: a, b"
    assert told({f"{number:02}": 0 for number in range(12)}).endswith("08, 09 and 2 more")


def test_a_manifest_is_kept_as_it_is():
    manifest = Manifest({"a": Entry("1", '"x"')}, ["s"], ["/a"], "r")
    assert Manifest.from_json(manifest.to_json()) == manifest


def test_what_a_build_writes_is_no_source(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.js").write_text("1")
    before = sources_checksum(tmp_path, tmp_path / "dist", "make")
    for name in ("dist", "node_modules", ".vite", "src/.cache"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.js").write_text("1")
    assert sources_checksum(tmp_path, tmp_path / "dist", "make") == before
    assert sources_checksum(tmp_path, tmp_path / "dist", "make all") != before
    (tmp_path / ".env").write_text("A=1")
    assert sources_checksum(tmp_path, tmp_path / "dist", "make") != before
