# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS Elastic Beanstalk: applications, their versions, and the environments in which a version runs."""

from __future__ import annotations

import hashlib
import json
import re
import threading

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import (
    Aspect,
    Read,
    ResourceType,
    Steps,
    Tagging,
    Wait,
)
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN, Secret, holds_unknown, secret

TAGGING = Tagging("update_tags_for_resource", target="ResourceArn", list="list_tags_for_resource", found="ResourceTags",
                  missing=("ResourceNotFoundException",))  # fmt: skip
# Elastic Beanstalk has one code for all that is wrong: what is missing, there already, or not ready.
INVALID = "InvalidParameterValue"
BUSY = ((INVALID, "Must be Ready"), ("OperationInProgressFailure", ""))
# AWS writes these in capitals, its own model does not (ApplicationVersionStatus).
DONE, FAILED = ("PROCESSED", "UNPROCESSED", "Processed", "Unprocessed"), ("FAILED", "Failed")
DEPLOYING_SECONDS = 3600
_swapping = threading.Lock()


class Application(ResourceType):
    """A name under which versions and environments belong together."""

    name = "elasticbeanstalk_application"
    service = "elasticbeanstalk"
    identifier = "ApplicationName"
    read = Read("describe_applications", items="Applications[]")
    create, result = "create_application", "Application"
    update, delete = ("update_application", "update_application_resource_lifecycle"), "delete_application"
    exists = (INVALID,)
    attributes = {"id": "ApplicationName", "arn": "ApplicationArn", "application_name": "ApplicationName"}
    tagging = TAGGING
    # The service role of the lifecycle may be brand new.
    not_yet = ((INVALID, "role"),)
    in_use = (INVALID, "OperationInProgressFailure")


class ApplicationVersion(ResourceType):
    """What an environment can run: a bundle of files under a label. Nothing of it can be changed but its description."""

    name = "elasticbeanstalk_application_version"
    service = "elasticbeanstalk"
    identifier = "VersionLabel"
    identity = {"ApplicationName": "ApplicationName", "VersionLabel": "VersionLabel"}
    read = Read("describe_application_versions", items="ApplicationVersions[]", names="VersionLabels",
                params={"ApplicationName": "{application_name}"}, missing=(INVALID,))  # fmt: skip
    scope_in_arn = r":applicationversion/(?P<application_name>[^/]+)/"
    create, result = "create_application_version", "ApplicationVersion"
    update, delete = "update_application_version", "delete_application_version"
    exists = (INVALID,)
    left_out = frozenset({"AutoCreateApplication", "SourceBuildInformation", "BuildConfiguration", "ImageConfiguration"})
    extras = {"source_files": "dict"}
    modifiers = frozenset({"process"})
    attributes = {"id": "VersionLabel", "arn": "ApplicationVersionArn", "version_label": "VersionLabel"}
    tagging = TAGGING
    settled = Wait("Status", until=DONE, fails_on=FAILED, stillborn=FAILED)
    not_yet = ((INVALID, "No Application named"),)
    in_use = (INVALID, "OperationInProgressFailure", "SourceBundleDeletionFailure")
    calls = ("elasticbeanstalk.create_storage_location", "s3.put_object")

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """A bundle lies in S3 (SourceBundle); Elastic Beanstalk has a bucket of its own for them (CreateStorageLocation)."""
        files = desired.options.get("source_files")
        if not files or "Tags" not in params:
            return params
        from ansible_collections.skylift.aws.plugins.module_utils.aws import archive

        bucket = place.session.call("elasticbeanstalk", "create_storage_location")["S3Bucket"]
        bundle = {"S3Bucket": bucket, "S3Key": _key(desired)}
        place.session.call("s3", "put_object", {"Bucket": bucket, "Key": bundle["S3Key"], "Body": archive.packed(_files(files))})
        return {**params, "SourceBundle": bundle}

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """What is in a bundle AWS does not tell (DescribeApplicationVersions); its key in S3 ends in a checksum."""
        files = desired.options.get("source_files")
        if not files:
            return []
        have, want = (item.get("SourceBundle") or {}).get("S3Key"), UNKNOWN if holds_unknown(files) else _key(desired)
        return [] if have == want else [Difference("source_files", have, want, replaces=True)]

    @staticmethod
    def prepare_delete(item: dict, params: dict) -> dict:
        """A bundle goes with its version (DeleteSourceBundle) if it was made for it; those of others are theirs."""
        key = (item.get("SourceBundle") or {}).get("S3Key", "")
        own = rf"{re.escape(item['ApplicationName'])}/{re.escape(item['VersionLabel'])}-[0-9a-f]{{12}}\.zip"
        return {**params, "DeleteSourceBundle": bool(re.fullmatch(own, key))}


def _files(files: dict) -> list[tuple[str, bytes, bool]]:
    contents = {name: text if isinstance(text, str) else json.dumps(text, sort_keys=True) for name, text in files.items()}
    return [(name, text.encode(), False) for name, text in sorted(contents.items())]


def _key(desired) -> str:
    checksum = hashlib.sha256(repr(_files(desired.options["source_files"])).encode()).hexdigest()
    return f"{desired.options['application_name']}/{desired.name}-{checksum[:12]}.zip"


class EnvironmentHooks(ResourceType):
    """What facts cannot say of an environment."""

    calls = ("elasticbeanstalk.describe_configuration_settings", "elasticbeanstalk.describe_configuration_options",
             "elasticbeanstalk.describe_environment_resources", "elasticbeanstalk.describe_events",
             "elasticbeanstalk.list_platform_versions", "elasticbeanstalk.swap_environment_cnames",
             "elbv2.describe_target_groups")  # fmt: skip

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """Settings, and what was made around the environment, are told by calls of their own (DescribeEnvironmentResources)."""
        if item["Status"].startswith("Terminat"):
            return item
        branch, prefix = (desired.options.get(option) for option in ("platform_branch_name", "cname_prefix"))
        balancer, group = _around(place, item)
        return {
            **item,
            "OptionSettings": _settings(place, item),
            "Newest": newest_platform(place, branch) if isinstance(branch, str) else None,
            "CNAMEPrefix": item.get("CNAME", "").partition(".")[0].lower(),
            "Holder": _holder(place, item["ApplicationName"], prefix),
            "LoadBalancerFullName": balancer,
            "TargetGroupFullName": group,
        }

    @staticmethod
    def look_closer(place, desired, item: dict) -> dict:
        """What goes on in an environment, and what goes wrong, is told by its events (DescribeEvents)."""
        asked = {"EnvironmentId": item["EnvironmentId"], "Severity": "INFO", "MaxRecords": 3}
        events = place.session.call("elasticbeanstalk", "describe_events", asked)["Events"]
        told = [event["Message"] for event in events]
        return {**item, "progress": told[0] if told else "", "explanation": "; ".join(told)}

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """Elastic Beanstalk shows hundreds of settings; only those that are declared count (DescribeConfigurationSettings)."""
        if "OptionSettings" not in item:
            return []
        found = [*_unlike_settings(desired, item)]
        branch, newest = desired.options.get("platform_branch_name"), item["Newest"]
        if branch is not None and newest not in (None, item.get("PlatformArn")):
            found.append(Difference("platform_branch_name", item.get("PlatformArn"), newest))
        prefix = desired.options.get("cname_prefix")
        if prefix is not None and (prefix is UNKNOWN or prefix.lower() != item["CNAMEPrefix"]):
            found.append(Difference("cname_prefix", item["CNAMEPrefix"], prefix, replaces=not item["Holder"]))
        return found

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """A branch is no parameter (PlatformArn is), and a prefix that another environment has is swapped for later."""
        branch, prefix = (desired.options.get(option) for option in ("platform_branch_name", "cname_prefix"))
        if branch:
            params = {**params, "PlatformArn": newest_platform(place, branch)}
        if prefix and "Tags" in params and _holder(place, desired.options["application_name"], prefix):
            params = {name: value for name, value in params.items() if name != "CNAMEPrefix"}
        return params

    @staticmethod
    def set_options(place, item: dict, values: dict) -> None:
        """Settings and versions are not changed by one request (UpdateEnvironment, InvalidParameterCombination)."""
        wanted = [each for each in values["option_settings"] if not _is_set(each, _setting(item, each))]
        surplus = _surplus(values["option_settings"], item)
        removed = {"OptionsToRemove": [{name: each[name] for name in NAMING if each.get(name)} for each in surplus]}
        params = {"EnvironmentId": item["EnvironmentId"], "OptionSettings": wanted, **(removed if surplus else {})}
        place.session.call("elasticbeanstalk", "update_environment", params, retry_while=BUSY, seconds=DEPLOYING_SECONDS)

    @staticmethod
    def settle(place, desired, item: dict, report) -> None:
        """The prefix of a CNAME goes from one environment to another by exchange only (SwapEnvironmentCNAMEs)."""
        prefix = desired.options.get("cname_prefix")
        with _swapping:
            if prefix and _holder(place, item["ApplicationName"], prefix, but=item["EnvironmentName"]):
                report(f"taking over {prefix}")
                place.until(lambda: _swapped(place, item, prefix), DEPLOYING_SECONDS)

    @staticmethod
    def before_delete(place, item: dict) -> None:
        """An environment that is being changed cannot be terminated (TerminateEnvironment)."""
        named = {"EnvironmentIds": [item["EnvironmentId"]], "IncludeDeleted": False}

        def at_rest() -> bool | None:
            found = place.session.call("elasticbeanstalk", "describe_environments", named)["Environments"]
            return None if any(each["Status"] in ("Launching", "Updating", "Aborting") for each in found) else True

        place.until(at_rest, DEPLOYING_SECONDS)


class Environment(EnvironmentHooks):
    """Servers, or one of them, that run a version, with what belongs to them: load balancer, scaling, security groups."""

    name = "elasticbeanstalk_environment"
    service = "elasticbeanstalk"
    identifier = "EnvironmentName"
    identity = {"EnvironmentId": "EnvironmentId"}
    read = Read("describe_environments", items="Environments[]", names="EnvironmentNames", params={"IncludeDeleted": False})
    create, result = "create_environment", "@"
    update, delete = "update_environment", "terminate_environment"
    exists = leaving = (INVALID,)
    attributes = {
        "id": "EnvironmentId",
        "arn": "EnvironmentArn",
        "environment_name": "EnvironmentName",
        "cname": "CNAME",
        "endpoint_url": "EndpointURL",
        "platform_arn": "PlatformArn",
        "load_balancer_full_name": "LoadBalancerFullName",
        "target_group_full_name": "TargetGroupFullName",
    }
    left_out = frozenset({"GroupName", "TemplateName", "SolutionStackName", "OptionsToRemove", "OperationsRole"})
    extras = {"platform_branch_name": "str"}
    extras_go_to = {"platform_branch_name": ("update_environment",)}
    immutable = frozenset({"application_name", "tier"})
    # They are compared by extra_differences.
    modifiers = frozenset({"option_settings", "cname_prefix"})
    tagging = TAGGING
    settled = Wait(
        "Status == 'Ready' && Health || Status == 'Terminating' && Status || join(': ', ['pending', Status])",
        until=("Green", "Yellow"),
        stillborn=("Terminating",),
        called="health",
        seconds=DEPLOYING_SECONDS,
        reason="explanation",
        rolls_back=True,
        progress="progress",
    )
    gone = {"Status": ("Terminated",)}
    delete_seconds = DEPLOYING_SECONDS
    aspects = (
        Steps("option_settings", "set_options"),
        Aspect("version_label", write="update_environment", found="VersionLabel"),
    )
    # What was made a moment ago is not known to all of AWS.
    not_yet = ((INVALID, "No Application"), ("ConfigurationValidationException", "nstance profile"),
               ("ConfigurationValidationException", "ServiceRole"))  # fmt: skip
    busy = BUSY


NAMING = ("ResourceName", "Namespace", "OptionName")
VARIABLES = frozenset({"aws:elasticbeanstalk:application:environment", "aws:elasticbeanstalk:application:environmentsecrets"})
"""Namespaces whose options are what the user makes them."""


def newest_platform(place, branch: str) -> str | None:
    """Return the ARN of the version of a platform branch that AWS recommends, its latest otherwise; None for no such branch."""
    wanted = {"PlatformBranchName": branch, "PlatformStatus": "Ready"}
    filters = [{"Type": kind, "Operator": "=", "Values": [value]} for kind, value in wanted.items()]

    def versions() -> list[dict]:
        pages = place.session.pages("elasticbeanstalk", "list_platform_versions", {"Filters": filters})
        return [version for page in pages for version in page["PlatformSummaryList"]]

    def rank(version: dict) -> tuple:
        numbers = [int(number) for number in re.findall(r"\d+", version.get("PlatformVersion", ""))]
        return version.get("PlatformLifecycleState", "").lower() == "recommended", numbers

    return max(place.listing(f"platforms of {branch}", versions), key=rank, default={}).get("PlatformArn")


def _settings(place, item: dict) -> list[dict]:
    """The settings of an environment: those that are being deployed if there are some."""
    named = {name: item[name] for name in ("ApplicationName", "EnvironmentName")}
    told = place.session.call("elasticbeanstalk", "describe_configuration_settings", named)["ConfigurationSettings"]
    standing = {each.get("DeploymentStatus"): each["OptionSettings"] for each in told}
    settings = standing.get("pending", standing.get("deployed", []))
    own = [each for each in settings if each["Namespace"] in VARIABLES]
    asked = {**named, "Options": [{name: each[name] for name in NAMING[1:]} for each in own]}
    # A platform may have variables of its own, which come back when they are removed.
    options = place.session.call("elasticbeanstalk", "describe_configuration_options", asked)["Options"] if own else []
    users = {(each["Namespace"], each["Name"]) for each in options if each.get("UserDefined")}
    return [{**each, "UserDefined": (each["Namespace"], each["OptionName"]) in users} for each in settings]


def _around(place, item: dict) -> tuple[str | None, str | None]:
    """What CloudWatch calls the load balancer and its target group; neither is there in an environment of one server."""
    named = {"EnvironmentId": item["EnvironmentId"]}
    made = place.session.call("elasticbeanstalk", "describe_environment_resources", named)["EnvironmentResources"]
    arn = next((each["Name"] for each in made.get("LoadBalancers", []) if ":loadbalancer/" in each["Name"]), "")
    asked = {"LoadBalancerArn": arn}
    groups = place.session.call("elbv2", "describe_target_groups", asked)["TargetGroups"] if arn else []
    group = groups[0]["TargetGroupArn"].rpartition(":")[2] if groups else None
    return arn.rpartition("loadbalancer/")[2] or None, group


def _setting(item: dict, wanted: dict) -> str | None:
    keys = [name for name in NAMING if wanted.get(name)]
    same = (each for each in item["OptionSettings"] if all(each.get(key) == wanted[key] for key in keys))
    return next((each.get("Value") for each in same), None)


def _is_set(wanted: dict, have: str | None) -> bool:
    """Lists come back in any order, and security groups with one that Elastic Beanstalk made."""
    want = wanted.get("Value", "")
    if want is UNKNOWN or want == have or not have or wanted["Namespace"] in VARIABLES:
        return want is not UNKNOWN and want == (have or "")
    parts, present = ({part.strip() for part in text.split(",")} for text in (want, have))
    return parts <= present if wanted["OptionName"] == "SecurityGroups" else parts == present


def _surplus(wanted: list[dict], item: dict) -> list[dict]:
    """Variables that nobody declares any more, in namespaces of which some are declared."""
    declared = {(each["Namespace"], each["OptionName"]) for each in wanted}
    looked_at = VARIABLES & {namespace for namespace, dummy in declared}
    own = [each for each in item["OptionSettings"] if each["Namespace"] in looked_at and each["UserDefined"]]
    return [each for each in own if (each["Namespace"], each["OptionName"]) not in declared]


def _unlike_settings(desired, item: dict):
    from ansible_collections.skylift.aws.plugins.module_utils.aws.options import options_of

    wanted = options_of(Environment).to_api(desired).get("option_settings") or []
    if wanted is UNKNOWN:
        yield Difference("option_settings", None, UNKNOWN)
        return
    for each in wanted:
        have = _setting(item, each)
        if not _is_set(each, have):
            yield Difference(_path(each), secret(have) if isinstance(each.get("Value"), Secret) else have, each.get("Value"))
    for each in _surplus(wanted, item):
        # Nobody tells any more whether it was a secret.
        yield Difference(_path(each), secret(each.get("Value")), None)


def _path(setting: dict) -> str:
    return ".".join(("option_settings", *(setting[name] for name in NAMING if setting.get(name))))


def _holder(place, application: str, prefix: object, but: str = "") -> dict | None:
    """The environment of the stack that has a CNAME with this prefix, in the same application."""
    if not isinstance(prefix, str):
        return None
    asked = {"ApplicationName": application, "IncludeDeleted": False}
    ours = {entry["arn"] for entry in place.index.entries.values()}
    for each in place.session.call("elasticbeanstalk", "describe_environments", asked)["Environments"]:
        if each.get("CNAME", "").partition(".")[0].lower() == prefix.lower() and each["EnvironmentName"] != but:
            return each if each["EnvironmentArn"] in ours else None
    return None


def _swapped(place, item: dict, prefix: str) -> bool | None:
    """Exchange CNAMEs, once: a request that is repeated because its answer was lost would exchange them back."""
    from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError

    holder = _holder(place, item["ApplicationName"], prefix, but=item["EnvironmentName"])
    if holder is None:
        return True
    pair = {"SourceEnvironmentId": holder["EnvironmentId"], "DestinationEnvironmentId": item["EnvironmentId"]}
    try:
        place.session.call("elasticbeanstalk", "swap_environment_cnames", pair, once=True)
    except AwsError as error:
        if not (error.retryable or error.matches(BUSY)):
            raise
    return None


RESOURCE_TYPES = {facts.name: facts for facts in (Application, ApplicationVersion, Environment)}
