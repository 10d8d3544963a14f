# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ships goes back together: the site, the function, the commit at Amplify; and nothing is built for it."""

from __future__ import annotations

import json
import shutil

import pytest
from deployment import Deployment
from support.shop import INVENTORY

SITE = "shop-prod-site-123456789012"
VARIABLES = {
    "stack_roles": ["encryption", "static_site", "scheduled_job", "amplify_site"],
    "stack_outputs": {"service_endpoint": "shop.example.com"},
    "scheduled_job_schedule_expression": "cron(0 8 ? * MON *)",
    "amplify_site_name": "shop",
    "amplify_site_repository": "https://github.com/example/shop",
    "amplify_site_access_token": "ghp_once",
    "smoke_test_checks": [],
}


class Shop:
    """A shop of a site, a job and a blog, of which all parts are released together."""

    def __init__(self, folder, sandbox):
        self.deployment = Deployment(folder, sandbox, INVENTORY)
        self.sandbox, self.folder = sandbox, folder

    def run(self, playbook: str, release: str, *arguments: str):
        site, job = self.folder / f"site-{release}", self.folder / f"job-{release}"
        told = {"static_site_folder": str(site), "scheduled_job_source_folder": str(job),
                "amplify_site_releases": [{"branch_name": "main", "commit_id": f"commit-{release}"}]}  # fmt: skip
        done = self.deployment.start_playbook(playbook, "-e", json.dumps({**VARIABLES, **told}), *arguments).wait()
        assert done.code == 0, done.ending
        return done

    def write(self, release: str) -> None:
        for name, file, text in (("site", "index.html", f"<h1>{release}</h1>"), ("job", "index.mjs", f"// {release}")):
            (self.folder / f"{name}-{release}").mkdir()
            (self.folder / f"{name}-{release}" / file).write_text(text)

    def releases(self) -> list[str]:
        """What is on record, the first one first."""
        known = self.sandbox.client("ssm").get_parameters_by_path(Path="/skylift/shop-prod/releases")["Parameters"]
        return sorted(each["Name"].rpartition("/")[2] for each in known)

    def shown(self) -> tuple[str, str, str]:
        """The page that visitors get, the version of the function that the clock starts, the commit at Amplify."""
        page = self.sandbox.client("s3").get_object(Bucket=SITE, Key="index.html")["Body"].read().decode()
        target = self.sandbox.client("scheduler").get_schedule(Name="shop-prod-job")["Target"]["Arn"]
        function, _colon, alias = target.rpartition(":")
        version = self.sandbox.client("lambda").get_alias(FunctionName=function, Name=alias)["FunctionVersion"]
        amplify = self.sandbox.client("amplify")
        (app,) = amplify.list_apps()["apps"]
        job = amplify.list_jobs(appId=app["appId"], branchName="main")["jobSummaries"][0]
        return page, version, job["commitId"]


@pytest.fixture
def shop(tmp_path, sandbox):
    sandbox.settings(delay=0.05)
    return Shop(tmp_path, sandbox)


def test_all_that_was_shipped_goes_back_though_the_folder_of_the_site_is_gone(shop):
    for release in ("one", "two"):
        shop.write(release)
    shop.run("deploy", "one")
    first = shop.shown()
    assert first == ("<h1>one</h1>", "1", "commit-one")
    shop.run("release", "two")
    second = shop.shown()
    assert second == ("<h1>two</h1>", "2", "commit-two")
    shutil.rmtree(shop.folder / "site-two")
    shop.run("roll_back", "two")
    assert shop.shown() == first
    shop.run("roll_back", "two", "-e", f"to={shop.releases()[1]}")
    assert shop.shown() == second
