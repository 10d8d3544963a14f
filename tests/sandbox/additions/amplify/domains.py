# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amplify domain associations: verified by records in the DNS, then deployed."""

from __future__ import annotations

import hashlib

from ...dns import has_record
from ...memory import everywhere
from ...rules import Refusal, answers
from ...transitions import Transition
from ..paging import page
from . import BRANCHES, DOMAINS, bad_request, find_app, find_domain, of_app

KIND = "amplify:domain"
UNSETTLED = ("CREATING", "REQUESTING_CERTIFICATE", "PENDING_VERIFICATION", "UPDATING")
CERTIFICATE_REGION = "us-east-1"


@answers("amplify:CreateDomainAssociation")
def create_domain(call):
    """A host name can lead to one app of the whole world."""
    app = find_app(call)
    name = call.params["domainName"]
    settings = call.params["subDomainSettings"]
    taken = {host for domains in everywhere(DOMAINS) for domain in domains.values() for host in _hosts(domain)}
    clash = sorted(taken & set(_hosts({"domainName": name, "subDomainSettings": settings})))
    if clash:
        raise bad_request(
            f"One or more domains requested are already associated with another Amplify app: {', '.join(clash)}"
        )
    _check(call)
    domain = {
        "domainAssociationArn": f"{app['appArn']}/domains/{name}",
        "domainName": name,
        "subDomainSettings": settings,
        "enableAutoSubDomain": call.params.get("enableAutoSubDomain", False),
        "autoSubDomainCreationPatterns": call.params.get("autoSubDomainCreationPatterns", []),
        "certificateSettings": call.params.get("certificateSettings", {"type": "AMPLIFY_MANAGED"}),
        "way": Transition(KIND, "CREATING", "REQUESTING_CERTIFICATE"),
        "verified": False,
    }
    call.memory(DOMAINS)[app["appId"], name] = domain
    return {"domainAssociation": _shown(call, domain)}


@answers("amplify:GetDomainAssociation")
def get_domain(call):
    """One association."""
    return {"domainAssociation": _shown(call, find_domain(call))}


@answers("amplify:ListDomainAssociations")
def list_domains(call):
    """All associations of an app, in pages."""
    find_app(call)
    shown, more = page(of_app(call, DOMAINS), call.params, 50, "nextToken", "maxResults")
    return {"domainAssociations": [_shown(call, domain) for domain in shown], **more}


@answers("amplify:UpdateDomainAssociation")
def update_domain(call):
    """Not before the domain is verified."""
    domain = find_domain(call)
    status = _status(call, domain)
    if status in UNSETTLED:
        raise bad_request(f"You can't update domain while the domain is in {status} status.")
    _check(call)
    domain.update({name: value for name, value in call.params.items() if name != "appId"})
    domain["way"] = Transition(KIND, "UPDATING")
    return {"domainAssociation": _shown(call, domain)}


@answers("amplify:DeleteDomainAssociation")
def delete_domain(call):
    """Gone at once."""
    domain = find_domain(call)
    shown = _shown(call, domain)
    del call.memory(DOMAINS)[call.params["appId"], domain["domainName"]]
    return {"domainAssociation": shown}


def _check(call) -> None:
    for setting in call.params.get("subDomainSettings", []):
        if (call.params["appId"], setting["branchName"]) not in call.memory(BRANCHES):
            raise Refusal("NotFoundException", f"Branch {setting['branchName']} not found.", 404)
    certificate = call.params.get("certificateSettings", {})
    if certificate.get("type") == "CUSTOM" and not _is_issued(call, certificate.get("customCertificateArn", "")):
        raise bad_request(f"The custom certificate must be an issued one of ACM in {CERTIFICATE_REGION}.")


def _is_issued(call, arn: str) -> bool:
    if f":acm:{CERTIFICATE_REGION}:" not in arn:
        return False
    try:
        found = call.ask("acm", "DescribeCertificate", region=CERTIFICATE_REGION, CertificateArn=arn)
    except Refusal:
        return False
    return found["Certificate"]["Status"] == "ISSUED"


def _hosts(domain: dict) -> list[str]:
    name = domain["domainName"]
    return [f"{setting['prefix']}.{name}".removeprefix(".") for setting in domain["subDomainSettings"]]


def _record(domain: dict) -> tuple[str, str]:
    digest = hashlib.md5(domain["domainName"].encode(), usedforsecurity=False).hexdigest()
    return f"_{digest}.{domain['domainName']}.", f"_{digest[::-1]}.acm-validations.aws."


def _status(call, domain: dict) -> str:
    state = domain["way"].state()
    if state:
        return state
    if domain["verified"]:
        return "AVAILABLE"
    name, value = _record(domain)
    if domain["certificateSettings"]["type"] == "AMPLIFY_MANAGED" and not has_record(call, name, "CNAME", value):
        return "PENDING_VERIFICATION"
    domain["verified"] = True
    domain["way"] = Transition(KIND, "PENDING_DEPLOYMENT")
    return domain["way"].state() or "AVAILABLE"


def _shown(call, domain: dict) -> dict:
    status = _status(call, domain)
    name, value = _record(domain)
    record = {"certificateVerificationDNSRecord": f"{name} CNAME {value}"}
    managed = domain["certificateSettings"]["type"] == "AMPLIFY_MANAGED" and status not in UNSETTLED[:2]
    target = f"d{_record(domain)[0][1:14]}.cloudfront.net" if domain["verified"] else "<pending>"
    return {
        **{key: value for key, value in domain.items() if key not in ("way", "verified", "certificateSettings")},
        "domainStatus": status,
        "statusReason": "",
        "subDomains": [
            {
                "subDomainSetting": setting,
                "verified": domain["verified"],
                "dnsRecord": f"{setting['prefix']} CNAME {target}",
            }
            for setting in domain["subDomainSettings"]
        ],
        "certificate": {**domain["certificateSettings"], **(record if managed else {})},
        **(record if managed else {}),
    }
