# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""SQS: the attributes of queues, which the API model takes as any text."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

LIMITS = {
    "DelaySeconds": (0, 900),
    "MaximumMessageSize": (1024, 1048576),
    "MessageRetentionPeriod": (60, 1209600),
    "ReceiveMessageWaitTimeSeconds": (0, 20),
    "VisibilityTimeout": (0, 43200),
    "KmsDataKeyReusePeriodSeconds": (60, 86400),
}
MOST_RECEIVES = 1000
FIFO = ".fifo"


@of_each("sqs_queue", code="SQS-LIMITS")
def attributes_are_within_their_limits(queue: Subject) -> Iterator[Problem]:
    """Amazon SQS API: SetQueueAttributes (the limits of each attribute)."""
    attributes = queue.part("attributes")
    for name, (least, most) in LIMITS.items():
        value = attributes.number(name)
        if value is not None and not least <= value <= most:
            yield attributes.problem(name, f"{value} is out of range", f"use {least} to {most}")


@of_each("sqs_queue", code="SQS-FIFO-NAME")
def the_end_of_the_name_tells_the_kind(queue: Subject) -> Iterator[Problem]:
    """Amazon SQS API: CreateQueue, QueueName (the name of a FIFO queue ends with .fifo)."""
    attributes = queue.part("attributes")
    ordered = attributes.flag("FifoQueue") or False
    if attributes.declares("FifoQueue") and attributes.flag("FifoQueue") is None:
        return
    if ordered != queue.name.endswith(FIFO):
        said = f"the name of a FIFO queue ends with {FIFO}, and that of no other"
        yield queue.problem("name", said, "rename it, or change attributes.FifoQueue")


@over_all("sqs_queue", code="SQS-REDRIVE")
def what_fails_goes_to_a_queue_of_the_same_kind(stack: Stack) -> Iterator[Problem]:
    """Amazon SQS Developer Guide: Using dead-letter queues (same kind of queue; maxReceiveCount from 1 to 1000)."""
    for queue in stack.of("sqs_queue"):
        attributes = queue.part("attributes")
        policy = attributes.part("RedrivePolicy")
        count = policy.number("maxReceiveCount")
        if count is not None and not 1 <= count <= MOST_RECEIVES:
            yield policy.problem("maxReceiveCount", f"{count} is out of range", f"use 1 to {MOST_RECEIVES}")
        for address in attributes.refers_to("RedrivePolicy"):
            target = stack.subjects.get(address)
            if target and target.name.endswith(FIFO) != queue.name.endswith(FIFO):
                said = f"{address} is not of the same kind, FIFO or not"
                yield attributes.problem("RedrivePolicy", said, "name a queue of the same kind")
