# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""AWS DataSync: where files are, and tasks that copy what one place has and the other lacks."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging, Template, Wait
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference

INVALID = "InvalidRequestException"
"""DataSync's one word for all that it refuses."""
TAGGING = Tagging("tag_resource", target="ResourceArn", list="list_tags_for_resource")
WORD = "skylift:execution"
"""Tag of an execution: which one it is."""
UNDER_WAY = ("QUEUED", "LAUNCHING", "PREPARING", "TRANSFERRING", "VERIFYING", "CANCELLING")
EXECUTION_SECONDS = 7 * 24 * 3600


class Location(ResourceType):
    """A place that DataSync reads or writes."""

    service = "datasync"
    identifier = "LocationArn"
    found_by_tag = True
    delete = "delete_location"
    attributes = {"id": Template("{LocationArn:basename}"), "arn": "LocationArn", "location_arn": "LocationArn"}
    same = {"subdirectory": "folder"}
    tagging = TAGGING
    in_use = (INVALID,)

    @staticmethod
    def before_delete(place, item: dict) -> None:
        """What is gone is refused as what a task still uses is (DeleteLocation); its tags tell which it was."""
        try:
            place.session.call("datasync", "list_tags_for_resource", {"ResourceArn": item["LocationArn"]})
        except AwsError as error:
            raise AwsError("NotFound", error.message) if error.code == INVALID else error from error


class LocationS3(Location):
    """A bucket of S3, or a folder in it."""

    name = "datasync_location_s3"
    read = Read("describe_location_s3", items="@", params={"LocationArn": "{arn}"}, missing=(INVALID,))
    create, update = "create_location_s3", "update_location_s3"
    shown = ("subdirectory",)
    told_within = {"S3BucketArn": ("LocationUri", r"^s3://([^/]+)"), "Subdirectory": ("LocationUri", r"^s3://[^/]+(/.*)")}
    same = {**Location.same, "s3_bucket_arn": "arn_or_id"}
    # Agents are for S3 on Outposts.
    left_out = frozenset({"AgentArns"})
    # The role was made, or allowed something, a moment ago.
    not_yet = ((INVALID, "Unable to assume role"), (INVALID, "access test failed"))


class LocationObjectStorage(Location):
    """A bucket elsewhere, of what speaks like S3."""

    name = "datasync_location_object_storage"
    read = Read("describe_location_object_storage", items="@", params={"LocationArn": "{arn}"}, missing=(INVALID,))
    create, update = "create_location_object_storage", "update_location_object_storage"
    shown = ("server_hostname", "bucket_name")
    told_within = {
        "ServerHostname": ("LocationUri", r"^object-storage://([^/:]+)"),
        "BucketName": ("LocationUri", r"^object-storage://[^/]+/([^/]+)"),
        "Subdirectory": ("LocationUri", r"^object-storage://[^/]+/[^/]+(/.*)"),
    }
    renamed = {"access_key": "server_access_key", "secret_key": "server_secret_key"}
    secret = frozenset({"server_secret_key"})
    # No agent comes to a location later, or leaves it (CreateLocationObjectStorage).
    immutable = frozenset({"agent_arns"})
    left_out = frozenset({"CmkSecretConfig", "FederatedIdentity", "ServerCertificate"})


class Task(ResourceType):
    """What is copied from where to where; each execution of it copies what came since the one before."""

    name = "datasync_task"
    service = "datasync"
    identifier = "TaskArn"
    found_by_tag = True
    read = Read("describe_task", items="@", params={"TaskArn": "{arn}"}, missing=(INVALID,))
    create, update, delete = "create_task", "update_task", "delete_task"
    given = {"Name": "{name}"}
    attributes = {
        "id": Template("{TaskArn:basename}"),
        "arn": "TaskArn",
        "task_arn": "TaskArn",
        "files_transferred": "Execution.FilesTransferred",
        "files_verified": "Execution.FilesVerified",
        "bytes_transferred": "Execution.BytesTransferred",
    }
    renewed = frozenset({"files_transferred", "files_verified", "bytes_transferred"})
    shown = ("task_mode",)
    extras = {"execution": "str"}
    left_out = frozenset({"ManifestConfig", "Schedule", "TaskReportConfig"})
    tagging = TAGGING
    settled = Wait("Status", until=("AVAILABLE", "QUEUED", "RUNNING"), fails_on=("UNAVAILABLE",), called="task",
                   reason="join(': ', [ErrorCode || '', ErrorDetail || ''])")  # fmt: skip
    calls = ("datasync.cancel_task_execution", "datasync.describe_task_execution", "datasync.start_task_execution")

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """DescribeTask names the latest execution, and tells nothing of it."""
        arn = item.get("CurrentTaskExecutionArn")
        return {**item, "Execution": _execution(place, arn)} if arn and "execution" in desired.options else item

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """An execution that has failed, or still goes on, does not count as made."""
        wanted, latest = desired.options.get("execution"), item.get("Execution", {})
        made = latest.get("Word") if latest.get("Status") == "SUCCESS" else None
        return [Difference("execution", made, wanted)] if wanted not in (None, made) else []

    @staticmethod
    def settle(place, desired, item: dict, report) -> None:
        """A task has one execution at a time (StartTaskExecution): what goes on is watched before another is started."""
        wanted = desired.options.get("execution")
        if wanted is None:
            return
        latest = _latest_ended(place, item["TaskArn"], report)
        if (latest.get("Word"), latest.get("Status")) != (wanted, "SUCCESS"):
            started = {"TaskArn": item["TaskArn"], "Tags": [{"Key": WORD, "Value": wanted}]}
            arn = place.session.call("datasync", "start_task_execution", started)["TaskExecutionArn"]
            latest = _ended(place, arn, report)
        if latest.get("Status") != "SUCCESS":
            raise _failure(latest)

    @staticmethod
    def before_delete(place, item: dict) -> None:
        """A task that is executed cannot be deleted (DeleteTask)."""
        arn = item.get("CurrentTaskExecutionArn")
        if arn and _execution(place, arn).get("Status") in UNDER_WAY:
            place.session.call("datasync", "cancel_task_execution", {"TaskExecutionArn": arn})
            _ended(place, arn, lambda state: None)


def _execution(place, arn: str) -> dict:
    """An execution with its word; nothing of one that DataSync has forgotten."""
    try:
        found = place.session.call("datasync", "describe_task_execution", {"TaskExecutionArn": arn})
        tags = place.session.call("datasync", "list_tags_for_resource", {"ResourceArn": arn})["Tags"]
    except AwsError as error:
        if error.code != INVALID:
            raise
        return {}
    return {**found, "Word": next((tag.get("Value") for tag in tags if tag["Key"] == WORD), None)}


def _latest_ended(place, task: str, report) -> dict:
    arn = place.session.call("datasync", "describe_task", {"TaskArn": task}).get("CurrentTaskExecutionArn")
    return _ended(place, arn, report) if arn else {}


def _ended(place, arn: str, report) -> dict:
    """Watch an execution and return it as it ended. Raises AwsError when it does not end."""

    def look() -> dict | None:
        execution = _execution(place, arn)
        if execution:
            report(_progress(execution))
        return None if execution.get("Status") in UNDER_WAY else execution

    ended = place.until(look, EXECUTION_SECONDS)
    if ended is None:
        said = f"{arn} has not ended after {EXECUTION_SECONDS} s; run again to go on watching"
        raise AwsError("Timeout", said, "datasync", "describe_task_execution")
    return ended


def _failure(execution: dict) -> AwsError:
    result = {"ErrorCode": "ERROR", "ErrorDetail": "DataSync gives no reason", **execution.get("Result", {})}
    said = f"{execution.get('TaskExecutionArn')} failed: {result['ErrorCode']}: {result['ErrorDetail']}"
    return AwsError(result["ErrorCode"], said, "datasync", "start_task_execution")


def _progress(execution: dict) -> str:
    copied, wanted = execution.get("FilesTransferred", 0), execution.get("EstimatedFilesToTransfer", 0)
    verified, size = execution.get("FilesVerified", 0), execution.get("BytesTransferred", 0)
    return f"execution {execution['Status']}: {copied} of {wanted} files transferred, {verified} verified, {size} bytes"


RESOURCE_TYPES = {facts.name: facts for facts in (LocationS3, LocationObjectStorage, Task)}
