# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Amplify Hosting: sites built from a repository, their branches, domains and releases."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging, Template, Wait

TAGGING = Tagging("tag_resource", target="resourceArn")


class BuiltResourceType(ResourceType):
    """What is built with variables of its own."""

    service = "amplify"

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """Amplify takes no variables for no change, and one without a name for none at all (UpdateApp, UpdateBranch)."""
        return {**params, "environmentVariables": {"": ""}} if params.get("environmentVariables") == {} else params


class App(BuiltResourceType):
    """A site with its repository, and how it is built."""

    name = "amplify_app"
    identifier = "appId"
    found_by_tag = True
    read = Read("list_apps", items="apps[]")
    create, result, update, delete = "create_app", "app", "update_app", "delete_app"
    given = {"name": "{name}"}
    attributes = {"id": "appId", "arn": "appArn", "app_id": "appId", "default_domain": "defaultDomain"}
    secret = frozenset({"access_token", "oauth_token", "basic_auth_credentials"})
    secret_within = frozenset({"auto_branch_creation_config.basic_auth_credentials"})
    modifiers = frozenset({"access_token", "oauth_token"})
    ordered = frozenset({"custom_rules"})
    whole = frozenset({"environment_variables"})
    tags_at = "tags"
    tagging = TAGGING

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """The token serves to connect a repository (UpdateApp): at other times an old one would only do harm."""
        if "repository" not in params:
            params = {name: value for name, value in params.items() if name not in ("accessToken", "oauthToken")}
        return BuiltResourceType.prepare(place, desired, params)


class Branch(BuiltResourceType):
    """A branch of the repository, built and shown under an address of its own."""

    name = "amplify_branch"
    identifier = "branchName"
    match = {"branch_name": "branchName"}
    identity = {"appId": "appId", "branchName": "branchName"}
    read = Read("list_branches", items="branches[]", params={"appId": "{app_id}"}, kept=("appId",),
                missing=("NotFoundException",))  # fmt: skip
    scope_in_arn = r":apps/(?P<app_id>[^/]+)/branches/(?P<branch_name>.+)"
    immutable = frozenset({"app_id", "branch_name"})
    create, result, update, delete = "create_branch", "branch", "update_branch", "delete_branch"
    exists = ("BadRequestException",)
    attributes = {"id": "branchName", "arn": "branchArn", "branch_name": "branchName",
                  "url": Template("https://{displayName}.{appId}.amplifyapp.com")}  # fmt: skip
    secret = frozenset({"basic_auth_credentials"})
    whole = frozenset({"environment_variables"})
    tags_at = "tags"
    tagging = TAGGING


class Domain(ResourceType):
    """A domain of one's own for the branches of an app, with a certificate that Amplify asks for and renews."""

    name = "amplify_domain"
    service = "amplify"
    identifier = "domainName"
    identity = {"appId": "appId", "domainName": "domainName"}
    read = Read("list_domain_associations", items="domainAssociations[]", params={"appId": "{app_id}"},
                kept=("appId",), missing=("NotFoundException",))  # fmt: skip
    create, result = "create_domain_association", "domainAssociation"
    update, delete = "update_domain_association", "delete_domain_association"
    attributes = {
        "arn": "domainAssociationArn",
        "domain_name": "domainName",
        "status": "domainStatus",
        "validation_name": "validationName",
        "validation_value": "validationValue",
        "certificate_verification_dns_record": "certificateVerificationDNSRecord",
        "dns_records": "subDomains[].dnsRecord",
    }
    told_within = {
        "validationName": ("certificateVerificationDNSRecord", r"^(\S+)"),
        "validationValue": ("certificateVerificationDNSRecord", r"(\S+)\s*$"),
    }
    found_at = {"sub_domain_settings": "subDomains[].subDomainSetting", "certificate_settings": "certificate"}
    # It becomes AVAILABLE when the records exist, which are made after it.
    settled = Wait(
        "domainStatus",
        until=("PENDING_VERIFICATION", "PENDING_DEPLOYMENT", "AWAITING_APP_CNAME", "AVAILABLE"),
        fails_on=("FAILED",),
        stillborn=("FAILED",),
        reason="statusReason",
        seconds=900,
    )
    not_yet = (("BadRequestException", "update domain while the domain is in"),)


class Job(ResourceType):
    """The release of a commit: it is there while no other job of the branch came after it."""

    name = "amplify_job"
    service = "amplify"
    identifier = "jobId"
    match = {"app_id": "appId", "branch_name": "branchName", "commit_id": "commitId"}
    identity = {"appId": "appId", "branchName": "branchName", "jobId": "jobId"}
    read = Read("list_jobs", items="jobSummaries[]", params={"appId": "{app_id}", "branchName": "{branch_name}"},
                kept=("appId", "branchName"), missing=("NotFoundException",),
                then=Read("get_job", items="merge(job.summary, {steps: job.steps})",
                          params={"appId": "{appId}", "branchName": "{branchName}", "jobId": "{jobId}"}))  # fmt: skip
    create, result, delete = "start_job", "jobSummary", "delete_job"
    given = {"jobType": "RELEASE"}
    several = True
    left_out = frozenset({"jobId", "commitTime"})
    modifiers = frozenset({"app_id", "branch_name", "commit_message", "job_reason"})
    attributes = {"id": "jobId", "arn": "jobArn", "job_id": "jobId", "commit_id": "commitId", "status": "status"}
    shipped = "job_id"
    settled = Wait(
        "status",
        until=("SUCCEED",),
        fails_on=("FAILED", "CANCELLED"),
        stillborn=("FAILED", "CANCELLED"),
        reason="steps[?status=='FAILED'] | [0].join(' ', [stepName, not_null(statusReason, ''), not_null(logUrl, '')])",
        seconds=3600,
    )
    in_use = ("BadRequestException",)
    not_yet = (("LimitExceededException", ""),)

    @staticmethod
    def pick(place, desired, present: list[dict]) -> dict | None:
        """ListJobs tells the latest first, and that one is what people see; without a commit any will do."""
        latest, commit = present[0] if present else None, desired.options.get("commit_id")
        return latest if latest and commit in (None, latest["commitId"]) else None


class Deployment(ResourceType):
    """The files of a site, on a branch of an app without a repository."""

    name = "amplify_deployment"
    service = "amplify"
    extras = {
        "app_id": "str",
        "branch_name": "str",
        "folder": "path",
        "index_document": "str",
        "build_command": "str",
        "build_folder": "path",
        "build_environment": "dict",
    }
    attributes = {"id": "id", "job_id": "job_id"}
    renewed = frozenset(attributes)
    calls = ("amplify.get_branch", "amplify.list_jobs", "amplify.stop_job", "amplify.create_deployment",
             "amplify.start_deployment", "amplify.get_job", "amplify.tag_resource", "amplify.untag_resource")  # fmt: skip

    @staticmethod
    def lifecycle():
        """Files are uploaded apart from the API, and Amplify tells nothing of what they are."""
        from ansible_collections.skylift.aws.plugins.module_utils.sites.amplify import Lifecycle

        return Lifecycle


RESOURCE_TYPES = {facts.name: facts for facts in (App, Branch, Domain, Job, Deployment)}
