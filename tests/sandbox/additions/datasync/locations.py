# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations: buckets of S3, which DataSync tries by its role at once, and of other clouds, whose secrets it never tells."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from ...roles import must_be_allowed, must_be_assumable
from ...rules import Refusal, answers
from ..paging import page
from . import LOCATIONS, TAGS, TASKS, invalid, named, new_id, shown, tag

UNCLEAN = re.compile(r"//|/\./|/\.\./")
S3, ELSEWHERE = ("S3StorageClass", "S3Config"), ("ServerPort", "ServerProtocol", "AccessKey", "AgentArns", "CustomSecretConfig")
ENDS = ("SourceLocationArn", "DestinationLocationArn")


def _made(call, usual: dict) -> dict:
    arn = call.arn(f"location/loc-{new_id()}")
    location = {"LocationArn": arn, "CreationTime": datetime.now(UTC), **usual}
    _change(call, location)
    call.memory(LOCATIONS)[arn] = location
    tag(call, arn)
    return {"LocationArn": arn}


def _change(call, location: dict) -> None:
    """Apply the parameters; what comes of them is tried before anything of the location is another."""
    changed = {**location, **{member: call.params[member] for member in (*S3, *ELSEWHERE) if member in call.params}}
    changed["folder"] = call.params.get("Subdirectory", location.get("folder", "")).strip("/")
    if UNCLEAN.search(f"{changed['folder']}/"):
        raise invalid("Subdirectory must not include //, /./ or /../")
    if "S3Config" in changed:
        changed["bucket"] = call.params.get("S3BucketArn", location.get("bucket", "")).rpartition(":::")[2] or location["bucket"]
        _try(call, changed)
        changed["LocationUri"] = f"s3://{changed['bucket']}/{_slashed(changed['folder'])}"
    else:
        changed["host"] = call.params.get("ServerHostname", location.get("host"))
        changed["bucket"] = call.params.get("BucketName", location.get("bucket"))
        changed["LocationUri"] = f"object-storage://{changed['host']}/{changed['bucket']}/{_slashed(changed['folder'])}"
    location.update(changed)


def _slashed(folder: str) -> str:
    return f"{folder}/" if folder else ""


def _try(call, location: dict) -> None:
    role, bucket = location["S3Config"]["BucketAccessRoleArn"], location["bucket"]
    lost = invalid("Unable to assume role. Reason: Access denied when calling sts:AssumeRole")
    must_be_assumable(call, role, "datasync.amazonaws.com", lost)
    failed = invalid("DataSync location access test failed: could not perform s3:ListObjectsV2 on bucket "
                     f"{bucket}. Access denied. Ensure bucket access role has s3:ListBucket permission.")  # fmt: skip
    must_be_allowed(call, role, "s3:ListBucket", failed)
    try:
        call.ask("s3", "HeadBucket", Bucket=bucket)
    except Refusal:
        raise failed from None


@answers("datasync:CreateLocationS3")
def create_s3(call):
    """By a role that DataSync can assume, and that may list the bucket."""
    return _made(call, {"S3StorageClass": "STANDARD"})


@answers("datasync:CreateLocationObjectStorage")
def create_object_storage(call):
    """Elsewhere: what is wrong with it shows when it is read."""
    if "SecretKey" in call.params and "CustomSecretConfig" in call.params:
        raise invalid("Provide either SecretKey or CustomSecretConfig, not both.")
    return _made(call, {"ServerProtocol": "HTTPS"})


def _of_kind(call, is_s3: bool) -> dict:
    location = named(call, LOCATIONS, "LocationArn")
    if ("S3Config" in location) != is_s3:
        raise invalid(f"Invalid location type: {location['LocationUri'].partition(':')[0]}")
    return location


@answers("datasync:DescribeLocationS3")
def describe_s3(call):
    """Bucket and folder are in its URI only."""
    return shown(_of_kind(call, is_s3=True))


@answers("datasync:DescribeLocationObjectStorage")
def describe_object_storage(call):
    """Without the secret key."""
    return shown(_of_kind(call, is_s3=False))


@answers("datasync:UpdateLocationS3")
def update_s3(call):
    """Another folder, class or role."""
    _change(call, _of_kind(call, is_s3=True))
    return {}


@answers("datasync:UpdateLocationObjectStorage")
def update_object_storage(call):
    """All but its bucket."""
    _change(call, _of_kind(call, is_s3=False))
    return {}


@answers("datasync:ListLocations")
def list_all(call):
    """Page by page."""
    found = [{member: each[member] for member in ("LocationArn", "LocationUri")} for each in call.memory(LOCATIONS).values()]
    listed, more = page(found, call.params, 100)
    return {"Locations": listed, **more}


@answers("datasync:DeleteLocation")
def delete(call):
    """Not while a task names it."""
    arn = named(call, LOCATIONS, "LocationArn")["LocationArn"]
    if any(arn in (task[end] for end in ENDS) for task in call.memory(TASKS).values()):
        raise invalid(f"Location {arn} is in use by one or more tasks.")
    del call.memory(LOCATIONS)[arn], call.memory(TAGS)[arn]
    return {}
