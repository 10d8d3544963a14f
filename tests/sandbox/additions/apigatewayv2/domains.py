# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Domain names and what they lead to: a certificate of the region that is issued for them, a stage that is there."""

from __future__ import annotations

from fnmatch import fnmatchcase

from ...rules import Refusal, answers
from ...transitions import Transition
from . import APIS, DOMAINS, MAPPINGS, STAGES, absent, bad_request, conflict, find, kept, listed, new_id, of_api

KIND = "apigatewayv2:domain-name"
ZONE = "Z1UJRXOUMOOFQ8"


@answers("apigatewayv2:CreateDomainName")
def create(call):
    """A domain is one account's in a region."""
    name = call.params["DomainName"]
    if name in call.memory(DOMAINS):
        raise conflict("The domain name you provided already exists.")
    made = {
        "DomainName": name,
        "DomainNameArn": f"arn:{call.partition}:apigateway:{call.region}::/domainnames/{name}",
        "ApiMappingSelectionExpression": "$request.basepath",
        "RoutingMode": "API_MAPPING_ONLY",
        **kept(call),
        "Tags": dict(call.params.get("Tags", {})),
        "target": f"d-{new_id()}.execute-api.{call.region}.amazonaws.com",
        "way": Transition(KIND, "UPDATING"),
    }
    _check(call, made)
    call.memory(DOMAINS)[name] = made
    return _shown(made)


@answers("apigatewayv2:GetDomainName")
def get(call):
    """One domain."""
    return _shown(_find(call))


@answers("apigatewayv2:GetDomainNames")
def get_all(call):
    """All domains of the region, in pages."""
    return listed(call, [_shown(domain) for domain in call.memory(DOMAINS).values()])


@answers("apigatewayv2:UpdateDomainName")
def update(call):
    """What is not sent stays."""
    found = _find(call)
    if found["way"].state():
        raise conflict("Unable to complete operation due to concurrent modification. Please try again later.")
    _check(call, {**found, **call.params})
    found.update(kept(call, "DomainName"), way=Transition(KIND, "UPDATING"))
    return _shown(found)


@answers("apigatewayv2:DeleteDomainName")
def delete(call):
    """Its mappings go with it."""
    name = _find(call)["DomainName"]
    for key in of_api(call, MAPPINGS, name):
        del call.memory(MAPPINGS)[key]
    del call.memory(DOMAINS)[name]
    return {}


@answers("apigatewayv2:CreateApiMapping")
def create_mapping(call):
    """A path below a domain leads to one stage."""
    domain = _find(call)["DomainName"]
    wanted = {"ApiMappingKey": "", **kept(call, "DomainName")}
    _check_mapping(call, wanted)
    if any(each["ApiMappingKey"] == wanted["ApiMappingKey"] for each in of_api(call, MAPPINGS, domain).values()):
        raise conflict("ApiMapping key already exists for this domain name")
    made = {**wanted, "ApiMappingId": new_id()[:6]}
    call.memory(MAPPINGS)[domain, made["ApiMappingId"]] = made
    return made


@answers("apigatewayv2:GetApiMapping")
def get_mapping(call):
    """One mapping."""
    return _find_mapping(call)


@answers("apigatewayv2:GetApiMappings")
def get_mappings(call):
    """All of a domain, in pages."""
    return listed(call, list(of_api(call, MAPPINGS, _find(call)["DomainName"]).values()))


@answers("apigatewayv2:UpdateApiMapping")
def update_mapping(call):
    """What is not sent stays."""
    found = _find_mapping(call)
    _check_mapping(call, {**found, **call.params})
    found.update(kept(call, "DomainName"))
    return found


@answers("apigatewayv2:DeleteApiMapping")
def delete_mapping(call):
    """Gone at once."""
    identifier = _find_mapping(call)["ApiMappingId"]
    del call.memory(MAPPINGS)[call.params["DomainName"], identifier]
    return {}


def _find(call) -> dict:
    return find(call, DOMAINS, call.params["DomainName"], "domain name")


def _find_mapping(call) -> dict:
    _find(call)
    return find(call, MAPPINGS, (call.params["DomainName"], call.params["ApiMappingId"]), "API mapping")


def _check(call, domain: dict) -> None:
    for configuration in domain.get("DomainNameConfigurations", []):
        if configuration.get("EndpointType", "REGIONAL") != "REGIONAL":
            raise bad_request("EDGE endpoint type is not supported for this API")
        if configuration.get("SecurityPolicy", "TLS_1_2") != "TLS_1_2":
            raise bad_request("TLS_1_0 is not supported for this endpoint type")
        _check_certificate(call, domain["DomainName"], configuration.get("CertificateArn", ""))


def _check_certificate(call, name: str, arn: str) -> None:
    if f":acm:{call.region}:" not in arn:
        raise bad_request(f"Invalid certificate ARN: {arn}. Certificate must be in '{call.region}'.")
    try:
        certificate = call.ask("acm", "DescribeCertificate", CertificateArn=arn)["Certificate"]
    except Refusal as refusal:
        raise bad_request("The provided certificate does not exist.") from refusal
    if certificate["Status"] != "ISSUED":
        raise bad_request(f"The provided certificate must be in state ISSUED, it is {certificate['Status']}.")
    names = [certificate["DomainName"], *certificate.get("SubjectAlternativeNames", [])]
    if not any(fnmatchcase(name, each) and name.count(".") == each.count(".") for each in names):
        raise bad_request("The domain name to be created is not covered by the provided certificate.")


def _check_mapping(call, wanted: dict) -> None:
    if wanted["ApiId"] not in call.memory(APIS):
        raise absent("API", wanted["ApiId"])
    if (wanted["ApiId"], wanted["Stage"]) not in call.memory(STAGES):
        raise bad_request("Invalid stage identifier specified")
    key = wanted["ApiMappingKey"]
    if key.strip("/") != key or "//" in key:
        raise bad_request("API mapping key should not start or end with a '/' or have consecutive '/'s.")


def _shown(domain: dict) -> dict:
    status = {"DomainNameStatus": domain["way"].state() or "AVAILABLE", "ApiGatewayDomainName": domain["target"]}
    defaults = {"EndpointType": "REGIONAL", "SecurityPolicy": "TLS_1_2", "HostedZoneId": ZONE, "IpAddressType": "ipv4"}
    shown = {name: value for name, value in domain.items() if name not in ("way", "target")}
    given = domain.get("DomainNameConfigurations", [])
    return {**shown, "DomainNameConfigurations": [{**defaults, **each, **status} for each in given]}
