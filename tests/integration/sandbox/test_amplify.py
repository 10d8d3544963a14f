# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amplify: tokens are not shown, builds take their time, domains are proved."""

from __future__ import annotations

import pytest
from sandbox.given import refused, tags, until


@pytest.fixture
def amplify(sandbox):
    """A client."""
    return sandbox.client("amplify")


@pytest.fixture
def app(amplify) -> str:
    """The id of an app with a branch."""
    made = amplify.create_app(
        name="demo", repository="https://github.com/example/demo", accessToken="ghp_once", tags={"tier": "web"}
    )["app"]
    amplify.create_branch(appId=made["appId"], branchName="main")
    return made["appId"]


def ended(amplify, app: str, job: str) -> dict:
    def look():
        return amplify.get_job(appId=app, branchName="main", jobId=job)["job"]

    return until(look, lambda found: found["summary"]["status"] in ("SUCCEED", "FAILED", "CANCELLED"))


def test_a_repository_needs_a_token_which_nobody_sees_again(amplify, app):
    with refused("BadRequestException", "You should at least provide one valid token"):
        amplify.create_app(name="demo", repository="https://github.com/example/demo")
    assert "ghp_once" not in str(amplify.get_app(appId=app))


def test_a_branch_is_there_once_and_goes_with_its_app(amplify, app):
    with refused("BadRequestException", f"The branch main already exists for the app {app}"):
        amplify.create_branch(appId=app, branchName="main")
    amplify.delete_app(appId=app)
    with refused("NotFoundException", f"App {app} not found"):
        amplify.list_branches(appId=app)


def test_no_variables_mean_no_change(amplify, app):
    amplify.update_app(appId=app, environmentVariables={"A": "1"})
    amplify.update_app(appId=app, environmentVariables={})
    assert amplify.get_app(appId=app)["app"]["environmentVariables"] == {"A": "1"}
    amplify.update_app(appId=app, environmentVariables={"": ""})
    assert amplify.get_app(appId=app)["app"]["environmentVariables"] == {}


def test_a_job_goes_through_its_states(amplify, app):
    job = amplify.start_job(appId=app, branchName="main", jobType="RELEASE", commitId="abc")["jobSummary"]
    assert job["status"] == "PENDING"
    with refused("BadRequestException", "is running"):
        amplify.delete_job(appId=app, branchName="main", jobId=job["jobId"])
    found = ended(amplify, app, job["jobId"])
    assert found["summary"]["status"] == "SUCCEED"
    assert [step["stepName"] for step in found["steps"]] == ["BUILD", "DEPLOY", "VERIFY"]


def test_a_job_can_be_made_to_fail_and_be_stopped(sandbox, amplify, app):
    sandbox.settings(amplify_failing_step="DEPLOY")
    job = amplify.start_job(appId=app, branchName="main", jobType="RELEASE")["jobSummary"]
    steps = ended(amplify, app, job["jobId"])["steps"]
    assert [(step["stepName"], step["status"]) for step in steps] == [("BUILD", "SUCCEED"), ("DEPLOY", "FAILED")]
    job = amplify.start_job(appId=app, branchName="main", jobType="RELEASE")["jobSummary"]
    amplify.stop_job(appId=app, branchName="main", jobId=job["jobId"])
    assert ended(amplify, app, job["jobId"])["summary"]["status"] == "CANCELLED"


def test_a_domain_waits_for_its_record(sandbox, amplify, app):
    sandbox.settings(delay=0.2)
    settings = [{"prefix": "www", "branchName": "main"}]
    amplify.create_domain_association(appId=app, domainName="example.com", subDomainSettings=settings)

    def look():
        return amplify.get_domain_association(appId=app, domainName="example.com")["domainAssociation"]

    found = until(look, lambda domain: domain["domainStatus"] == "PENDING_VERIFICATION")
    assert found["subDomains"][0]["dnsRecord"] == "www CNAME <pending>"
    with refused("BadRequestException", "PENDING_VERIFICATION"):
        amplify.update_domain_association(appId=app, domainName="example.com", enableAutoSubDomain=True)
    name, _cname, value = found["certificateVerificationDNSRecord"].split()
    route53 = sandbox.client("route53")
    zone = route53.create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"]
    record = {"Name": name, "Type": "CNAME", "TTL": 60, "ResourceRecords": [{"Value": value}]}
    changes = [{"Action": "CREATE", "ResourceRecordSet": record}]
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
    until(look, lambda domain: domain["domainStatus"] == "AVAILABLE")


def test_apps_and_branches_are_found_by_their_tags(sandbox, amplify, app):
    arn = amplify.get_branch(appId=app, branchName="main")["branch"]["branchArn"]
    amplify.tag_resource(resourceArn=arn, tags={tag["Key"]: tag["Value"] for tag in tags()})
    found = sandbox.client("resourcegroupstaggingapi").get_resources(ResourceTypeFilters=["amplify:apps"])
    arns = [each["ResourceARN"] for each in found["ResourceTagMappingList"]]
    assert arns == sorted([arn.rpartition("/branches/")[0], arn])
