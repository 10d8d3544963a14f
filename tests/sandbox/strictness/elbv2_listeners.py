# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ELB: listeners and rules, with the certificates and policies that AWS insists on, told in full as AWS does."""

from __future__ import annotations

from ..rules import Refusal, answers, completes, refuses
from .ec2_network import is_used

SECURE = ("HTTPS", "TLS")
CONFIGS = {
    "host-header": "HostHeaderConfig",
    "path-pattern": "PathPatternConfig",
    "http-header": "HttpHeaderConfig",
    "http-request-method": "HttpRequestMethodConfig",
    "query-string": "QueryStringConfig",
    "source-ip": "SourceIpConfig",
}
REDIRECT = {"Protocol": "#{protocol}", "Port": "#{port}", "Host": "#{host}", "Path": "/#{path}", "Query": "#{query}"}


@refuses("elbv2:CreateListener", "elbv2:ModifyListener")
def one_listener_per_port(call):
    """moto makes a second one."""
    listeners = _listeners_beside(call)
    if call.params.get("Port") in [listener.get("Port") for listener in listeners]:
        raise Refusal("DuplicateListener", "A listener already exists on this port for this load balancer")


@refuses("elbv2:CreateListener", "elbv2:ModifyListener")
def secure_listeners_prove_who_they_are(call):
    """With one certificate, by a policy that exists."""
    protocol, certificates = call.params.get("Protocol"), call.params.get("Certificates", [])
    policy = call.params.get("SslPolicy")
    if protocol in SECURE and not certificates and call.operation.name == "CreateListener":
        raise Refusal("ValidationError", f"A certificate must be specified for {protocol} listeners")
    if protocol and protocol not in SECURE and (certificates or policy):
        raise Refusal("ValidationError", f"Certificates and SSL policies cannot be specified for {protocol} listeners")
    if len(certificates) > 1:
        raise Refusal("ValidationError", "Only one certificate can be specified")
    if policy and not call.ask("elbv2", "DescribeSSLPolicies", Names=[policy])["SslPolicies"]:
        raise Refusal("SSLPolicyNotFound", f"SSL policy '{policy}' not found")


@refuses("elbv2:CreateListener", "elbv2:ModifyListener", "elbv2:AddListenerCertificates")
def certificates_are_issued_here(call):
    """Not waiting for their validation, and not in another region."""
    for certificate in call.params.get("Certificates", []):
        arn = certificate["CertificateArn"]
        try:
            status = call.ask("acm", "DescribeCertificate", CertificateArn=arn)["Certificate"]["Status"]
        except Refusal:
            status = None
        if status is None or arn.split(":")[3] != call.region:
            raise Refusal("CertificateNotFound", f"Certificate '{arn}' not found")
        if status != "ISSUED":
            said = "must have a fully-qualified domain name, a supported signature, and a supported key size."
            raise Refusal("UnsupportedCertificate", f"The certificate '{arn}' {said}")


@refuses("elbv2:CreateListener", "elbv2:ModifyListener", "elbv2:CreateRule", "elbv2:ModifyRule")
def groups_serve_one_balancer(call):
    """And exist."""
    mine = call.params.get("LoadBalancerArn") or _balancer_of(call.params.get("ListenerArn") or call.params["RuleArn"])
    for action in call.params.get("DefaultActions") or call.params.get("Actions") or []:
        for arn in groups_of(action):
            try:
                group = call.ask("elbv2", "DescribeTargetGroups", TargetGroupArns=[arn])["TargetGroups"][0]
            except Refusal:
                raise Refusal("TargetGroupNotFound", f"Target groups '{arn}' not found") from None
            if set(group.get("LoadBalancerArns", [])) - {mine}:
                said = "The following target groups cannot be associated with more than one load balancer"
                raise Refusal("TargetGroupAssociationLimit", f"{said}: {arn}")


@answers("elbv2:SetRulePriorities")
def rules_change_places(call):
    """SetRulePriorities: "You can reorder the rules as long as there are no priority conflicts in the new order."

    moto looks for conflicts in the old one. What the request does not name keeps its place.
    """
    from moto.elbv2.models import elbv2_backends

    wanted = {each["RuleArn"]: int(each["Priority"]) for each in call.params["RulePriorities"]}
    backend = elbv2_backends[call.account][call.region]
    listeners = [listener for balancer in backend.load_balancers.values() for listener in balancer.listeners.values()]
    for rules in ([*listener.rules.values()] for listener in listeners if {*listener.rules} & {*wanted}):
        staying = {str(rule.priority) for rule in rules if rule.arn not in wanted}
        if staying & {str(wanted[rule.arn]) for rule in rules if rule.arn in wanted}:
            raise Refusal("PriorityInUse", "Priority is currently in use")
        for rule in rules:
            rule.priority = None if rule.arn in wanted else rule.priority
    return call.forward()


@completes("elbv2:CreateListener", "elbv2:ModifyListener", "elbv2:DescribeListeners")
def listeners_in_full(call, answer):
    """moto gives back what it was given."""
    for listener in answer["Listeners"]:
        listener["DefaultActions"] = [_in_full(action) for action in listener["DefaultActions"]]
        if listener["Protocol"] not in SECURE:
            listener.pop("SslPolicy", None)
            listener.pop("Certificates", None)
        elif listener.get("Certificates"):
            # moto shows all of them; AWS shows the one for everybody.
            listener["Certificates"] = listener["Certificates"][:1]


@completes("elbv2:CreateRule", "elbv2:ModifyRule", "elbv2:DescribeRules", "elbv2:SetRulePriorities")
def rules_in_full(call, answer):
    """moto gives back what it was given."""
    for rule in answer["Rules"]:
        rule["Actions"] = [_in_full(action) for action in rule["Actions"]]
        for condition in rule.get("Conditions", []):
            config = CONFIGS[condition["Field"]]
            values = condition.get("Values") or condition.get(config, {}).get("Values", [])
            condition.setdefault(config, {"Values": values})
            condition["Values"] = values if condition["Field"] in ("host-header", "path-pattern") else []


@completes("acm:DescribeCertificate")
def used_by_balancers(call, answer):
    """moto keeps listeners in mind that are gone, and calls them instead of their load balancer."""
    certificate = answer["Certificate"]
    others = [user for user in certificate.get("InUseBy", []) if ":elasticloadbalancing:" not in user]
    users = [arn for arn, used in _certificates(call) if certificate["CertificateArn"] in used]
    certificate["InUseBy"] = [*others, *dict.fromkeys(users)]


def groups_of(action: dict) -> list[str]:
    """The target groups that an action leads to."""
    groups = [group["TargetGroupArn"] for group in action.get("ForwardConfig", {}).get("TargetGroups", [])]
    return list(dict.fromkeys([*groups, *([action["TargetGroupArn"]] if action.get("TargetGroupArn") else [])]))


def _certificates(call):
    if not is_used("elbv2"):
        return
    from moto.elbv2.models import elbv2_backends

    for balancer in elbv2_backends[call.account][call.region].load_balancers.values():
        for listener in balancer.listeners.values():
            yield balancer.arn, listener.certificates


def _listeners_beside(call) -> list[dict]:
    mine = call.params.get("ListenerArn")
    balancer = call.params.get("LoadBalancerArn") or _balancer_of(mine)
    listeners = call.ask("elbv2", "DescribeListeners", LoadBalancerArn=balancer)["Listeners"]
    return [listener for listener in listeners if listener["ListenerArn"] != mine]


def _balancer_of(arn: str) -> str:
    head, _, tail = arn.partition(":listener")
    return f"{head}:loadbalancer/{'/'.join(tail.split('/')[1:4])}"


def _in_full(action: dict) -> dict:
    told = dict(action)
    if action["Type"] == "forward":
        groups = action.get("ForwardConfig", {}).get("TargetGroups") or [{"TargetGroupArn": action["TargetGroupArn"]}]
        weighed = [{"Weight": 1, **group} for group in groups]
        stickiness = {"Enabled": False, **action.get("ForwardConfig", {}).get("TargetGroupStickinessConfig", {})}
        told["ForwardConfig"] = {"TargetGroups": weighed, "TargetGroupStickinessConfig": stickiness}
        if len(groups) == 1:
            told["TargetGroupArn"] = groups[0]["TargetGroupArn"]
    elif action["Type"] == "redirect":
        told["RedirectConfig"] = {**REDIRECT, **action["RedirectConfig"]}
    return {"Order": 1, **told}
