# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cognito's domains: a prefix of AWS's own, or a domain with a certificate."""

from __future__ import annotations

from ..memory import everywhere
from ..rules import Refusal, completes, refuses
from ..transitions import Transition
from .cognito_pools import invalid, pool_of

KIND = "cognito-idp:domain"
DOMAINS = "cognito domains"
RESERVED = ("aws", "amazon", "cognito")
CERTIFICATE_REGION = "us-east-1"
BAD_CERTIFICATE = (
    "Specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid "
    "certificate chain."
)


@refuses("cognito-idp:CreateUserPoolDomain")
def check_domain(call):
    """Prefixes are taken once per region, domains once in the world; a pool has one of each kind."""
    pool = pool_of(call)
    name, is_custom = call.params["Domain"], "CustomDomainConfig" in call.params
    if not is_custom:
        for word in RESERVED:
            if word in name:
                raise invalid(f"Domain cannot contain reserved word: {word}")
        if "." in name:
            raise invalid("Invalid domain prefix.")
    known = everywhere(DOMAINS) if is_custom else [call.memory(DOMAINS)]
    if any(name in domains for domains in known):
        raise invalid("Domain already associated with another user pool.")
    for domain in call.memory(DOMAINS).values():
        if domain["UserPoolId"] == pool.id and ("CustomDomainConfig" in domain) == is_custom:
            raise invalid("User pool already has a domain configured.")


@refuses("cognito-idp:CreateUserPoolDomain", "cognito-idp:UpdateUserPoolDomain")
def check_certificate(call):
    """CloudFront takes it from one region only."""
    if "CustomDomainConfig" not in call.params:
        return
    arn = call.params["CustomDomainConfig"]["CertificateArn"]
    if f":acm:{CERTIFICATE_REGION}:" not in arn:
        raise invalid(BAD_CERTIFICATE)
    try:
        found = call.ask("acm", "DescribeCertificate", region=CERTIFICATE_REGION, CertificateArn=arn)
    except Refusal:
        raise invalid(BAD_CERTIFICATE) from None
    if found["Certificate"]["Status"] != "ISSUED":
        raise invalid(BAD_CERTIFICATE)


@refuses("cognito-idp:UpdateUserPoolDomain", "cognito-idp:DeleteUserPoolDomain")
def domain_of_this_pool(call):
    """Nobody else's domain is touched."""
    domain = call.memory(DOMAINS).get(call.params["Domain"])
    if domain is None or domain["UserPoolId"] != call.params["UserPoolId"]:
        raise invalid("No such domain or user pool exists.")


@completes("cognito-idp:CreateUserPoolDomain")
def remember(call, answer):
    """A custom domain takes a distribution, which takes its time."""
    call.memory(DOMAINS)[call.params["Domain"]] = {**_settings(call), "UserPoolId": call.params["UserPoolId"]}
    call.memory(DOMAINS)[call.params["Domain"]]["way"] = Transition(KIND, "CREATING")


@completes("cognito-idp:UpdateUserPoolDomain")
def remember_change(call, answer):
    """moto knows the certificate only."""
    call.memory(DOMAINS)[call.params["Domain"]].update(_settings(call), way=Transition(KIND, "UPDATING"))


@completes("cognito-idp:DeleteUserPoolDomain")
def forget(call, answer):
    """Gone at once."""
    del call.memory(DOMAINS)[call.params["Domain"]]


@completes("cognito-idp:DescribeUserPoolDomain")
def describe(call, answer):
    """An unknown domain is no error."""
    domain = call.memory(DOMAINS).get(call.params["Domain"])
    if domain:
        shown = {name: value for name, value in domain.items() if name != "way"}
        status = domain["way"].state() or "ACTIVE"
        answer["DomainDescription"].update(shown, AWSAccountId=call.account, Status=status, Version="1")


def _settings(call) -> dict:
    given = {name: call.params[name] for name in ("CustomDomainConfig", "ManagedLoginVersion") if name in call.params}
    return {"ManagedLoginVersion": 1, **given}
