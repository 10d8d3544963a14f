# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""SES: what the API model takes, and SES does not."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import of_each
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject

REVIEWED = ("production_access_enabled", "use_case_description", "contact_language", "additional_contact_email_addresses")
RECEIVERS = tuple(f"{kind}_destination" for kind in ("sns", "cloud_watch", "event_bridge", "kinesis_firehose", "pinpoint"))


@of_each("sesv2_email_identity", code="SES-MAIL-FROM")
def the_mail_from_domain_is_below_the_identity(identity: Subject) -> Iterator[Problem]:
    """Amazon SES Developer Guide: Using a custom MAIL FROM domain (a subdomain of the identity's domain)."""
    attributes = identity.part("mail_from_attributes")
    domain, parent = attributes.text("mail_from_domain"), identity.name.rpartition("@")[2]
    if domain and not domain.endswith(f".{parent}"):
        yield attributes.problem("mail_from_domain", f'"{domain}" is not below {parent}', f"use a name such as mail.{parent}")


@of_each("sesv2_configuration_set_event_destination", code="SES-ONE-RECEIVER")
def events_go_to_one_receiver(destination: Subject) -> Iterator[Problem]:
    """Amazon SES API: EventDestinationDefinition (exactly one destination, and at least one event type)."""
    declared = [receiver for receiver in RECEIVERS if destination.declares(receiver)]
    if len(declared) != 1:
        named = ", ".join(declared) or "none"
        said = f"events go to exactly one receiver; {named} is declared"
        yield destination.problem("", said, f"declare one of {', '.join(RECEIVERS)}")
    if not destination.declares("matching_event_types"):
        yield destination.problem("matching_event_types", "is required", "name the events that are sent")


@of_each("sesv2_account", code="SES-ACCOUNT-DETAILS")
def reviewers_are_told_what_they_ask_for(account: Subject) -> Iterator[Problem]:
    """Amazon SES API: PutAccountDetails (MailType and WebsiteURL are required)."""
    if any(account.declares(option) for option in REVIEWED):
        for option in ("mail_type", "website_url"):
            if not account.declares(option):
                yield account.problem(option, "is required by the reviewers of SES", "set it")
