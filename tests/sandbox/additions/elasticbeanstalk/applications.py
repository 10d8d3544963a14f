# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Applications and their versions."""

from __future__ import annotations

import copy
from datetime import UTC, datetime

from ...roles import must_be_assumable
from ...rules import Refusal, answers
from ...transitions import Transition
from ..paging import page
from . import APPLICATIONS, ENVIRONMENTS, TAGS, VERSIONS, application_of, invalid, tag

RULES = {
    "MaxCountRule": {"Enabled": False, "MaxCount": 200, "DeleteSourceFromS3": False},
    "MaxAgeRule": {"Enabled": False, "MaxAgeInDays": 180, "DeleteSourceFromS3": False},
}


@answers("elasticbeanstalk:CreateApplication")
def create_application(call):
    """A name is taken once."""
    name = call.params["ApplicationName"]
    if name in call.memory(APPLICATIONS):
        raise invalid(f"Application {name} already exists.")
    now = datetime.now(UTC)
    made = {
        "ApplicationArn": call.arn(f"application/{name}"),
        "ApplicationName": name,
        "Description": call.params.get("Description", ""),
        "DateCreated": now,
        "DateUpdated": now,
        "ConfigurationTemplates": [],
        "ResourceLifecycleConfig": _lifecycle(call, {}),
    }
    call.memory(APPLICATIONS)[name] = made
    tag(call, made["ApplicationArn"])
    return {"Application": _shown(call, made)}


@answers("elasticbeanstalk:DescribeApplications")
def describe_applications(call):
    """All, or those that are named; a name that nothing has is no error."""
    names = call.params.get("ApplicationNames")
    found = [each for name, each in call.memory(APPLICATIONS).items() if not names or name in names]
    return {"Applications": [_shown(call, each) for each in found]}


@answers("elasticbeanstalk:UpdateApplication")
def update_application(call):
    """The description only."""
    found = application_of(call)
    found["Description"] = call.params.get("Description", "")
    return {"Application": _shown(call, found)}


@answers("elasticbeanstalk:UpdateApplicationResourceLifecycle")
def update_lifecycle(call):
    """Parts that are not sent stay."""
    found = application_of(call)
    found["ResourceLifecycleConfig"] = _lifecycle(call, found["ResourceLifecycleConfig"])
    return {
        "ApplicationName": found["ApplicationName"],
        "ResourceLifecycleConfig": copy.deepcopy(found["ResourceLifecycleConfig"]),
    }


@answers("elasticbeanstalk:DeleteApplication")
def delete_application(call):
    """An application goes with its versions, not with environments that run; one that is not there is no error."""
    name = call.params["ApplicationName"]
    running = [each for each in call.memory(ENVIRONMENTS).values() if each.application == name and not each.is_gone]
    if running and not call.params.get("TerminateEnvByForce"):
        raise invalid(f"Unable to delete application {name} because it has running environments.")
    found = call.memory(APPLICATIONS).pop(name, None)
    if found:
        call.memory(TAGS).pop(found["ApplicationArn"], None)
        for key in [key for key in call.memory(VERSIONS) if key[0] == name]:
            call.memory(TAGS).pop(call.memory(VERSIONS).pop(key)["ApplicationVersionArn"], None)
    return {}


@answers("elasticbeanstalk:CreateStorageLocation")
def create_storage_location(call):
    """One bucket in each region; a further call answers the same."""
    name = f"elasticbeanstalk-{call.region}-{call.account}"
    if not any(each["Name"] == name for each in call.ask("s3", "ListBuckets")["Buckets"]):
        where = {} if call.region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": call.region}}
        call.ask("s3", "CreateBucket", Bucket=name, **where)
    return {"S3Bucket": name}


@answers("elasticbeanstalk:CreateApplicationVersion")
def create_version(call):
    """The bundle must lie in S3; whether it is sound is seen when it is processed."""
    name = application_of(call)["ApplicationName"]
    label = call.params["VersionLabel"]
    if (name, label) in call.memory(VERSIONS):
        raise invalid(f"Application Version {label} already exists.")
    bundle = call.params.get("SourceBundle") or {"S3Bucket": f"elasticbeanstalk-samples-{call.region}", "S3Key": "sample.zip"}
    settled = _content_state(call, bundle) if "SourceBundle" in call.params else "PROCESSED"
    now = datetime.now(UTC)
    made = {
        "ApplicationVersionArn": call.arn(f"applicationversion/{name}/{label}"),
        "ApplicationName": name,
        "Description": call.params.get("Description", ""),
        "VersionLabel": label,
        "SourceBundle": copy.deepcopy(bundle),
        "DateCreated": now,
        "DateUpdated": now,
        "settled": settled if call.params.get("Process") else "UNPROCESSED",
        "transition": Transition("elasticbeanstalk:version", "PROCESSING") if call.params.get("Process") else None,
    }
    call.memory(VERSIONS)[name, label] = made
    tag(call, made["ApplicationVersionArn"])
    return {"ApplicationVersion": shown_version(made)}


@answers("elasticbeanstalk:DescribeApplicationVersions")
def describe_versions(call):
    """Of one application or of all, in pages."""
    name, labels = call.params.get("ApplicationName"), call.params.get("VersionLabels")
    if name:
        application_of(call)
    keys = [key for key in call.memory(VERSIONS) if name in (None, key[0]) and (not labels or key[1] in labels)]
    shown, more = page([shown_version(call.memory(VERSIONS)[key]) for key in keys], call.params, 100, limit="MaxRecords")
    return {"ApplicationVersions": shown, **more}


@answers("elasticbeanstalk:UpdateApplicationVersion")
def update_version(call):
    """The description only."""
    found = version_of(call, application_of(call)["ApplicationName"], call.params["VersionLabel"])
    found["Description"] = call.params.get("Description", "")
    return {"ApplicationVersion": shown_version(found)}


@answers("elasticbeanstalk:DeleteApplicationVersion")
def delete_version(call):
    """What runs stays; the bundle goes if that is said."""
    name, label = application_of(call)["ApplicationName"], call.params["VersionLabel"]
    users = [each for each in call.memory(ENVIRONMENTS).values() if each.runs(name, label) and not each.is_gone]
    if users:
        raise invalid(f"Application Version {label} is deployed to {users[0].name} and cannot be deleted.")
    found = call.memory(VERSIONS).pop((name, label), None)
    if found:
        call.memory(TAGS).pop(found["ApplicationVersionArn"], None)
        bundle = found["SourceBundle"]
        if call.params.get("DeleteSourceBundle"):
            call.ask("s3", "DeleteObject", Bucket=bundle["S3Bucket"], Key=bundle["S3Key"])
    return {}


def version_of(call, application: str, label: str) -> dict:
    """The version with this label."""
    found = call.memory(VERSIONS).get((application, label))
    if found is None:
        raise invalid(f"No Application Version named '{label}' found.")
    return found


def shown_version(version: dict) -> dict:
    """A version as the API shows it."""
    transition = version["transition"]
    shown = {key: copy.deepcopy(value) for key, value in version.items() if key not in ("settled", "transition")}
    return {**shown, "Status": (transition.state() if transition else None) or version["settled"]}


def _shown(call, application: dict) -> dict:
    name = application["ApplicationName"]
    return {**copy.deepcopy(application), "Versions": [label for of, label in call.memory(VERSIONS) if of == name]}


def _content_state(call, bundle: dict) -> str:
    where = f"(Bucket: {bundle['S3Bucket']}  Key: {bundle['S3Key']})"
    try:
        size = call.ask("s3", "HeadObject", Bucket=bundle["S3Bucket"], Key=bundle["S3Key"])["ContentLength"]
    except Refusal:
        raise invalid(f"Unable to download from S3 location {where}. Reason: Not Found") from None
    return "PROCESSED" if size else "FAILED"


def _lifecycle(call, before: dict) -> dict:
    wanted = call.params.get("ResourceLifecycleConfig", {})
    role = wanted.get("ServiceRole", before.get("ServiceRole"))
    rules = wanted.get("VersionLifecycleConfig", {})
    kept = before.get("VersionLifecycleConfig", RULES)
    merged = {kind: {**kept[kind], **rules.get(kind, {})} for kind in RULES}
    if any(rule["Enabled"] for rule in merged.values()) and not role:
        raise invalid("A service role is required when a version lifecycle rule is enabled.")
    must_be_assumable(call, role, "elasticbeanstalk.amazonaws.com", invalid(f"The service role {role} cannot be assumed."))
    return {**({"ServiceRole": role} if role else {}), "VersionLifecycleConfig": copy.deepcopy(merged)}
