# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Identities: pending until the DKIM records are in the DNS, or somebody clicks the link in a mail."""

from __future__ import annotations

import hashlib
import re

from ... import clock
from ...dns import has_record
from ...memory import everywhere
from ...rules import answers
from ...settings import delay
from ..paging import page
from .store import IDENTITIES, SETS, bad_request, must_be_new, named

KIND = "ses:identity"
DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
OWN_DKIM_DOMAIN = {
    "af-south-1", "ap-northeast-3", "ap-south-2", "ap-southeast-3", "ap-southeast-5", "ca-west-1", "eu-central-2",
    "eu-south-1", "il-central-1", "me-central-1", "us-gov-east-1",
}  # fmt: skip


@answers("sesv2:CreateEmailIdentity")
def create_identity(call):
    """A domain gets three tokens for its records; an address gets a mail."""
    name, params = call.params["EmailIdentity"], call.params
    must_be_new(call, IDENTITIES, name)
    if not DOMAIN.fullmatch(name.rpartition("@")[2]):
        raise bad_request(f"Invalid email address or domain: {name}")
    if params.get("ConfigurationSetName"):
        named(call, SETS, params["ConfigurationSetName"])
    identity = {
        "IdentityType": "EMAIL_ADDRESS" if "@" in name else "DOMAIN",
        "FeedbackForwardingStatus": True,
        "DkimAttributes": _dkim(call, name, params.get("DkimSigningAttributes", {})),
        "Policies": {},
        "Tags": params.get("Tags", []),
        "VerificationStatus": "PENDING",
        "since": clock.now(),
    }
    if params.get("ConfigurationSetName"):
        identity["ConfigurationSetName"] = params["ConfigurationSetName"]
    call.memory(IDENTITIES)[name] = identity
    shown = _shown(call, name)
    return {key: shown[key] for key in ("IdentityType", "VerifiedForSendingStatus", "DkimAttributes")}


@answers("sesv2:GetEmailIdentity")
def get_identity(call):
    """As SES last saw it."""
    named(call, IDENTITIES, call.params["EmailIdentity"])
    return _shown(call, call.params["EmailIdentity"])


@answers("sesv2:ListEmailIdentities")
def list_identities(call):
    """In pages, without much detail."""
    shown, more = page(list(call.memory(IDENTITIES)), call.params, 1000, limit="PageSize")
    listed = []
    for name in shown:
        identity = _shown(call, name)
        told = {key: identity[key] for key in ("IdentityType", "VerificationStatus")}
        listed.append({**told, "IdentityName": name, "SendingEnabled": identity["VerifiedForSendingStatus"]})
    return {"EmailIdentities": listed, **more}


@answers("sesv2:DeleteEmailIdentity")
def delete_identity(call):
    """At once."""
    named(call, IDENTITIES, call.params["EmailIdentity"])
    del call.memory(IDENTITIES)[call.params["EmailIdentity"]]
    return {}


@answers("sesv2:PutEmailIdentityDkimAttributes")
def put_dkim(call):
    """Signing, on or off."""
    identity = named(call, IDENTITIES, call.params["EmailIdentity"])
    identity["DkimAttributes"]["SigningEnabled"] = call.params.get("SigningEnabled", False)
    return {}


@answers("sesv2:PutEmailIdentityDkimSigningAttributes")
def put_dkim_signing(call):
    """The length of the next key; the tokens stay."""
    dkim = named(call, IDENTITIES, call.params["EmailIdentity"])["DkimAttributes"]
    length = call.params.get("SigningAttributes", {}).get("NextSigningKeyLength")
    if length:
        dkim["NextSigningKeyLength"] = length
    return {
        "DkimStatus": dkim["Status"],
        "DkimTokens": dkim.get("Tokens", []),
        "SigningHostedZone": dkim.get("SigningHostedZone", ""),
    }


@answers("sesv2:PutEmailIdentityFeedbackAttributes")
def put_feedback(call):
    """Bounces by mail, or not."""
    identity = named(call, IDENTITIES, call.params["EmailIdentity"])
    identity["FeedbackForwardingStatus"] = call.params.get("EmailForwardingEnabled", False)
    return {}


@answers("sesv2:PutEmailIdentityConfigurationSetAttributes")
def put_configuration_set(call):
    """The set that is used when a mail names none; no name takes it away."""
    identity, chosen = named(call, IDENTITIES, call.params["EmailIdentity"]), call.params.get("ConfigurationSetName")
    identity.pop("ConfigurationSetName", None)
    if chosen:
        named(call, SETS, chosen)
        identity["ConfigurationSetName"] = chosen
    return {}


@answers("sesv2:PutEmailIdentityMailFromAttributes")
def put_mail_from(call):
    """A name below the identity's own; no name takes it away."""
    name, domain = call.params["EmailIdentity"], call.params.get("MailFromDomain")
    identity = named(call, IDENTITIES, name)
    identity.pop("MailFromAttributes", None)
    if domain:
        parent = name.rpartition("@")[2]
        if not domain.endswith(f".{parent}"):
            raise bad_request(
                f"Provided MAIL-FROM domain <{domain}> is not subdomain of the domain of the identity <{parent}>."
            )
        behavior = call.params.get("BehaviorOnMxFailure", "USE_DEFAULT_VALUE")
        identity["MailFromAttributes"] = {
            "MailFromDomain": domain,
            "MailFromDomainStatus": "PENDING",
            "BehaviorOnMxFailure": behavior,
        }
    return {}


def is_verified(call, address: str) -> bool:
    """Whether mail may be sent from an address: it, or its domain or one above, is verified."""
    labels = address.rpartition("@")[2].split(".")
    names = [address, *(".".join(labels[start:]) for start in range(len(labels)))]
    known = call.memory(IDENTITIES)
    return any(_shown(call, name)["VerifiedForSendingStatus"] for name in names if name in known)


def click(address: str) -> int:
    """Click the link in every mail that SES sent to an address; returns how many there were."""
    waiting = [kind[address] for kind in everywhere(IDENTITIES) if address in kind]
    clicked = [identity for identity in waiting if identity["VerificationStatus"] == "PENDING"]
    for identity in clicked:
        identity["VerificationStatus"] = "SUCCESS"
    return len(clicked)


def _dkim(call, name: str, wanted: dict) -> dict:
    length = wanted.get("NextSigningKeyLength", "RSA_2048_BIT")
    dkim = {"SigningEnabled": "@" not in name, "Status": "NOT_STARTED", "SigningAttributesOrigin": "AWS_SES"}
    if "@" in name:
        return dkim
    seeds = (f"{call.account} {call.region} {name} {number}" for number in range(3))
    return {
        **dkim,
        "Status": "PENDING",
        "Tokens": [hashlib.sha256(seed.encode()).hexdigest()[:32] for seed in seeds],
        "SigningHostedZone": f"dkim.{call.region}.amazonses.com" if call.region in OWN_DKIM_DOMAIN else "dkim.amazonses.com",
        "NextSigningKeyLength": length,
        "CurrentSigningKeyLength": length,
    }


def _shown(call, name: str) -> dict:
    identity = call.memory(IDENTITIES)[name]
    if clock.now() - identity["since"] >= delay(KIND):
        _look_into_the_dns(call, name, identity)
    verified = identity["VerificationStatus"] == "SUCCESS"
    shown = {key: value for key, value in identity.items() if key != "since"}
    return {**shown, "VerifiedForSendingStatus": verified, "VerificationInfo": {}}


def _look_into_the_dns(call, name: str, identity: dict) -> None:
    dkim, mail_from = identity["DkimAttributes"], identity.get("MailFromAttributes")
    if dkim["Status"] == "PENDING":
        zone = dkim["SigningHostedZone"]
        records = [(f"{token}._domainkey.{name}", f"{token}.{zone}") for token in dkim["Tokens"]]
        if all(has_record(call, host, "CNAME", target) for host, target in records):
            dkim["Status"] = identity["VerificationStatus"] = "SUCCESS"
    if mail_from and mail_from["MailFromDomainStatus"] == "PENDING":
        exchange = f"10 feedback-smtp.{call.region}.amazonses.com"
        if has_record(call, mail_from["MailFromDomain"], "MX", exchange):
            mail_from["MailFromDomainStatus"] = "SUCCESS"
