# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A site is released by commit: once, again when it failed, and back to an older one; its domain comes with it."""
from __future__ import annotations

import pytest
from support.account import Account, declared
from support.story import FAST

APP = declared("amplify_app", {"name": "shop", "repository": "https://github.com/example/shop", "access_token": "ghp_once"})
BRANCH = declared("amplify_branch", {"name": "shop-main", "app_id": "${amplify_app.shop.id}", "branch_name": "main"})


@pytest.fixture
def account(sandbox):
    sandbox.settings(delay=FAST)
    return Account(sandbox)


def release(**more) -> dict:
    """The declaration of a release of the shop's site."""
    options = {"name": "shop-main", "app_id": "${amplify_app.shop.id}", "branch_name": "${amplify_branch.shop-main.branch_name}"}
    return declared("amplify_job", {**options, **more})


def domain_of(app: str, prefix: str) -> dict:
    """The declaration of example.com for the branch of an app."""
    settings = [{"prefix": prefix, "branch_name": f"${{amplify_branch.{app}-main.branch_name}}"}]
    options = {"name": "example.com", "app_id": f"${{amplify_app.{app}.id}}", "sub_domain_settings": settings}
    return declared("amplify_domain", options)


def well(result) -> None:
    """Nothing failed."""
    assert not result.get("failed"), result.get("msg")


def jobs(sandbox) -> list[tuple[str, str]]:
    """Commit and outcome of each job, the latest first."""
    client = sandbox.client("amplify")
    (app,) = client.list_apps()["apps"]
    found = client.list_jobs(appId=app["appId"], branchName="main")["jobSummaries"]
    return [(job["commitId"], job["status"]) for job in found]


def test_a_build_that_fails_is_told_with_its_step_and_log_and_built_again(account, sandbox):
    sandbox.settings(amplify_failing_step="BUILD")
    result = account.converge(APP, BRANCH, release(commit_id="abc123"))
    assert result["failed"]
    said = "status is FAILED: BUILD Build failed: see its log. https://aws-amplify-logs"
    assert said in "\n".join(account.lines)
    sandbox.settings(amplify_failing_step=None)
    well(account.converge(APP, BRANCH, release(commit_id="abc123")))
    assert jobs(sandbox) == [("abc123", "SUCCEED")]


def test_without_a_commit_the_branch_is_built_once(account, sandbox):
    for _run in (1, 2):
        well(account.converge(APP, BRANCH, release()))
    assert jobs(sandbox) == [("HEAD", "SUCCEED")]


def test_a_role_that_amplify_cannot_assume_fails_the_build(account, sandbox):
    app = {**APP, "options": {**APP["options"], "iam_service_role_arn": "arn:aws:iam::123456789012:role/nobody"}}
    assert account.converge(app, BRANCH, release())["failed"]


def test_a_domain_is_proved_by_a_record_of_the_same_stack(account, sandbox):
    zone = declared("route53_hosted_zone", {"name": "example.com"})
    domain = domain_of("shop", prefix="www")
    proof = declared("route53_record_set", {
        "name": "proof", "record_name": "${amplify_domain.example.com.validation_name}", "type": "CNAME", "ttl": 300,
        "hosted_zone_id": "${route53_hosted_zone.example.com.id}",
        "resource_records": [{"value": "${amplify_domain.example.com.validation_value}"}],
    })
    well(account.converge(APP, BRANCH, zone, domain, proof))
    sandbox.clear_calls()
    result = account.converge(APP, BRANCH, zone, domain, proof, outputs={"records": "${amplify_domain.example.com.dns_records}"})
    well(result)
    assert sandbox.writes() == []
    client = sandbox.client("amplify")
    (app,) = client.list_apps()["apps"]
    found = client.get_domain_association(appId=app["appId"], domainName="example.com")["domainAssociation"]
    assert found["domainStatus"] in ("PENDING_DEPLOYMENT", "AVAILABLE")
    assert "cloudfront.net" in str(result["outputs"]["records"])


def test_another_app_cannot_have_the_domain(account, sandbox):
    other = declared("amplify_app", {"name": "other", "repository": "https://github.com/example/other", "access_token": "ghp_o"})
    its = declared("amplify_branch", {"name": "other-main", "app_id": "${amplify_app.other.id}", "branch_name": "main"})
    well(account.converge(APP, BRANCH, domain_of("shop", prefix="")))
    result = account.converge(other, its, domain_of("other", prefix=""))
    assert result["failed"]
    assert "already associated with another Amplify app: example.com" in "\n".join(account.lines)


def test_a_branch_that_is_declared_no_more_is_pruned(account, sandbox):
    well(account.converge(APP, BRANCH))
    result = account.converge(APP, prune=True)
    well(result)
    assert result.actions()["amplify_branch.shop-main"] == "delete"
    client = sandbox.client("amplify")
    (app,) = client.list_apps()["apps"]
    assert client.list_branches(appId=app["appId"])["branches"] == []


def test_another_branch_under_the_same_address_replaces_the_first(account, sandbox):
    well(account.converge(APP, BRANCH))
    other = {**BRANCH, "options": {**BRANCH["options"], "branch_name": "live"}}
    result = account.converge(APP, other)
    well(result)
    assert result.actions()["amplify_branch.shop-main"] == "replace"
    client = sandbox.client("amplify")
    (app,) = client.list_apps()["apps"]
    assert [branch["branchName"] for branch in client.list_branches(appId=app["appId"])["branches"]] == ["live"]


def test_a_release_that_nobody_heard_of_is_not_built_twice(account, sandbox):
    sandbox.faults(drop_rate=1, only="amplify:StartJob")
    well(account.converge(APP, BRANCH, release(commit_id="abc123")))
    assert jobs(sandbox) == [("abc123", "SUCCEED")]
