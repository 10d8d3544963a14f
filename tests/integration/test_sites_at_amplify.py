# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A site without a repository is deployed to Amplify when it has changed, and when something else is shown."""

from __future__ import annotations

import random

import pytest
from support.account import Account, declared

HALF = 0.5


class Site:
    """A folder, and the stack that deploys it."""

    def __init__(self, sandbox, folder):
        self.sandbox, self.account, self.amplify = sandbox, Account(sandbox), sandbox.client("amplify")
        self.folder = folder / "dist"
        self.folder.mkdir()
        (self.folder / "index.html").write_text("<h1>Shop</h1>")
        self.options = {"name": "shop", "app_id": "${amplify_app.shop.app_id}", "folder": str(self.folder),
                        "branch_name": "${amplify_branch.main.branch_name}"}  # fmt: skip
        self.app = declared("amplify_app", {"name": "shop"})
        self.branch = declared("amplify_branch", {"name": "main", "app_id": "${amplify_app.shop.app_id}", "branch_name": "main"})

    def ship(self):
        self.sandbox.clear_calls()
        result = self.account.converge(self.app, self.branch, declared("amplify_deployment", self.options))
        assert not result.get("failed"), [result["msg"], *result["problems"]]
        return result

    def plan(self):
        return self.account.plan(self.app, self.branch, declared("amplify_deployment", self.options))

    def of_branch(self) -> dict:
        (app,) = self.amplify.list_apps()["apps"]
        return {"appId": app["appId"], "branchName": "main"}

    def jobs(self) -> list[tuple[str, str]]:
        told = self.amplify.list_jobs(**self.of_branch())["jobSummaries"]
        return [(job["jobId"], job["status"]) for job in reversed(told)]


@pytest.fixture
def site(sandbox, tmp_path):
    sandbox.settings(delays={"amplify:job": 0.5})
    return Site(sandbox, tmp_path)


def test_it_is_deployed_once_and_again_when_it_has_changed(site):
    site.plan()
    assert "  + amplify_deployment.shop  will be deployed" in site.account.lines
    assert site.ship()["resources"]["amplify_deployment.shop"]["job_id"] == "1"
    assert site.jobs() == [("1", "SUCCEED")]
    assert {*site.ship().actions().values()} == {"keep"}
    assert site.sandbox.writes() == []
    (site.folder / "index.html").write_text("<h1>The Shop</h1>")
    assert [line.partition(":")[0] for line in site.plan().differences("amplify_deployment.shop")] == ["content", "deployment"]
    site.ship()
    assert site.jobs() == [("1", "SUCCEED"), ("2", "SUCCEED")]


def test_what_somebody_else_has_deployed_gives_way(site):
    site.ship()
    begun = site.amplify.create_deployment(**site.of_branch())
    assert site.plan().differences("amplify_deployment.shop") == ["active_job_id: 2 -> will be deployed"]
    site.amplify.stop_job(**site.of_branch(), jobId=begun["jobId"])
    site.ship()
    assert site.jobs()[-1] == ("3", "SUCCEED")


def test_what_a_killed_run_left_is_ended(site):
    site.account.converge(site.app, site.branch)
    site.amplify.create_deployment(**site.of_branch())
    site.ship()
    assert site.jobs() == [("1", "CANCELLED"), ("2", "SUCCEED")]


@pytest.mark.parametrize("operation", ["CreateDeployment", "StartDeployment", "TagResource"])
def test_a_lost_answer_is_no_harm(site, operation):
    seed = next(seed for seed in range(10_000) if _drawn(seed) == [True, *[False] * 5])
    site.account.converge(site.app, site.branch)
    site.sandbox.faults(drop_rate=HALF, seed=seed, only=f"amplify:{operation}")
    site.ship()
    site.sandbox.faults()
    assert site.jobs()[-1][1] == "SUCCEED"
    assert {*site.ship().actions().values()} == {"keep"}


def _drawn(seed: int) -> list[bool]:
    drawn = random.Random(seed)
    return [drawn.random() < HALF for _ in range(6)]


def test_it_is_built_when_its_sources_have_changed(site, tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "index.html").write_text("<h1>NAME</h1>")
    site.options |= {"build_command": "sed s/NAME/$NAME/ src/index.html > dist/index.html", "build_environment": {"NAME": "Shop"}}
    site.ship()
    assert (site.folder / "index.html").read_text() == "<h1>Shop</h1>"
    assert site.ship().actions()["amplify_deployment.shop"] == "keep"
    site.options["build_environment"] = {"NAME": "Other"}
    site.ship()
    assert (len(site.jobs()), (site.folder / "index.html").read_text()) == (2, "<h1>Other</h1>")


def test_an_app_with_a_repository_is_built_from_that(site):
    site.app["options"] |= {"repository": "https://github.com/example/shop", "access_token": "ghp_given_once"}
    failed = site.account.converge(site.app, site.branch, declared("amplify_deployment", site.options))
    said = [each["said"] for each in failed["problems"] if each["address"] == "amplify_deployment.shop"]
    assert "App is already connected a repository" in said[0]
