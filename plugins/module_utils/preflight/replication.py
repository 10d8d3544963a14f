# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""S3: copies in another bucket, which need versions on both sides, and skip what they cannot decrypt."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

BUCKET = "s3_bucket"
KMS = ("aws:kms", "aws:kms:dsse")
BESIDE_A_FILTER = {"priority": "write priority: 1", "delete_marker_replication": "write {status: Enabled} or Disabled"}


def _rules(bucket: Subject) -> Iterator[View]:
    yield from bucket.part("replication_configuration").each("rules")


def _keeps_no_versions(bucket: Subject) -> bool:
    if bucket.declares("versioning_configuration"):
        return bucket.part("versioning_configuration").text("status") == "Suspended"
    return bucket.is_new


@over_all(BUCKET, code="S3-REPLICATION-VERSIONS")
def copies_are_made_of_versions(stack: Stack) -> Iterator[Problem]:
    """Amazon S3 User Guide: Requirements and considerations for replication (versioning enabled on both buckets)."""
    for bucket in stack.of(BUCKET):
        rules = list(_rules(bucket))
        if rules and _keeps_no_versions(bucket):
            said = "is needed for replication_configuration"
            yield bucket.problem("versioning_configuration", said, "write {status: Enabled}")
        for rule in rules:
            copies = stack.target(rule.part("destination"), "bucket", BUCKET)
            if copies and _keeps_no_versions(copies):
                said = f"{copies.address} keeps no versions, and so no copies"
                remedy = f"give {copies.address} versioning_configuration: {{status: Enabled}}"
                yield rule.part("destination").problem("bucket", said, remedy)


@of_each(BUCKET, code="S3-REPLICATION-RULE")
def a_rule_of_replication_says_all_that_belongs_together(bucket: Subject) -> Iterator[Problem]:
    """Amazon S3 API: ReplicationRule (Filter goes with Priority and DeleteMarkerReplication, KMS with ReplicaKmsKeyID)."""
    for rule in _rules(bucket):
        for option, remedy in BESIDE_A_FILTER.items():
            if rule.declares("filter") and not rule.declares(option):
                yield rule.problem(option, "is required beside filter", remedy)
        encrypted = rule.part("source_selection_criteria").part("sse_kms_encrypted_objects").text("status") == "Enabled"
        destination = rule.part("destination")
        if encrypted and not destination.declares("encryption_configuration"):
            said = "is required beside sse_kms_encrypted_objects"
            yield destination.problem("encryption_configuration", said, "write {replica_kms_key_id: a key of the other region}")


@of_each(BUCKET, code="S3-REPLICATION-KMS", severity=WARNING)
def encrypted_objects_are_copied_too(bucket: Subject) -> Iterator[Problem]:
    """Amazon S3 User Guide: Replicating encrypted objects (those of a KMS key are skipped unless a rule takes them)."""
    defaults = bucket.part("server_side_encryption_configuration").each("rules")
    algorithms = {each.part("apply_server_side_encryption_by_default").text("sse_algorithm") for each in defaults}
    for rule in _rules(bucket) if algorithms & {*KMS} else ():
        criteria = rule.part("source_selection_criteria")
        if not criteria.hides("sse_kms_encrypted_objects") and not rule.hides("source_selection_criteria") and (
            criteria.part("sse_kms_encrypted_objects").text("status") != "Enabled"
        ):
            said = "leaves out all that is encrypted by KMS, as objects of this bucket are"
            yield rule.problem("source_selection_criteria", said, "write {sse_kms_encrypted_objects: {status: Enabled}}")
