# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Partitions: what some of them lack, and what does not reach from one into another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws.model import loader
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, over_all

ENDPOINTS = {
    "amplify": "amplify",
    "apprunner": "apprunner",
    "budgets": "budgets",
    "ce": "ce",
    "cloudfront": "cloudfront",
    "cognito": "cognito-idp",
    "sesv2": "email",
}
"""Services that some partitions lack, by the first word of their types, as the list of endpoints calls them."""
ARN = re.compile(r"arn:(aws[a-z-]*):")


@over_all(code="AWS-PARTITION")
def a_service_exists_where_it_is_used(stack: Stack) -> Iterator[Problem]:
    """AWS General Reference: Service endpoints and quotas (a partition has its own choice of services)."""
    for subject in stack.subjects.values():
        endpoint = ENDPOINTS.get(subject.desired.type.partition("_")[0])
        partition = _partition_of(subject.region)
        # IAM is everywhere: a list without it is not complete.
        if endpoint and partition and endpoint not in partition["services"] and "iam" in partition["services"]:
            said = f"{subject.region} is in {partition['partition']}, where AWS does not offer {endpoint}"
            yield subject.problem("region", said, "leave it out there, or use another partition")


@over_all(code="AWS-PARTITIONS")
def a_stack_is_in_one_partition(stack: Stack) -> Iterator[Problem]:
    """AWS Identity and Access Management User Guide: IAM identifiers (accounts and credentials are of one partition)."""
    first = None
    for subject in stack.subjects.values():
        partition = _partition_of(subject.region)
        first = first or (partition and (subject, partition["partition"]))
        if partition and partition["partition"] != first[1]:
            said = f"{subject.region} is in {partition['partition']}, and {first[0].region} of this stack in {first[1]}"
            yield subject.problem("region", said, f"use a region of {first[1]}: credentials of one do not serve in the other")


@over_all(code="AWS-ARN-PARTITION")
def arns_are_of_the_partition_of_their_region(stack: Stack) -> Iterator[Problem]:
    """AWS General Reference: Amazon Resource Names (the partition is aws, aws-cn or aws-us-gov)."""
    for subject in stack.subjects.values():
        partition = _partition_of(subject.region)
        for option, value in subject.desired.declaration.options.items() if partition else ():
            strangers = {name for text in _texts(value) for name in ARN.findall(text)} - {partition["partition"]}
            if strangers:
                said = f"has ARNs of {', '.join(sorted(strangers))}, and {subject.region} is in {partition['partition']}"
                yield subject.problem(option, said, f"write arn:{partition['partition']}: (stack_partition in an inventory)")


def _partition_of(region: str) -> dict | None:
    found = [each for each in loader().load_data("endpoints")["partitions"] if re.match(each["regionRegex"], region)]
    return found[0] if found else None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    for part in parts:
        yield from _texts(part)
