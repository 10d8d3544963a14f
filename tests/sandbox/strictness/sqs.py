# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SQS: the name of a deleted queue is blocked for a while."""

from __future__ import annotations

from ..rules import Refusal, completes, refuses
from ..transitions import Transition

DELETED = "queues deleted recently"
KIND = "sqs:queue"


@completes("sqs:DeleteQueue")
def remember_the_name(call, answer):
    """60 seconds on AWS."""
    call.memory(DELETED)[call.params["QueueUrl"].rpartition("/")[2]] = Transition(KIND, "deleted")


@refuses("sqs:CreateQueue")
def name_deleted_recently(call):
    """moto makes the new queue at once."""
    deleted = call.memory(DELETED).get(call.params["QueueName"])
    if deleted and deleted.state():
        raise Refusal(
            "AWS.SimpleQueueService.QueueDeletedRecently",
            "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
        )
