# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IAM: trust policies are read before they are taken."""

from __future__ import annotations

import json
import re

from ..additions.paging import page
from ..rules import Refusal, answers, completes, refuses

DETAILS = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")
SERVICE = re.compile(r"[a-z0-9.-]+\.amazonaws\.com(\.cn)?")


@refuses("iam:CreateRole")
def trust_of_a_new_role(call):
    """JSON with statements that name principals."""
    _check_trust(call.params["AssumeRolePolicyDocument"])


@refuses("iam:UpdateAssumeRolePolicy")
def trust_of_a_role(call):
    """The same for a change."""
    _check_trust(call.params["PolicyDocument"])


@completes("iam:GetAccountAuthorizationDetails")
def details_come_in_pages(call, answer):
    """moto answers with everything at once."""
    details = [(kind, item) for kind in DETAILS for item in answer.get(kind, [])]
    shown, more = page(details, call.params, 100, "Marker", "MaxItems")
    for kind in DETAILS:
        answer[kind] = [item for of, item in shown if of == kind]
    answer["IsTruncated"] = bool(more)
    answer.update(more)


@answers("iam:TagInstanceProfile")
def tag_instance_profile(call):
    """moto takes tags when a profile is made only."""
    from moto.iam.models import iam_backends

    profile = iam_backends[call.account][call.partition].get_instance_profile(call.params["InstanceProfileName"])
    new = {tag["Key"]: tag for tag in call.params["Tags"]}
    profile.tags = [*(tag for tag in profile.tags if tag["Key"] not in new), *new.values()]
    return {}


@completes("iam:ListInstanceProfiles")
def listed_without_tags(call, answer):
    """Only GetInstanceProfile shows them."""
    for profile in answer["InstanceProfiles"]:
        profile.pop("Tags", None)


def _check_trust(document: str) -> None:
    try:
        statements = json.loads(document)["Statement"]
    except (ValueError, KeyError, TypeError):
        raise Refusal("MalformedPolicyDocument", "This policy contains invalid Json") from None
    for statement in statements if isinstance(statements, list) else [statements]:
        if "Principal" not in statement:
            raise Refusal("MalformedPolicyDocument", "Missing required field Principal")
        if "Resource" in statement:
            raise Refusal("MalformedPolicyDocument", "Has prohibited field Resource")
        services = statement["Principal"].get("Service", []) if isinstance(statement["Principal"], dict) else []
        for service in [services] if isinstance(services, str) else services:
            if not SERVICE.fullmatch(service):
                raise Refusal("MalformedPolicyDocument", f'Invalid principal in policy: "SERVICE":"{service}"')
