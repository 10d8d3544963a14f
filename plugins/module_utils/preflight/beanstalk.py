# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Elastic Beanstalk: environments that would not start, or that show what they should not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.references import find
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

ENVIRONMENT = "elasticbeanstalk_environment"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]")
SECRET_ARN = re.compile(r"arn:[^:]+:(secretsmanager:[^:]+:\d{12}:secret:.+|ssm:[^:]+:\d{12}:parameter/.+)")
VARIABLES = "aws:elasticbeanstalk:application:environment"
SECRETS = "aws:elasticbeanstalk:application:environmentsecrets"
LAUNCH = "aws:autoscaling:launchconfiguration"
SECRET_ATTRIBUTES = ("value", "generated_string")
SECRET_TYPES = ("secretsmanager_secret", "ssm_parameter")


def settings(environment: Subject, namespace: str) -> Iterator[View]:
    """Yield the settings of a namespace."""
    return (each for each in environment.each("option_settings") if each.text("namespace") == namespace)


def _tells_what_is_set(environment: Subject) -> bool:
    """Whether it is known of all settings what they are, be their values known or not."""
    listed = environment.get("option_settings") if environment.declares("option_settings") else []
    told = [each for each in environment.each("option_settings") if not (each.hides("namespace") or each.hides("option_name"))]
    return isinstance(listed, (list, tuple)) and len(told) == len(listed)


@of_each(ENVIRONMENT, code="BEANSTALK-NAME")
def an_environment_has_a_name_that_can_stand_in_a_host(environment: Subject) -> Iterator[Problem]:
    """AWS Elastic Beanstalk API: CreateEnvironment, EnvironmentName (letters, numbers, hyphens within; its CNAME has it)."""
    if not NAME.fullmatch(environment.name):
        yield environment.problem("name", f'"{environment.name}" is not a name for it', "use letters, numbers and hyphens")


@over_all(ENVIRONMENT, code="BEANSTALK-PLATFORM")
def an_environment_has_one_platform_that_there_is(stack: Stack) -> Iterator[Problem]:
    """AWS Elastic Beanstalk API: CreateEnvironment (PlatformArn), ListPlatformVersions (by PlatformBranchName)."""
    for environment in stack.of(ENVIRONMENT):
        branch, both = environment.text("platform_branch_name"), ("platform_branch_name", "platform_arn")
        given = [option for option in both if environment.declares(option)]
        if len(given) == 2:
            yield environment.problem("platform_arn", "is given, and platform_branch_name too", "keep one of them")
        elif not given and environment.is_new:
            remedy = "set platform_branch_name, such as Docker running on 64bit Amazon Linux 2023"
            yield environment.problem("", "has no platform", remedy)
        elif branch and environment.is_new and stack.place_of and not _exists(stack, environment, branch):
            said = f'there is no platform branch "{branch}" in {environment.region}'
            yield environment.problem("platform_branch_name", said, "aws elasticbeanstalk list-platform-branches tells them")


def _exists(stack: Stack, environment: Subject, branch: str) -> bool:
    place = stack.place_of(environment.desired.declaration)
    filters = [{"Type": "PlatformBranchName", "Operator": "=", "Values": [branch]}]
    return bool(place.session.call("elasticbeanstalk", "list_platform_versions", {"Filters": filters})["PlatformSummaryList"])


@of_each(ENVIRONMENT, code="BEANSTALK-PROFILE")
def servers_have_an_instance_profile(environment: Subject) -> Iterator[Problem]:
    """AWS Elastic Beanstalk Developer Guide: Managing Elastic Beanstalk instance profiles (none is made for an account)."""
    named = any(each.text("option_name") == "IamInstanceProfile" for each in settings(environment, LAUNCH))
    if environment.is_new and not named and _tells_what_is_set(environment):
        yield environment.problem("option_settings", "name no instance profile", f"set IamInstanceProfile of {LAUNCH}")


@of_each(ENVIRONMENT, code="BEANSTALK-SECRETS")
def variables_of_secrets_are_arns(environment: Subject) -> Iterator[Problem]:
    """AWS Elastic Beanstalk Developer Guide: Fetching secrets and parameters to environment variables (by their ARNs)."""
    for each in settings(environment, SECRETS):
        value = each.text("value")
        if value is not None and not find(each.declared.get("value")) and not SECRET_ARN.fullmatch(value):
            said = f"{each.text('option_name')} is no ARN of a secret or an SSM parameter"
            yield each.problem("value", said, f"give its ARN, or use {VARIABLES} for what is no secret")


@over_all(ENVIRONMENT, code="BEANSTALK-PLAIN-SECRET")
def secrets_are_not_in_plain_variables(stack: Stack) -> Iterator[Problem]:
    """AWS Elastic Beanstalk Developer Guide: Environment properties (whoever may describe the settings reads them)."""
    for environment in stack.of(ENVIRONMENT):
        for each in settings(environment, VARIABLES):
            if is_secret(stack, each, "value"):
                said = f"{each.text('option_name')} would be readable to everybody who may look at the environment"
                yield each.problem("value", said, f"give the ARN of its secret in {SECRETS}")


def is_secret(stack: Stack, view: View, option: str) -> bool:
    """Whether an option is a secret, or the value of one; parameters may hold what is no secret."""
    read = [each.address for each in find(view.declared.get(option)) if each.attribute in SECRET_ATTRIBUTES]
    sources = {address: stack.subjects.get(address) for address in read if address.partition(".")[0] in SECRET_TYPES}
    kinds = [source.text("type") if source else None for source in sources.values()]
    told = any(address.startswith("secretsmanager_") for address in sources) or "SecureString" in kinds
    return told or (not sources and isinstance(view.get(option), Secret))


@of_each(ENVIRONMENT, code="BEANSTALK-TLS", severity=WARNING)
def what_visitors_send_is_encrypted(environment: Subject) -> Iterator[Problem]:
    """AWS Elastic Beanstalk Developer Guide: Configuring HTTPS (a load balancer listens on port 80 without TLS by default)."""
    spaces = {each.text("namespace") or "" for each in environment.each("option_settings")}
    kinds = [each.text("value") for each in settings(environment, "aws:elasticbeanstalk:environment")
             if each.text("option_name") in ("EnvironmentType", "LoadBalancerType")]  # fmt: skip
    balanced = "application" in kinds and "SingleInstance" not in kinds
    if balanced and "aws:elbv2:listener:443" not in spaces and _tells_what_is_set(environment):
        remedy = "set Protocol HTTPS and SSLCertificateArns of aws:elbv2:listener:443"
        yield environment.problem("option_settings", "the load balancer takes requests without TLS only", remedy)
