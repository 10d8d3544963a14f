# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudWatch Logs: the key and the protection of a log group, which moto cannot change."""

from __future__ import annotations

from ..rules import Refusal, answers, completes, refuses

PROTECTED = "protected log groups"


@answers("logs:AssociateKmsKey")
def associate_key(call):
    """What is written from now on is encrypted with it."""
    _group(call, call.params["logGroupName"]).kms_key_id = call.params["kmsKeyId"]
    return {}


@answers("logs:DisassociateKmsKey")
def disassociate_key(call):
    """Back to the key of AWS."""
    _group(call, call.params["logGroupName"]).kms_key_id = None
    return {}


@answers("logs:PutLogGroupDeletionProtection")
def protect(call):
    """Switch it on or off."""
    name = call.params["logGroupIdentifier"]
    _group(call, name)
    call.memory(PROTECTED)[name] = call.params["deletionProtectionEnabled"]
    return {}


@completes("logs:CreateLogGroup")
def protect_from_the_start(call, answer):
    """As asked for."""
    call.memory(PROTECTED)[call.params["logGroupName"]] = call.params.get("deletionProtectionEnabled", False)


@completes("logs:DescribeLogGroups")
def show_protection(call, answer):
    """In every answer."""
    for group in answer["logGroups"]:
        group["deletionProtectionEnabled"] = call.memory(PROTECTED).get(group["logGroupName"], False)


@refuses("logs:DeleteLogGroup")
def protected_stays(call):
    """Until the protection is switched off."""
    if call.memory(PROTECTED).get(call.params["logGroupName"]):
        raise Refusal("InvalidOperationException", "The log group has deletion protection enabled.")


def _group(call, name: str):
    from moto.logs.models import logs_backends

    group = logs_backends[call.account][call.region].groups.get(name)
    if group is None:
        raise Refusal("ResourceNotFoundException", "The specified log group does not exist.")
    return group
