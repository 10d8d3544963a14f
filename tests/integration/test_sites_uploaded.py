# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A site goes up where it differs, and nothing else does: built, cached, cleared away, and taken up when it was killed."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import time

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws import calls
from ansible_collections.skylift.aws.plugins.module_utils.sites import shipping
from support.account import declared
from support.site import BUCKET, PLACE, Site

ORDERED = ("s3:PutObject", "s3:DeleteObjects", "cloudfront:CreateInvalidation")
NOTES, KEPT = ".skylift/shop.json", ".skylift/shop"
FOREVER = "public, max-age=31536000, immutable"
@pytest.fixture
def site(sandbox, tmp_path):
    made = Site(sandbox, tmp_path)
    made.write(index_html="<h1>Shop</h1>", about_html="<h1>About</h1>", robots_txt="")
    made.write(**{"assets__app-BxK3f9aZ_js": "run()", "assets__logo_svg": "<svg/>"})
    return made


def test_files_are_uploaded_with_types_and_lifetimes(site):
    planned = site.plan()
    assert "  + s3_site_sync.shop  5 files, 38 bytes: about.html, assets/app-BxK3f9aZ.js, assets/logo.svg, index.html, " \
           "robots.txt will be uploaded" in site.account.lines  # fmt: skip
    assert not planned.get("failed")
    site.ship()
    assert len(site.uploaded()) == 5
    assert site.head("index.html") == ("text/html; charset=utf-8", "no-cache")
    assert site.head("assets/app-BxK3f9aZ.js") == ("text/javascript; charset=utf-8", FOREVER)
    assert site.head("assets/logo.svg") == ("image/svg+xml; charset=utf-8", "public, max-age=3600")
    assert site.invalidated() == []


def test_a_second_converge_changes_nothing_and_asks_no_object(site):
    site.ship()
    again = site.ship()
    assert {*again.actions().values()} == {"keep"}
    assert site.sandbox.writes() == []
    assert site.sandbox.calls("s3:HeadObject") == []
    assert len(site.sandbox.calls("s3:ListObjectsV2")) == 1


def test_what_changed_goes_up_what_is_gone_goes_last_and_cloudfront_hears_of_it_once(site):
    site.ship()
    site.write(index_html="<h1>The Shop</h1>", **{"assets__new-CxK3f9aZ_js": "go()"})
    (site.folder / "about.html").unlink()
    planned = site.plan().differences("s3_site_sync.shop")
    assert planned == [
        "files.new: none -> 1 file, 4 bytes: assets/new-CxK3f9aZ.js",
        "files.changed: none -> 1 file, 17 bytes: index.html",
        "files.deleted: 1 file, 14 bytes: about.html -> none",
    ]
    site.sandbox.settings(delays={"cloudfront:invalidation": 1})
    assert site.ship()["done"]["update"] == 1
    order = [call["name"].partition(":")[2] for call in site.sandbox.calls() if call["name"] in ORDERED]
    (kept,) = (each for each in site.puts() if each.startswith(f"{KEPT}/"))
    assert site.puts() == [NOTES, "assets/new-CxK3f9aZ.js", "index.html", kept, NOTES, NOTES]
    assert order == [*["PutObject"] * 3, "DeleteObjects", *["PutObject"] * 2, "CreateInvalidation", "PutObject"]
    assert site.invalidated() == [["/", "/about.html", "/index.html"]]
    assert site.listed() == ["assets/app-BxK3f9aZ.js", "assets/logo.svg", "assets/new-CxK3f9aZ.js", "index.html", "robots.txt"]


def test_of_two_thousand_files_the_ten_that_changed_are_uploaded(site):
    site.write(**{f"pages__{number:04}_html": f"<p>{number}</p>" for number in range(2000 - 5)})
    site.ship()
    assert len(site.uploaded()) == 2000
    changed = {f"pages__{number * 100:04}_html": f"<p>other {number}</p>" for number in range(10)}
    site.write(**changed)
    for path in site.folder.rglob("*.*"):
        path.touch()
    site.ship()
    assert site.uploaded() == sorted(f"pages/{number * 100:04}.html" for number in range(10))
    assert len(site.sandbox.calls("s3:HeadObject")) == 0
    assert len(site.sandbox.calls("s3:ListObjectsV2")) <= 2 * 3  # the plan, and the plan under the lock
    assert len(site.invalidated()) == 1


def test_what_others_put_there_stays_unless_it_is_purged(site):
    site.ship()
    site.s3.put_object(Bucket=BUCKET, Key="theirs.txt", Body=b"theirs")
    assert site.ship().actions()["s3_site_sync.shop"] == "keep"
    site.options["purge"] = True
    site.ship()
    assert "theirs.txt" not in site.listed()


def test_what_others_changed_or_took_away_comes_back(site):
    site.ship()
    site.s3.put_object(Bucket=BUCKET, Key="index.html", Body=b"defaced")
    site.s3.delete_object(Bucket=BUCKET, Key="robots.txt")
    site.ship()
    assert site.uploaded() == ["index.html", "robots.txt"]
    assert site.s3.get_object(Bucket=BUCKET, Key="index.html")["Body"].read() == b"<h1>Shop</h1>"


def test_large_files_go_in_parts_and_are_not_sent_again(site):
    large = site.folder / "film.mp4"
    large.write_bytes(os.urandom(1024) * 1024 * 17)
    site.ship()
    assert len(site.sandbox.calls("s3:UploadPart")) == 2
    assert site.head("film.mp4") == ("video/mp4", "public, max-age=3600")
    seen = hashlib.file_digest(site.s3.get_object(Bucket=BUCKET, Key="film.mp4")["Body"], "sha256")
    assert seen.digest() == hashlib.sha256(large.read_bytes()).digest()
    assert site.ship().actions()["s3_site_sync.shop"] == "keep"


def test_names_may_hold_whatever_names_hold(site):
    for name in ("größe & preis.html", "a+b=c#d?.txt", "50%.txt"):
        (site.folder / name).write_text(name)
    site.ship()
    assert {"größe & preis.html", "a+b=c#d?.txt", "50%.txt"} <= {*site.listed()}
    assert site.ship().actions()["s3_site_sync.shop"] == "keep"
    (site.folder / "größe & preis.html").unlink()
    site.ship()
    assert site.invalidated() == [["/gr%C3%B6%C3%9Fe%20&%20preis.html"]]
    assert "größe & preis.html" not in site.listed()


@pytest.mark.parametrize("faults", [{"drop_rate": 0.2}, {"throttle_rate": 0.2, "error_rate": 0.1}])
def test_lost_answers_and_throttles_are_no_harm(site, faults):
    site.write(**{f"pages__{number}_html": f"<p>{number}</p>" for number in range(60)})
    site.account.converge(*PLACE)
    site.sandbox.faults(seed=7, only="s3:*", **faults)
    site.ship()
    site.sandbox.faults()
    assert len(site.listed()) == 65
    assert site.ship().actions()["s3_site_sync.shop"] == "keep"


def _converge(site) -> None:
    os.setsid()
    site.account.converge(*site.declared())


def test_a_run_that_was_killed_is_taken_up(site, monkeypatch):
    monkeypatch.setattr(shipping, "SAVE_SECONDS", 0.2)
    site.account.converge(*PLACE)
    site.write(**{f"pages__{number:03}_html": f"<p>{number}</p>" for number in range(400)})
    site.sandbox.clear_calls()
    site.sandbox.faults(latency_ms=300, only="s3:PutObject")
    run = multiprocessing.get_context("fork").Process(target=_converge, args=(site,))
    run.start()
    deadline = time.monotonic() + 60
    while len(site.uploaded()) < 150 and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(run.pid, signal.SIGKILL)
    run.join()
    site.sandbox.faults()
    time.sleep(0.5)
    before = len(site.listed())
    assert 100 < before < 405
    (site.folder / "pages" / "000.html").unlink()
    result = site.converge(force_unlock=True)
    assert not result.get("failed"), result["msg"]
    assert len(site.uploaded()) < 405 - before + 150
    assert len(site.listed()) == 404
    assert site.ship().actions()["s3_site_sync.shop"] == "keep"


def test_an_invalidation_that_was_not_waited_for_is_made_up_for(site, monkeypatch):
    site.ship()
    site.write(index_html="<h1>The Shop</h1>")
    site.sandbox.faults(error_rate=1, only="cloudfront:CreateInvalidation")
    site.account.connection["aws_config"] = {"retries": {"total_max_attempts": 1}}
    with monkeypatch.context() as patched:
        patched.setattr(calls, "PATIENCE", 0)
        assert site.converge()["failed"]
    site.sandbox.faults()
    assert site.plan().differences("s3_site_sync.shop") == ["invalidation: was not waited for -> will be made"]
    site.ship()
    assert site.uploaded() == []
    assert site.invalidated() == [["/", "/index.html"]]
    assert site.ship().actions()["s3_site_sync.shop"] == "keep"


def test_it_goes_with_what_it_put_there(site):
    site.ship()
    site.s3.put_object(Bucket=BUCKET, Key="theirs.txt", Body=b"theirs")
    going = {**site.options, "bucket": BUCKET, "distribution_id": "E1", "state": "absent"}
    gone = site.account.converge(declared("s3_site_sync", going))
    assert gone["done"]["delete"] == 1, gone
    assert site.listed() == ["theirs.txt"]


@pytest.mark.parametrize("files, said", [
    ({}, "is empty"),
    ({"about_html": "1"}, "there is no index.html in"),
])  # fmt: skip
def test_a_folder_that_is_no_site_is_refused_before_the_first_change(sandbox, tmp_path, files, said):
    site = Site(sandbox, tmp_path)
    site.folder.mkdir()
    site.write(**files)
    result = site.converge()
    assert result["failed"]
    problem = next(each for each in result["problems"] if each["severity"] == "error")
    assert problem["code"] == "SITE-FOLDER"
    assert said in problem["said"]
    assert sandbox.writes() == []


# Built from sources


def site_domain(sandbox) -> str:
    return sandbox.client("cloudfront").list_distributions()["DistributionList"]["Items"][0]["DomainName"]


BUILD = 'mkdir -p dist && sed "s|NAME|$NAME|" src/index.html > dist/index.html && echo built >> .log && echo {} > cache.json'


@pytest.fixture
def built(sandbox, tmp_path):
    made = Site(sandbox, tmp_path)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "index.html").write_text("<h1>NAME</h1>")
    made.options |= {"build_command": BUILD, "build_environment": {"NAME": "Shop"}}
    made.times = lambda: len((tmp_path / ".log").read_text().splitlines()) if (tmp_path / ".log").exists() else 0
    (tmp_path / ".log").touch()
    return made


def test_it_is_built_when_its_sources_have_changed(built, tmp_path):
    built.plan()
    assert "  + s3_site_sync.shop  will be built, and uploaded where it differs" in built.account.lines
    assert built.times() == 0
    built.ship()
    assert (built.times(), built.uploaded()) == (1, ["index.html"])
    again = built.ship()
    assert (again.actions()["s3_site_sync.shop"], built.times()) == ("keep", 1)
    (tmp_path / "src" / "index.html").write_text("<h1>NAME!</h1>")
    assert [line.partition(":")[0] for line in built.plan().differences("s3_site_sync.shop")] == ["sources", "site"]
    built.ship()
    assert (built.times(), built.uploaded()) == (2, ["index.html"])
    built.options["build_environment"] = {"NAME": "Other"}
    built.ship()
    assert built.times() == 3
    assert built.s3.get_object(Bucket=BUCKET, Key="index.html")["Body"].read() == b"<h1>Other!</h1>"


def test_a_build_that_changes_nothing_uploads_nothing(built, tmp_path):
    built.ship()
    (tmp_path / "src" / "README").write_text("of no account")
    built.ship()
    assert (built.times(), built.uploaded(), built.invalidated()) == (2, [], [])


def test_what_is_built_is_not_needed_afterwards_unless_the_bucket_lost_it(built):
    built.ship()
    (built.folder / "index.html").unlink()
    assert built.ship().actions()["s3_site_sync.shop"] == "keep"
    built.s3.delete_object(Bucket=BUCKET, Key="index.html")
    built.ship()
    assert (built.times(), built.uploaded()) == (2, ["index.html"])


def test_it_may_be_told_what_is_made_in_the_same_run(built):
    built.options["build_environment"] = {"NAME": "${cloudfront_distribution.shop.domain_name}"}
    built.ship()
    told = built.s3.get_object(Bucket=BUCKET, Key="index.html")["Body"].read()
    domain = site_domain(built.sandbox)
    assert told == f"<h1>{domain}</h1>".encode()
    assert built.ship().actions()["s3_site_sync.shop"] == "keep"


def test_a_build_that_fails_uploads_nothing_and_tells_why(built):
    built.options["build_command"] = "echo no such package; exit 3"
    failed = built.converge()
    problem = next(each for each in failed["problems"] if each["severity"] == "error")
    assert problem["said"] == "build_command could not build it (exit code 3), and said last:\n    no such package"
    assert built.uploaded() == []


def test_secrets_do_not_go_into_a_site(built):
    secret = declared("secretsmanager_secret", {"name": "key", "generate_secret_string": {"password_length": 20}})
    built.options["build_environment"] = {"NAME": "${secretsmanager_secret.key.value}"}
    failed = built.account.converge(*PLACE, secret, declared("s3_site_sync", built.options))
    assert failed["failed"]
    assert "would be in files that everybody may read" in str(failed["problems"])
    assert built.times() == 0
