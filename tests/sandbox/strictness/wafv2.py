# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""WAF: scopes and regions, whole rules, and what is in use."""

from __future__ import annotations

import json

from ..rules import Refusal, answers, completes, refuses

ASSOCIATIONS = "web acl associations"
WINDOWS = (60, 120, 300, 600)
GLOBAL_OPERATIONS = tuple(
    f"wafv2:{verb}{thing}"
    for thing, verbs in {"WebACL": ("Create", "Update", "Delete", "Get"), "IPSet": ("Create", "Update", "Delete", "Get"),
                         "WebACLs": ("List",), "IPSets": ("List",)}.items()
    for verb in verbs
)  # fmt: skip


def invalid(reason: str, field: str, parameter: object) -> Refusal:
    """WAF's form of saying what is wrong."""
    return Refusal("WAFInvalidParameterException", f"Error reason: {reason}, field: {field}, parameter: {parameter}")


def absent() -> Refusal:
    """WAF's words for what is not there."""
    said = "AWS WAF couldn't perform the operation because your resource doesn't exist."
    return Refusal("WAFNonexistentItemException", said)


def in_use() -> Refusal:
    """WAF's words for what something else needs."""
    said = "AWS WAF couldn't perform the operation because your resource is being used by another resource."
    return Refusal("WAFAssociatedItemException", said)


@refuses(*GLOBAL_OPERATIONS)
def global_scope_is_in_one_region(call):
    """What is for CloudFront is made in us-east-1."""
    if call.params.get("Scope") == "CLOUDFRONT" and call.region != "us-east-1":
        raise invalid("The scope is not valid.", "SCOPE_VALUE", "CLOUDFRONT")


@refuses("wafv2:CreateWebACL", "wafv2:UpdateWebACL")
def rules_are_whole(call):
    """Groups have an override action, all other rules an action; priorities are unique."""
    rules = call.params.get("Rules", [])
    priorities = [rule["Priority"] for rule in rules]
    if len(set(priorities)) < len(priorities):
        raise invalid("Priority must be unique.", "RULE", priorities)
    for rule in rules:
        is_group = bool({"ManagedRuleGroupStatement", "RuleGroupReferenceStatement"} & rule["Statement"].keys())
        if is_group != ("OverrideAction" in rule) or is_group == ("Action" in rule):
            said = "You have used none or multiple values for a field that requires exactly one value."
            raise invalid(said, "RULE_ACTION" if not is_group else "OVERRIDE_ACTION", rule["Name"])
        window = rule["Statement"].get("RateBasedStatement", {}).get("EvaluationWindowSec", 300)
        if window not in WINDOWS:
            raise invalid("The evaluation window is not valid.", "EVALUATION_WINDOW_SEC", window)


@refuses("wafv2:AssociateWebACL")
def web_acls_are_for_their_region(call):
    """A web ACL of the region, or the global one for Amplify; distributions name their web ACL themselves."""
    arn, resource = call.params["WebACLArn"], call.params["ResourceArn"]
    is_global = ":global/" in arn
    if ":cloudfront:" in resource or is_global != (":amplify:" in resource):
        raise invalid("The ARN isn't valid.", "RESOURCE_ARN", resource)
    acls = call.ask("wafv2", "ListWebACLs", Scope="CLOUDFRONT" if is_global else "REGIONAL")["WebACLs"]
    if arn not in [acl["ARN"] for acl in acls]:
        raise absent()
    if ":loadbalancer/" in resource:
        balancers = call.ask("elbv2", "DescribeLoadBalancers")["LoadBalancers"]
        if resource not in [balancer["LoadBalancerArn"] for balancer in balancers]:
            raise absent()


@answers("wafv2:AssociateWebACL")
def associate(call):
    """The last one counts."""
    call.memory(ASSOCIATIONS)[call.params["ResourceArn"]] = call.params["WebACLArn"]
    return {}


@answers("wafv2:DisassociateWebACL")
def disassociate(call):
    """No error if there is none."""
    call.memory(ASSOCIATIONS).pop(call.params["ResourceArn"], None)
    return {}


@answers("wafv2:GetWebACLForResource")
def get_for_resource(call):
    """Nothing if there is none."""
    arn = call.memory(ASSOCIATIONS).get(call.params["ResourceArn"])
    if arn is None:
        return {}
    kind, name, identifier = arn.split(":", 5)[5].split("/", 1)[0], *arn.split("/")[-2:]
    scope = "CLOUDFRONT" if kind == "global" else "REGIONAL"
    return {"WebACL": call.ask("wafv2", "GetWebACL", Name=name, Scope=scope, Id=identifier)["WebACL"]}


@answers("wafv2:ListResourcesForWebACL")
def list_resources(call):
    """Load balancers, unless another kind is asked for."""
    marks = {"APPLICATION_LOAD_BALANCER": ":loadbalancer/", "COGNITO_USER_POOL": ":userpool/", "AMPLIFY": ":amplify:",
             "APP_RUNNER_SERVICE": ":apprunner:", "API_GATEWAY": ":apigateway:"}  # fmt: skip
    mark = marks.get(call.params.get("ResourceType", "APPLICATION_LOAD_BALANCER"), "?")
    arn = call.params["WebACLArn"]
    return {"ResourceArns": [each for each, acl in call.memory(ASSOCIATIONS).items() if acl == arn and mark in each]}


@refuses("wafv2:DeleteWebACL")
def web_acls_in_use_stay(call):
    """As long as something is behind it."""
    if any(arn.endswith(f"/{call.params['Id']}") for arn in call.memory(ASSOCIATIONS).values()):
        raise in_use()


@refuses("wafv2:DeleteIPSet")
def ip_sets_in_use_stay(call):
    """As long as a rule refers to them."""
    scope = call.params["Scope"]
    for acl in call.ask("wafv2", "ListWebACLs", Scope=scope)["WebACLs"]:
        whole = call.ask("wafv2", "GetWebACL", Name=acl["Name"], Scope=scope, Id=acl["Id"])["WebACL"]
        if f"/{call.params['Id']}" in json.dumps(whole.get("Rules", []), default=str):
            raise in_use()


@refuses("wafv2:PutLoggingConfiguration")
def logs_go_to_places_of_that_name(call):
    """WAF writes to what is called aws-waf-logs-... only."""
    for arn in call.params["LoggingConfiguration"]["LogDestinationConfigs"]:
        if not any(part.startswith("aws-waf-logs-") for part in arn.replace("/", ":").split(":")):
            raise invalid("The ARN isn't valid.", "LOG_DESTINATION", arn)


@completes("elbv2:DeleteLoadBalancer")
def forget_association(call, answer):
    """With the load balancer."""
    call.memory(ASSOCIATIONS).pop(call.params["LoadBalancerArn"], None)


@completes("wafv2:CreateIPSet", "wafv2:GetIPSet", "wafv2:ListIPSets")
def locks_are_whole(call, answer):
    """moto's locks of IP sets are cut short."""
    for thing in (answer, answer.get("Summary"), *answer.get("IPSets", [])):
        if thing and "LockToken" in thing:
            thing["LockToken"] = _whole(thing["LockToken"])


@answers("wafv2:UpdateIPSet", "wafv2:DeleteIPSet")
def change_ip_set(call):
    """With the lock as moto knows it."""
    answer = call.forward({**call.params, "LockToken": call.params["LockToken"].partition("-")[0].removesuffix("00")})
    return {name: _whole(value) for name, value in answer.items()}


def _whole(lock: str) -> str:
    return f"{lock}00-0000-4000-8000-000000000000"
