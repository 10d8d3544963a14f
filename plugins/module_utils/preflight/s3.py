# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""S3: names of buckets, and what goes with what."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.policies import lists, statements
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

NAME = re.compile(r"(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
RESERVED_BEGINNINGS = ("xn--", "sthree-", "amzn-s3-demo-")
RESERVED_ENDINGS = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
ARCHIVES = {"GLACIER_IR", "GLACIER", "DEEP_ARCHIVE", "STANDARD_IA", "ONEZONE_IA"}
CORS_METHODS = ("GET", "PUT", "POST", "DELETE", "HEAD")


@of_each("s3_bucket", code="S3-BUCKET-NAME")
def the_bucket_may_have_this_name(bucket: Subject) -> Iterator[Problem]:
    """Amazon S3 User Guide: General purpose bucket naming rules."""
    name = bucket.name
    if not bucket.is_new:
        return
    if not NAME.fullmatch(name):
        yield bucket.problem("name", f'"{name}" is no bucket name',
                             "use 3 to 63 of a to z, 0 to 9, hyphen and dot, not - or . at an end")  # fmt: skip
    elif _is_address(name):
        yield bucket.problem("name", f'"{name}" looks like an IP address', "choose another name")
    for reserved in (*filter(name.startswith, RESERVED_BEGINNINGS), *filter(name.endswith, RESERVED_ENDINGS)):
        yield bucket.problem("name", f"{reserved} is reserved by S3", "choose a name without it")


@of_each("s3_bucket", code="S3-CORS")
def cors_rules_are_those_of_s3(bucket: Subject) -> Iterator[Problem]:
    """Amazon S3 User Guide: Elements of a CORS configuration (five methods, one wildcard in each origin and header)."""
    for rule in bucket.part("cors_configuration").each("cors_rules"):
        for method in rule.texts("allowed_methods"):
            if method not in CORS_METHODS:
                yield rule.problem("allowed_methods", f'"{method}" is no method that S3 takes',
                                   f"use {', '.join(CORS_METHODS)}; S3 answers OPTIONS by itself")  # fmt: skip
        for option in ("allowed_origins", "allowed_headers"):
            for text in rule.texts(option):
                if text.count("*") > 1:
                    yield rule.problem(option, f'"{text}" has more than one *', "use one at most")


@of_each("s3_bucket", code="S3-PUBLIC-POLICY")
def a_public_policy_is_not_blocked(bucket: Subject) -> Iterator[Problem]:
    """Amazon S3 User Guide: Blocking public access (BlockPublicPolicy, on in every new bucket)."""
    blocked = bucket.part("public_access_block_configuration").flag("block_public_policy")
    unsaid = not bucket.declares("public_access_block_configuration") and bucket.is_new
    if not (blocked or unsaid):
        return
    for statement in statements(bucket.document("policy") or {}):
        allowed = statement.get("Effect") == "Allow" and not statement.get("Condition")
        if allowed and _is_everybody(statement.get("Principal")):
            yield bucket.problem("policy", "lets everybody in, and public policies are blocked",
                                 "name who may (CloudFront, say), or set block_public_policy: false")  # fmt: skip


@of_each("s3_bucket", code="S3-LIFECYCLE-FILTER")
def a_lifecycle_rule_says_what_it_is_for(bucket: Subject) -> Iterator[Problem]:
    """Amazon S3 API: LifecycleRule (Filter or Prefix; an empty one, said on purpose, means every object)."""
    for rule in bucket.part("lifecycle_configuration").each("rules"):
        if not rule.declares("filter") and not rule.declares("prefix"):
            yield rule.problem("filter", "is required", "write filter: {prefix: audio/}, or filter: {} for everything")


@of_each("s3_bucket", code="S3-TWO-TIERINGS", severity=WARNING)
def objects_move_in_one_way(bucket: Subject) -> Iterator[Problem]:
    """Amazon S3 User Guide: Intelligent-Tiering storage class (it moves objects itself; archives bill for retrieval)."""
    classes: dict[str, set[str]] = {}
    for rule in bucket.part("lifecycle_configuration").each("rules"):
        prefix = rule.part("filter").text("prefix") or rule.text("prefix") or ""
        moves = {each.text("storage_class") for each in rule.each("transitions")} if rule.text("status") == "Enabled" else set()
        classes.setdefault(prefix, set()).update(moves)
    for prefix, moves in classes.items():
        beside = sorted(each for each in moves & ARCHIVES)
        if "INTELLIGENT_TIERING" in moves and beside:
            said = f'objects of "{prefix}" go to INTELLIGENT_TIERING and to {beside[0]}'
            yield bucket.problem("lifecycle_configuration", said, "choose one of them for each prefix")


@of_each("s3_bucket", code="S3-TRANSITION-DAYS")
def objects_are_30_days_old_before_they_are_rare(bucket: Subject) -> Iterator[Problem]:
    """Amazon S3 User Guide: Transitioning objects (to STANDARD_IA and ONEZONE_IA after 30 days at least)."""
    for rule in bucket.part("lifecycle_configuration").each("rules"):
        for move in rule.each("transitions"):
            days = move.number("days")
            if move.text("storage_class") in ("STANDARD_IA", "ONEZONE_IA") and days is not None and days < 30:
                yield move.problem("days", f"{days} days are too few", "use 30 or more")


@over_all("s3_bucket", "s3_bucket_policy", code="S3-TWO-POLICIES")
def a_bucket_has_one_policy(stack: Stack) -> Iterator[Problem]:
    """Amazon S3 API: PutBucketPolicy (it replaces the policy of the bucket)."""
    for policy in stack.of("s3_bucket_policy"):
        bucket = stack.target(policy, "bucket", "s3_bucket")
        if bucket and bucket.mapping("policy"):
            said = f"{bucket.address} declares a policy, too, and each would replace the other"
            yield policy.problem("bucket", said, "put all statements into one of them")


def _is_everybody(principal: object) -> bool:
    return principal == "*" or (isinstance(principal, dict) and "*" in lists(principal.get("AWS")))


def _is_address(name: str) -> bool:
    try:
        return bool(ipaddress.IPv4Address(name))
    except ValueError:
        return False
