# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Policy documents: who may do what to what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

VERSIONS = ("2012-10-17", "2008-10-17")
SERVICE = re.compile(r"[a-z0-9.-]+\.[a-z0-9.-]+")
PRINCIPALS = ("AWS", "Service", "Federated", "CanonicalUser")
SENSITIVE_ACTIONS = (
    "secretsmanager:GetSecretValue", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "kms:Decrypt",
    "ses:SendEmail", "ses:SendRawEmail", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "iam:PassRole",
)  # fmt: skip
RESOURCE_POLICIES = (("s3_bucket", "policy"), ("kms_key", "policy"), ("sqs_queue", "policy"), ("sns_topic", "policy"))


def statements(document: dict) -> list[dict]:
    """Return the statements of a policy, of which one may stand without a list around it."""
    listed = document.get("Statement")
    return [each for each in (listed if isinstance(listed, list) else [listed]) if isinstance(each, dict)]


def lists(value: object) -> list:
    """Return a value that may stand without a list around it as a list, without what is unknown."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if item is not UNKNOWN and item is not None]


@of_each("iam_role", code="IAM-TRUST-POLICY")
def a_trust_policy_names_who_may_assume(role: Subject) -> Iterator[Problem]:
    """IAM User Guide: How to use trust policies with IAM roles (a principal, sts actions, no resource)."""
    option = "assume_role_policy_document"
    for statement in _sound(role, option):
        if "Resource" in statement or "NotResource" in statement:
            yield role.problem(option, "a trust policy has no Resource: it belongs to the role", "take it out")
        for action in lists(statement.get("Action")):
            if not str(action).lower().startswith("sts:"):
                yield role.problem(option, f"{action} does not make anybody assume the role",
                                   "use sts:AssumeRole, or move it to policies")  # fmt: skip
    yield from _faults(role, option, needs=("Principal", "Action"))


@of_each("iam_role", code="IAM-INLINE-POLICY")
def inline_policies_name_actions_and_resources(role: Subject) -> Iterator[Problem]:
    """IAM User Guide: IAM JSON policy elements reference (identity policies: no principal)."""
    for policy in role.each("policies"):
        for statement in _sound(policy, "policy_document"):
            if "Principal" in statement or "NotPrincipal" in statement:
                yield policy.problem("policy_document", "a role's own policy has no Principal", "take it out")
        yield from _faults(policy, "policy_document", needs=("Action", "Resource"))


@of_each(*(type_name for type_name, _option in RESOURCE_POLICIES), code="IAM-RESOURCE-POLICY")
def resource_policies_name_principals(thing: Subject) -> Iterator[Problem]:
    """IAM User Guide: Identity-based policies and resource-based policies (a principal is required)."""
    option = dict(RESOURCE_POLICIES)[thing.desired.type]
    yield from _faults(thing, option, needs=("Principal", "Action"))


def _sound(view: View, option: str) -> list[dict]:
    document = view.document(option)
    return statements(document) if document else []


def _faults(view: View, option: str, needs: tuple[str, ...]) -> Iterator[Problem]:
    """What is wrong with a policy, whatever it is for."""
    document = view.document(option)
    if document is None:
        if view.text(option) is not None:
            yield view.problem(option, "is no JSON object", "write the policy as a mapping")
        return
    version = document.get("Version")
    if version is not None and version is not UNKNOWN and str(version) not in VERSIONS:
        yield view.problem(option, f'there is no policy language version "{version}"', 'write Version: "2012-10-17"')
    listed = document.get("Statement")
    if listed is UNKNOWN or (isinstance(listed, list) and any(each is UNKNOWN for each in listed)):
        return
    if not statements(document):
        yield view.problem(option, "has no Statement", "give it at least one")
    for index, statement in enumerate(statements(document)):
        which = f"statement {statement.get('Sid') or index + 1}"
        yield from _faults_of_statement(view, option, which, statement, needs)


def _faults_of_statement(
    view: View, option: str, which: str, statement: dict, needs: tuple[str, ...]
) -> Iterator[Problem]:
    effect = statement.get("Effect")
    if effect is not UNKNOWN and effect not in ("Allow", "Deny"):
        yield view.problem(option, f"the Effect of {which} is neither Allow nor Deny", "write one of them")
    for element in needs:
        if element not in statement and f"Not{element}" not in statement:
            yield view.problem(option, f"{which} has no {element}", "name at least one")
    principal = statement.get("Principal")
    if isinstance(principal, str) and principal != "*":
        said = f'the Principal of {which} is the bare text "{principal}"'
        yield view.problem(option, said, "write AWS, Service or Federated before it")
    for kind, names in principal.items() if isinstance(principal, dict) else ():
        if kind not in PRINCIPALS:
            said = f"{which} names a principal of the unknown kind {kind}"
            yield view.problem(option, said, f"use one of {', '.join(PRINCIPALS)}")
        for name in lists(names) if kind == "Service" else ():
            if not SERVICE.fullmatch(str(name)):
                said = f'{which} names "{name}", which is no service'
                yield view.problem(option, said, "write one such as ecs-tasks.amazonaws.com")


@of_each("iam_role", code="IAM-WILDCARD", severity=WARNING)
def a_role_may_only_what_it_needs(role: Subject) -> Iterator[Problem]:
    """IAM User Guide: Security best practices in IAM (least privilege: no whole service, no secret of others)."""
    for policy in role.each("policies"):
        for statement in _sound(policy, "policy_document"):
            if statement.get("Effect") != "Allow" or "*" not in lists(statement.get("Resource")) or statement.get("Condition"):
                continue
            for action in map(str, lists(statement.get("Action"))):
                if action == "*" or action.endswith(":*") or action in SENSITIVE_ACTIONS:
                    said = f"allows {action} on everything"
                    yield policy.problem("policy_document", said, "name the resources, and the actions one by one")
