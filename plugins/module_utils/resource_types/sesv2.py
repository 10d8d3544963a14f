# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon Simple Email Service: who may send, by which rules, with which words, and who hears how it went."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Aspect, Read, ResourceType, Tagging, Template
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, Problem

VERIFIED_SECONDS = 1800
BUSY = (("ConcurrentModificationException", ""),)
MISSING = ("NotFoundException",)
TAGGING = Tagging("tag_resource", "ResourceArn", list="list_tags_for_resource")
TOKENS = "DkimAttributes.Tokens || `[]`"


class EmailIdentity(ResourceType):
    """A domain, or an address, that mail may be sent from once its owner has proved to be one."""

    name = "sesv2_email_identity"
    service = "sesv2"
    identifier = "EmailIdentity"
    read = Read("get_email_identity", items="@", params={"EmailIdentity": "{name}"}, missing=MISSING)
    create, delete = "create_email_identity", "delete_email_identity"
    # Keys of one's own would lie in the inventory; with Easy DKIM, AWS keeps and renews them.
    left_out = frozenset({"DkimSigningAttributes"})
    extras = {"wait_for_verification": "bool"}
    attributes = {
        "id": Template("{name}"),
        "arn": Template("arn:{partition}:ses:{region}:{account}:identity/{name}"),
        "email_identity": Template("{name}"),
        "dkim_tokens": TOKENS,
        **{f"dkim_token_{n + 1}": f"{TOKENS} | [{n}] || ''" for n in range(3)},
        "dkim_signing_hosted_zone": "DkimAttributes.SigningHostedZone || ''",
        "dkim_status": "DkimAttributes.Status || 'NOT_STARTED'",
        "mail_from_domain_status": "MailFromAttributes.MailFromDomainStatus || ''",
        "verified": "VerifiedForSendingStatus || `false`",
    }
    tags_at = "Tags"
    tagging = TAGGING
    not_yet = BUSY
    in_use = ("ConcurrentModificationException",)
    aspects = (
        Aspect("configuration_set_name", write="put_email_identity_configuration_set_attributes", found="ConfigurationSetName"),
        Aspect("signing_enabled", write="put_email_identity_dkim_attributes", found="DkimAttributes.SigningEnabled"),
        Aspect("next_signing_key_length", write="put_email_identity_dkim_signing_attributes",
               at="SigningAttributes.NextSigningKeyLength", params={"SigningAttributesOrigin": "AWS_SES"},
               found="DkimAttributes.NextSigningKeyLength"),
        Aspect("email_forwarding_enabled", write="put_email_identity_feedback_attributes", found="FeedbackForwardingStatus"),
        Aspect("mail_from_attributes", write="put_email_identity_mail_from_attributes", at="@", found="MailFromAttributes"),
    )  # fmt: skip

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """GetEmailIdentity does not say whose answer it is."""
        return {**item, "EmailIdentity": desired.name}

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """Whoever asks for it is told that SES has not seen the proof (VerificationStatus) yet."""
        if not desired.options.get("wait_for_verification") or item["VerifiedForSendingStatus"]:
            return []
        return [Difference("verification_status", item["VerificationStatus"], "SUCCESS")]

    @staticmethod
    def settle(place, desired, item: dict, report: Callable[[str], None]) -> None:
        """The proof of a new identity is made of its tokens (CreateEmailIdentity), so it cannot be there yet."""
        if not desired.options.get("wait_for_verification") or "VerificationStatus" not in item:
            return
        report("waiting to be verified")
        if not place.until(lambda: _is_verified(place, desired.name), VERIFIED_SECONDS):
            said = f"not verified after {VERIFIED_SECONDS} s"
            remedy = "check the delegation of its domain and its DKIM records, or click the link in the mail of AWS"
            raise Failed(Problem(said, remedy, desired.address, desired.declaration.where))


def _is_verified(place, name: str) -> bool | None:
    answer = place.session.call("sesv2", "get_email_identity", {"EmailIdentity": name})
    return answer.get("VerifiedForSendingStatus") or None


class ConfigurationSet(ResourceType):
    """Rules for a kind of mail: how it is delivered, counted and suppressed."""

    name = "sesv2_configuration_set"
    service = "sesv2"
    identifier = "ConfigurationSetName"
    read = Read("get_configuration_set", items="@", params={"ConfigurationSetName": "{name}"}, missing=MISSING)
    create, delete = "create_configuration_set", "delete_configuration_set"
    attributes = {
        "id": Template("{name}"),
        "arn": Template("arn:{partition}:ses:{region}:{account}:configuration-set/{name}"),
        "configuration_set_name": Template("{name}"),
    }
    tags_at = "Tags"
    tagging = TAGGING
    aspects = (
        Aspect("vdm_options", write="put_configuration_set_vdm_options", found="VdmOptions"),
        *(
            Aspect(f"{part}_options", write=f"put_configuration_set_{part}_options", at="@", found=f"{part.title()}Options")
            for part in ("archiving", "delivery", "reputation", "sending", "suppression", "tracking")
        ),
    )


class ConfigurationSetEventDestination(ResourceType):
    """Who hears what became of the mail of a configuration set."""

    name = "sesv2_configuration_set_event_destination"
    service = "sesv2"
    identifier = "Name"
    match = {"name": "Name"}
    identity = {"EventDestinationName": "Name", "ConfigurationSetName": "ConfigurationSetName"}
    read = Read("get_configuration_set_event_destinations", items="EventDestinations[]",
                params={"ConfigurationSetName": "{configuration_set_name}"}, kept=("ConfigurationSetName",),
                missing=MISSING)  # fmt: skip
    create = "create_configuration_set_event_destination"
    update = "update_configuration_set_event_destination"
    delete = "delete_configuration_set_event_destination"
    flattened = {create: "EventDestination", update: "EventDestination"}
    update_sends_all = True
    given = {"EventDestinationName": "{name}"}
    attributes = {"event_destination_name": Template("{name}")}
    not_yet = (("NotFoundException", "onfiguration set"),)


class EmailTemplate(ResourceType):
    """The words of a mail, with gaps for what differs from person to person."""

    name = "sesv2_email_template"
    service = "sesv2"
    identifier = "TemplateName"
    read = Read("get_email_template", items="@", params={"TemplateName": "{name}"}, missing=MISSING)
    create, update, delete = "create_email_template", "update_email_template", "delete_email_template"
    update_sends_all = True
    attributes = {
        "id": Template("{name}"),
        "arn": Template("arn:{partition}:ses:{region}:{account}:template/{name}"),
        "template_name": Template("{name}"),
    }
    tags_at = "Tags"
    tagging = TAGGING


class Account(ResourceType):
    """How SES treats an account in one region: whom it may write to, how much, and what is suppressed."""

    name = "sesv2_account"
    service = "sesv2"
    read = Read("get_account", items="@", sole=True)
    update = ("put_account_details", "put_account_suppression_attributes", "put_account_vdm_attributes",
              "put_account_sending_attributes")  # fmt: skip
    update_sends_all = True
    permanent = True
    attributes = {
        "production_access_enabled": "ProductionAccessEnabled || `false`",
        "review_status": "Details.ReviewDetails.Status || 'NOT_REQUESTED'",
        "enforcement_status": "EnforcementStatus",
        "max_24_hour_send": "SendQuota.Max24HourSend",
        "max_send_rate": "SendQuota.MaxSendRate",
    }
    found_at = {
        # People decide on it within days. Who asked has asked; a review that FAILED never took place.
        "production_access_enabled": "ProductionAccessEnabled || "
                                     "Details.ReviewDetails.Status && Details.ReviewDetails.Status != 'FAILED'",
        "suppressed_reasons": "SuppressionAttributes.SuppressedReasons",
        "validation_attributes": "SuppressionAttributes.ValidationAttributes",
        "mail_type": "Details.MailType",
        "website_url": "Details.WebsiteURL",
        "contact_language": "Details.ContactLanguage",
        "use_case_description": "Details.UseCaseDescription",
        "additional_contact_email_addresses": "Details.AdditionalContactEmailAddresses",
    }  # fmt: skip


RESOURCE_TYPES = {facts.name: facts for facts in (EmailIdentity, ConfigurationSet, ConfigurationSetEventDestination,
                                                  EmailTemplate, Account)}  # fmt: skip
