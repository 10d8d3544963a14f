# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""S3: copies in another bucket, which is there and keeps versions, as the first one does."""

from __future__ import annotations

import copy
import re

from ..rules import Refusal, answers, completes, refuses

REPLICATIONS = "bucket replications"
GLOBAL = "global"
ROLE = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:role/.+")
MALFORMED = "The XML you provided was not well-formed or did not validate against our published schema"


@answers("s3:PutBucketReplication")
def put_replication(call):
    """Replaces all rules."""
    bucket, wanted = call.params["Bucket"], copy.deepcopy(call.params["ReplicationConfiguration"])
    if not _keeps_versions(call, bucket):
        raise _invalid("Versioning must be 'Enabled' on the bucket to apply a replication configuration")
    if not ROLE.fullmatch(wanted["Role"]):
        raise Refusal("InvalidArgument", "Invalid Amazon Resource Name (ARN) for the role")
    rules = wanted["Rules"]
    for number, rule in enumerate(rules):
        rule.setdefault("ID", f"rule-{number}")
        _check_rule(rule)
        _check_destination(call, bucket, rule["Destination"])
    priorities = [rule["Priority"] for rule in rules if "Priority" in rule]
    if len(set(priorities)) < len(priorities):
        raise _invalid("Found duplicate priority. Priority must be unique for each rule.")
    if len({rule["ID"] for rule in rules}) < len(rules):
        raise Refusal("InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule")
    call.memory(REPLICATIONS, GLOBAL)[bucket] = wanted
    return {}


def _invalid(message: str) -> Refusal:
    return Refusal("InvalidRequest", message)


def _check_rule(rule: dict) -> None:
    """A filter makes a rule one of the newer schema, with members that it must then have."""
    if ("Filter" in rule) != ("Priority" in rule) or ("Filter" in rule) != ("DeleteMarkerReplication" in rule):
        raise Refusal("MalformedXML", MALFORMED)
    takes_encrypted = rule.get("SourceSelectionCriteria", {}).get("SseKmsEncryptedObjects", {}).get("Status") == "Enabled"
    names_key = "EncryptionConfiguration" in rule["Destination"]
    if takes_encrypted and not names_key:
        raise _invalid("ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.")
    if names_key and not takes_encrypted:
        raise _invalid("SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.")


def _check_destination(call, bucket: str, destination: dict) -> None:
    name = destination["Bucket"].rpartition(":::")[2]
    if name == bucket:
        raise _invalid("Destination bucket cannot be the same as the source bucket.")
    try:
        call.ask("s3", "HeadBucket", Bucket=name)
    except Refusal:
        raise _invalid("Destination bucket must exist.") from None
    if not _keeps_versions(call, name):
        raise _invalid("Destination bucket must have versioning enabled.")


def _keeps_versions(call, bucket: str) -> bool:
    return call.ask("s3", "GetBucketVersioning", Bucket=bucket).get("Status") == "Enabled"


@answers("s3:GetBucketReplication")
def get_replication(call):
    """The rules as they were put."""
    call.ask("s3", "GetBucketVersioning", Bucket=call.params["Bucket"])
    found = call.memory(REPLICATIONS, GLOBAL).get(call.params["Bucket"])
    if found is None:
        raise Refusal("ReplicationConfigurationNotFoundError", "The replication configuration was not found", 404)
    return {"ReplicationConfiguration": found}


@answers("s3:DeleteBucketReplication")
def delete_replication(call):
    """No error if there is none."""
    call.ask("s3", "GetBucketVersioning", Bucket=call.params["Bucket"])
    call.memory(REPLICATIONS, GLOBAL).pop(call.params["Bucket"], None)
    return {}


@completes("s3:DeleteBucket")
def forget_replication(call, answer):
    """With the bucket."""
    call.memory(REPLICATIONS, GLOBAL).pop(call.params["Bucket"], None)


@refuses("s3:PutBucketVersioning")
def copies_need_versions(call):
    """Not suspended while copies are made."""
    suspended = call.params["VersioningConfiguration"].get("Status") == "Suspended"
    if suspended and call.params["Bucket"] in call.memory(REPLICATIONS, GLOBAL):
        said = "A replication configuration is present on this bucket, so the versioning state cannot be changed."
        raise Refusal("InvalidBucketState", said, 409)
