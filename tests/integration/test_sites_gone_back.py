# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has left a site stays for a while, and what a site was is shown again, without the folder that it came from."""

from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.sites import bucket, manifest
from support.account import declared
from support.site import BUCKET, PLACE, Site

KEPT = ".skylift/shop"


@pytest.fixture
def site(sandbox, tmp_path):
    made = Site(sandbox, tmp_path)
    made.write(index_html="<script src=assets/app-BxK3f9aZ.js>", about_html="<h1>About</h1>", robots_txt="")
    made.write(**{"assets__app-BxK3f9aZ_js": "run()"})
    return made


def replace_bundle(site, old: str, new: str) -> None:
    """Build as bundlers do: other code has another name, which the page names."""
    (site.folder / "assets" / f"app-{old}.js").unlink()
    site.write(index_html=f"<script src=assets/app-{new}.js>", **{f"assets__app-{new}_js": new})


def test_who_has_an_old_page_open_gets_what_it_names_for_a_month(site, monkeypatch):
    site.ship()
    replace_bundle(site, "BxK3f9aZ", "CxK3f9aZ")
    assert "files.former: none -> 1 file, 5 bytes: assets/app-BxK3f9aZ.js, for 30 days more" in site.plan().differences(
        "s3_site_sync.shop")  # fmt: skip
    site.ship()
    assert site.invalidated() == [["/", "/index.html"]]
    replace_bundle(site, "CxK3f9aZ", "DxK3f9aZ")
    site.ship()
    assert {f"assets/app-{each}xK3f9aZ.js" for each in "BCD"} <= {*site.listed()}
    monkeypatch.setattr(manifest, "FORMER_DAYS", -1)
    assert site.ship().actions()["s3_site_sync.shop"] == "keep", "time alone changes nothing"
    site.write(index_html="<h1>Shop</h1>")
    site.ship()
    assert [each for each in site.listed() if each.startswith("assets/app-")] == ["assets/app-DxK3f9aZ.js"]


def test_a_former_file_that_comes_back_is_a_part_of_the_site_again(site, monkeypatch):
    site.ship()
    first = site.read("index.html")
    replace_bundle(site, "BxK3f9aZ", "CxK3f9aZ")
    site.ship()
    replace_bundle(site, "CxK3f9aZ", "BxK3f9aZ")
    site.write(index_html=first.decode(), **{"assets__app-BxK3f9aZ_js": "run()"})
    site.ship()
    monkeypatch.setattr(manifest, "FORMER_DAYS", -1)
    site.write(index_html="<h1>Shop!</h1>")
    site.ship()
    assert [each for each in site.listed() if each.startswith("assets/app-")] == ["assets/app-BxK3f9aZ.js"]


def gone_back(site, wanted: str):
    """Converge to an earlier site on a machine that never built it."""
    options = {**site.options, "manifest": wanted, "folder": "/nowhere"}
    site.sandbox.clear_calls()
    return site.account.converge(*PLACE, declared("s3_site_sync", options), outputs={"site": "${s3_site_sync.shop.id}"})


def shown(site) -> str:
    """The checksum of what is shown."""
    return site.converge(outputs={"site": "${s3_site_sync.shop.id}"})["outputs"]["site"]


def test_an_earlier_site_is_shown_again_though_its_folder_is_gone(site):
    site.ship()
    first, before = shown(site), {key: site.read(key) for key in site.listed()}
    replace_bundle(site, "BxK3f9aZ", "CxK3f9aZ")
    site.write(robots_txt="Disallow: /")
    (site.folder / "about.html").unlink()
    site.ship()
    second = shown(site)
    back = gone_back(site, first)
    assert (back["done"]["update"], back["outputs"]["site"]) == (1, first), back
    assert before.items() <= {key: site.read(key) for key in site.listed()}.items()
    assert site.head("index.html") == ("text/html; charset=utf-8", "no-cache")
    copied = [call["path"].partition(f"/{BUCKET}/")[2] for call in site.sandbox.calls("s3:CopyObject")]
    assert sorted(copied) == ["about.html", "index.html", "robots.txt"], "what is there as it was is not copied"
    assert copied[0] == "robots.txt", "pages come last, in any order"
    assert site.invalidated()[-1] == ["/", "/about.html", "/index.html", "/robots.txt"]
    again = gone_back(site, first)
    assert (again.actions()["s3_site_sync.shop"], site.sandbox.writes()) == ("keep", [])
    assert gone_back(site, second)["outputs"]["site"] == second
    assert site.read("robots.txt") == b"Disallow: /"
    assert "about.html" not in site.listed()


def test_an_earlier_site_that_s3_has_not_kept_is_refused_before_the_first_change(site):
    site.ship()
    first = shown(site)
    replace_bundle(site, "BxK3f9aZ", "CxK3f9aZ")
    site.ship()
    listed = site.s3.list_object_versions(Bucket=BUCKET, Prefix="index.html")["Versions"]
    (old,) = [each["VersionId"] for each in listed if not each["IsLatest"]]
    site.s3.delete_object(Bucket=BUCKET, Key="index.html", VersionId=old)
    for wanted, said in ((first, "S3 has no version any more of index.html (1 in all)"), ("0" * 64, f"kept are: {first}, ")):
        refused = gone_back(site, wanted)
        assert refused["failed"]
        assert said in str(refused["problems"])
        assert site.sandbox.writes() == []


def test_as_many_sites_are_kept_as_there_are_releases_on_record(site, monkeypatch):
    monkeypatch.setattr(bucket, "KEPT", 2)
    for text in "abc":
        site.write(index_html=text)
        site.ship()
    kept = site.s3.list_objects_v2(Bucket=BUCKET, Prefix=f"{KEPT}/")["Contents"]
    assert len(kept) == 2
