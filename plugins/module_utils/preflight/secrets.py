# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Secrets: not in plain sight, and readable to whom they are given."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import find
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret
from ansible_collections.skylift.aws.plugins.module_utils.preflight.policies import lists, statements
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.tasks import containers
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

NAME = re.compile(
    r"(^|.*_)(PASSWORD|PASSWD|SECRET|SECRET_KEY|API_KEY|PRIVATE_KEY|SERVICE_ROLE_KEY|AUTH_TOKEN)", re.IGNORECASE
)
SHOWN = re.compile(r"(VITE|NEXT_PUBLIC|REACT_APP|PUBLIC|GATSBY)_.*")
# A switch, a number, or where something else is to be found.
NO_SECRET = re.compile(r"|true|false|yes|no|on|off|\d+|/.*|arn:.*|https?://.*", re.IGNORECASE)
SIGN_IN = re.compile(r"\w+://[^/:@\s]*:[^/@\s]+@.*")
WITH_ENVIRONMENT = ("ecs_task_definition", "ecs_express_gateway_service", "apprunner_service")
SECRET_ATTRIBUTES = ("value", "generated_string")
READS = {"secretsmanager_secret": "secretsmanager:GetSecretValue", "ssm_parameter": "ssm:GetParameters"}
NO_SECRETS = ("AmazonECSTaskExecutionRolePolicy", "CloudWatchLogsFullAccess", "AmazonEC2ContainerRegistryReadOnly")
BARE_ARN = re.compile(r"arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(?!.*[*?])(?!.*-[A-Za-z0-9]{6}$)[^$]+")


def _environment(subject: Subject) -> Iterator[tuple[str, View, str]]:
    """Name, view and option of every plain environment variable."""
    if subject.desired.type == "apprunner_service":
        parts = subject.part("source_configuration").part("image_repository").part("image_configuration")
        variables = parts.part("runtime_environment_variables")
        yield from ((str(name), variables, str(name)) for name in parts.mapping("runtime_environment_variables"))
        return
    holders = (
        containers(subject) if subject.desired.type == "ecs_task_definition" else [subject.part("primary_container")]
    )
    for container in holders:
        yield from ((each.text("name") or "", each, "value") for each in container.each("environment"))


@over_all(*WITH_ENVIRONMENT, code="ECS-PLAIN-SECRET")
def secrets_are_not_in_the_plain_environment(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Pass sensitive data to a container (who may describe a task sees its environment)."""
    variables = (each for subject in stack.of(*WITH_ENVIRONMENT) for each in _environment(subject))
    for name, variable, option in variables:
        value, references = variable.get(option), find(variable.declared.get(option))
        named = bool(NAME.fullmatch(name)) and not SHOWN.match(name) and isinstance(value, str)
        signs_in = isinstance(value, str) and SIGN_IN.fullmatch(value)
        read = any(each.attribute in SECRET_ATTRIBUTES and _is_secret(stack, each.address) for each in references)
        # Where nothing may be shown, a name is as secret as its value, and tells nothing of it.
        hidden = isinstance(value, Secret) and not isinstance(variable.get("name"), Secret)
        if hidden or read or signs_in or (named and not references and not NO_SECRET.fullmatch(value)):
            said = f"{name} would be readable to everybody who may look at the service"
            yield variable.problem(option, said, "keep it in Secrets Manager and inject it by secrets")


def _is_secret(stack: Stack, address: str) -> bool:
    subject = stack.subjects.get(address)
    return address.startswith("secretsmanager_secret.") or (
        subject is not None and subject.text("type") == "SecureString"
    )


@over_all("ecs_task_definition", "iam_role", code="ECS-SECRET-ACCESS")
def the_execution_role_reads_the_secrets(stack: Stack) -> Iterator[Problem]:
    """Amazon ECS Developer Guide: Secrets Manager or Systems Manager permissions (of the task execution role)."""
    for task in stack.of("ecs_task_definition"):
        role = stack.target(task, "execution_role_arn", "iam_role")
        given = [each for container in containers(task) for each in container.each("secrets")]
        for secret in given if role and _is_fully_known(role) else ():
            for target in stack.targets(secret, "value_from", *READS):
                if not target.declares("resource_policy") and not _may_read(role, target):
                    said = f"{role.address} may not read {target.address}, and the task would not start"
                    yield secret.problem("value_from", said, f"allow it {READS[target.desired.type]}")


def _is_fully_known(role: Subject) -> bool:
    """Whether all that the role may do is declared here; a managed policy may hold anything."""
    managed = role.declared.get("managed_policy_arns") or []
    known = isinstance(managed, list) and all(str(arn).rpartition("/")[2] in NO_SECRETS for arn in managed)
    return known and (role.is_new or (role.declares("managed_policy_arns") and role.declares("policies")))


def _may_read(role: Subject, secret: Subject) -> bool:
    """Whether a policy allows it, or may: what is known only later is a reference in what is declared."""
    policies = role.declared.get("policies") or []
    for policy in policies if isinstance(policies, list) else [None]:
        document = View(role.desired, policy, policy).document("policy_document") if isinstance(policy, dict) else None
        listed = document.get("Statement") if document else None
        for statement in listed if isinstance(listed, list) else [listed]:
            if not isinstance(statement, dict) or (_allows(statement, secret) and _covers(statement, secret)):
                return True
    return False


def _may_be_anything(text: object) -> bool:
    """Whether a text refers to what is neither the address nor the name of a resource."""
    return any(reference.attribute not in ("arn", "id") for reference in find(text))


def _allows(statement: dict, secret: Subject) -> bool:
    effect, actions = statement.get("Effect"), lists(statement.get("Action"))
    wanted = READS[secret.desired.type]
    named = any(fnmatch.fnmatchcase(wanted, str(each)) or _may_be_anything(each) for each in actions)
    return (effect == "Allow" or _may_be_anything(effect)) and (named or "NotAction" in statement)


def _covers(statement: dict, secret: Subject) -> bool:
    is_secret = secret.desired.type == "secretsmanager_secret"
    kind, name = ("secret:", f"{secret.name}-abcdef") if is_secret else ("parameter", secret.name)
    for resource in lists(statement.get("Resource")):
        pattern = (str(resource).partition(f":{kind}")[2] or str(resource)).lstrip("/")
        meant = secret.address in {reference.address for reference in find(resource)}
        if meant or _may_be_anything(resource) or fnmatch.fnmatchcase(name.lstrip("/"), pattern):
            return True
    return "NotResource" in statement


@of_each("secretsmanager_secret", code="SECRET-GENERATED-KEY")
def a_stored_secret_has_the_generated_key(secret: Subject) -> Iterator[Problem]:
    """AWS Secrets Manager User Guide: Structure of a secret (JSON key-value pairs, which tasks and others ask for by key)."""
    stored, key = secret.item.get("SecretString"), secret.text("generate_string_key")
    if key and stored is not None and secret.item.get("GeneratedString") is None:
        said = f"the value that AWS has is no JSON text with the key {key}, and a generated value is made only once"
        remedy = "store one by hand, or leave generate_string_key and secret_string_template out"
        yield secret.problem("generate_string_key", said, remedy)


@of_each("iam_role", code="IAM-SECRET-SUFFIX", severity=WARNING)
def secrets_go_by_their_whole_arn(role: Subject) -> Iterator[Problem]:
    """AWS Secrets Manager User Guide: What's in a secret (ARNs end with a hyphen and six random characters)."""
    for policy in role.each("policies"):
        for statement in statements(policy.document("policy_document") or {}):
            for resource in lists(statement.get("Resource")):
                if isinstance(resource, str) and BARE_ARN.fullmatch(resource):
                    said = f"{resource} is the ARN of no secret: the six characters at its end are missing"
                    yield policy.problem("policy_document", said, "refer to the secret, or end with -??????")


@of_each("amplify_app", "amplify_branch", code="AMPLIFY-EXPOSED-SECRET")
def what_a_browser_gets_is_no_secret(app: Subject) -> Iterator[Problem]:
    """AWS Amplify Hosting User Guide: Environment variables; Vite guide: Env Variables (VITE_* are in the bundle)."""
    for name in app.mapping("environment_variables"):
        if SHOWN.match(str(name)) and NAME.fullmatch(str(name)):
            said = f"{name} would be in the page that every visitor gets"
            yield app.problem(f"environment_variables.{name}", said, "keep it on the server")
