# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""SES: who may send, and what the DNS says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.dns import record_name
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

SPF = "v=spf1"
OF_SES = "include:amazonses.com"
STRICT = re.compile(r"\bp\s*=\s*(reject|quarantine)\b", re.IGNORECASE)
UNHEARD = ("BOUNCE", "COMPLAINT")
HEARD_BY = ("sns_destination", "event_bridge_destination", "kinesis_firehose_destination")


def _texts(record: Subject) -> list[str]:
    """The known values of a TXT record, without quotes."""
    if record.text("type") != "TXT":
        return []
    values = [each.text("value") for each in record.each("resource_records")]
    return [value.strip('"') for value in [*values, *record.texts("resource_records")] if value]


@of_each("sesv2_email_identity", code="SES-ADDRESS", severity=WARNING)
def senders_are_domains(identity: Subject) -> Iterator[Problem]:
    """Amazon SES Developer Guide: Verified identities (an address needs a mailbox to click a link; a domain covers all)."""
    if "@" in identity.name:
        domain = identity.name.rpartition("@")[2]
        said = f"{identity.name} has to be confirmed by hand in its mailbox"
        yield identity.problem("name", said, f"verify {domain}, which covers all of its addresses")


@of_each("route53_record_set", code="SES-DMARC", severity=WARNING)
def dmarc_begins_by_looking(record: Subject) -> Iterator[Problem]:
    """Amazon SES Developer Guide: Complying with DMARC (p=none first: reports show who sends besides)."""
    if not record.is_new or not record_name(record).startswith("_dmarc."):
        return
    for text in _texts(record):
        if strict := STRICT.search(text):
            said = f"from the first day every sender that is not aligned would be met by {strict[1].lower()}"
            yield record.problem("resource_records", said, "begin with p=none, and tighten it as the reports allow")


@of_each("route53_record_set", code="ROUTE53-SPF-TWICE")
def a_name_has_one_spf(record: Subject) -> Iterator[Problem]:
    """RFC 7208: Sender Policy Framework, section 4.5 (two records are an error, and the mail is not trusted)."""
    if sum(text.lower().startswith(SPF) for text in _texts(record)) > 1:
        said = "two SPF records of one name make both of them void"
        yield record.problem("resource_records", said, "put all senders into one of them")


@over_all("route53_record_set", "route53_hosted_zone", code="SES-SPF-APEX", severity=WARNING)
def spf_is_where_bounces_go(stack: Stack) -> Iterator[Problem]:
    """Amazon SES Developer Guide: Using a custom MAIL FROM domain (SPF is looked up there, not at the domain itself)."""
    for record in stack.of("route53_record_set"):
        zone = stack.target(record, "hosted_zone_id", "route53_hosted_zone")
        apex = zone is not None and zone.name.lower().rstrip(".") == record_name(record)
        if apex and any(text.lower().startswith(SPF) and OF_SES in text for text in _texts(record)):
            said = "SES sends with amazonses.com as MAIL FROM, so that this record is never looked at"
            yield record.problem("resource_records", said, "set mail_from_attributes, and give that name MX and SPF")


@over_all("sesv2_configuration_set", "sesv2_configuration_set_event_destination", code="SES-UNHEARD", severity=WARNING)
def somebody_learns_of_bounces(stack: Stack) -> Iterator[Problem]:
    """Amazon SES Developer Guide: Monitoring your sender reputation (metrics count bounces, without the addresses)."""
    for configuration in stack.of("sesv2_configuration_set") if stack.is_whole else ():
        every = stack.of("sesv2_configuration_set_event_destination")
        kind = configuration.desired.type
        own = [each for each in every if configuration in stack.targets(each, "configuration_set_name", kind)]
        if any(each.hides("matching_event_types") or _is_of_any(stack, each, kind) for each in every):
            continue
        telling = [each for each in own if any(map(each.declares, HEARD_BY))]
        heard = {kind for each in telling for kind in each.texts("matching_event_types")}
        missing = [kind for kind in UNHEARD if kind not in heard]
        if own and missing:
            said = f"nobody learns whose mail met with {' or '.join(missing)}: there are metrics only"
            yield configuration.problem("", said, "send these events to a topic, too")


def _is_of_any(stack: Stack, destination: Subject, kind: str) -> bool:
    """Whether it is not known yet of which configuration set it is."""
    option = "configuration_set_name"
    return destination.hides(option) and not stack.targets(destination, option, kind)
