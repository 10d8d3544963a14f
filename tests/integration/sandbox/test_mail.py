# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SES believes the DNS, the click in a mail and the reviewers, and nobody else."""

from __future__ import annotations

import json

import pytest
from sandbox.given import refused

DOMAIN = "example.com"


@pytest.fixture
def ses(sandbox):
    sandbox.settings(delay=0)
    return sandbox.client("sesv2")


def write_records(sandbox, *records: tuple[str, str, str]) -> None:
    route53 = sandbox.client("route53")
    zone = route53.create_hosted_zone(Name=DOMAIN, CallerReference="once")["HostedZone"]["Id"]
    changes = [
        {"Action": "CREATE", "ResourceRecordSet": {"Name": name, "Type": kind, "TTL": 60, "ResourceRecords": [{"Value": value}]}}
        for name, kind, value in records
    ]
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})


def test_a_domain_is_verified_by_all_of_its_records(sandbox, ses):
    dkim = ses.create_email_identity(EmailIdentity=DOMAIN)["DkimAttributes"]
    ses.put_email_identity_mail_from_attributes(EmailIdentity=DOMAIN, MailFromDomain=f"mail.{DOMAIN}")
    assert not ses.get_email_identity(EmailIdentity=DOMAIN)["VerifiedForSendingStatus"]
    records = [(f"{token}._domainkey.{DOMAIN}", "CNAME", f"{token}.{dkim['SigningHostedZone']}") for token in dkim["Tokens"]]
    write_records(sandbox, *records, (f"mail.{DOMAIN}", "MX", "10 feedback-smtp.us-east-1.amazonses.com"))
    seen = ses.get_email_identity(EmailIdentity=DOMAIN)
    assert seen["VerifiedForSendingStatus"]
    assert (seen["DkimAttributes"]["Status"], seen["MailFromAttributes"]["MailFromDomainStatus"]) == ("SUCCESS", "SUCCESS")


def test_two_of_three_records_prove_nothing(sandbox, ses):
    tokens = ses.create_email_identity(EmailIdentity=DOMAIN)["DkimAttributes"]["Tokens"]
    write_records(sandbox, *((f"{token}._domainkey.{DOMAIN}", "CNAME", f"{token}.dkim.amazonses.com") for token in tokens[:2]))
    assert ses.get_email_identity(EmailIdentity=DOMAIN)["VerificationStatus"] == "PENDING"


def test_some_regions_sign_by_a_domain_of_their_own(sandbox, ses):
    milan = sandbox.client("sesv2", region="eu-south-1").create_email_identity(EmailIdentity=DOMAIN)
    assert milan["DkimAttributes"]["SigningHostedZone"] == "dkim.eu-south-1.amazonses.com"


def test_identities_are_refused_as_ses_does(ses):
    ses.create_email_identity(EmailIdentity=DOMAIN)
    with refused("AlreadyExistsException"):
        ses.create_email_identity(EmailIdentity=DOMAIN)
    with refused("BadRequestException", "not subdomain"):
        ses.put_email_identity_mail_from_attributes(EmailIdentity=DOMAIN, MailFromDomain="mail.example.org")
    with refused("NotFoundException"):
        ses.put_email_identity_configuration_set_attributes(EmailIdentity=DOMAIN, ConfigurationSetName="none")


def test_in_the_sandbox_of_ses_both_sides_must_be_verified(sandbox, ses):
    mail = {"Content": {"Simple": {"Subject": {"Data": "Hello"}, "Body": {"Text": {"Data": "Hello"}}}}}
    ses.create_email_identity(EmailIdentity="shop@example.com")
    send = {"FromEmailAddress": "Shop <shop@example.com>", "Destination": {"ToAddresses": ["you@example.org"]}, **mail}
    with refused("MessageRejected", "shop@example.com, you@example.org"):
        ses.send_email(**send)
    assert sandbox.confirm_subscriptions("shop@example.com") == 1
    with refused("MessageRejected", "you@example.org"):
        ses.send_email(**send)
    ses.send_email(**{**send, "Destination": {"ToAddresses": ["bounce@simulator.amazonses.com"]}})
    sandbox.settings(ses_review="GRANTED")
    ses.put_account_details(MailType="TRANSACTIONAL", WebsiteURL="https://example.com", ProductionAccessEnabled=True)
    assert ses.get_account()["SendQuota"]["MaxSendRate"] == 14
    ses.send_email(**send)


def test_nothing_is_changed_under_the_eyes_of_the_reviewers(ses):
    wish = {"MailType": "TRANSACTIONAL", "WebsiteURL": "https://example.com", "ProductionAccessEnabled": True}
    ses.put_account_details(**wish)
    with refused("ConflictException"):
        ses.put_account_details(**wish)


def test_a_topic_must_listen_to_ses(sandbox, ses):
    topic = sandbox.client("sns").create_topic(Name="mail")["TopicArn"]
    ses.create_configuration_set(ConfigurationSetName="shop")
    wanted = {"Enabled": True, "MatchingEventTypes": ["BOUNCE"], "SnsDestination": {"TopicArn": topic}}
    named = {"ConfigurationSetName": "shop", "EventDestinationName": "trouble", "EventDestination": wanted}
    with refused("BadRequestException", "Could not publish"):
        ses.create_configuration_set_event_destination(**named)
    from_shop = {"ArnLike": {"AWS:SourceArn": "arn:aws:ses:us-east-1:123456789012:configuration-set/shop"}}
    statement = {"Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"}, "Action": "sns:Publish", "Resource": topic,
                 "Condition": from_shop}  # fmt: skip
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sandbox.client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)
    ses.create_configuration_set_event_destination(**named)
    with refused("AlreadyExistsException"):
        ses.create_configuration_set_event_destination(**named)
    with refused("BadRequestException", "Exactly one"):
        named["EventDestination"] = {**wanted, "EventBridgeDestination": {"EventBusArn": "arn:aws:events:x:1:event-bus/default"}}
        ses.update_configuration_set_event_destination(**named)


def test_templates_are_whole_and_get_all_their_values(ses):
    with refused("BadRequestException", "not closed"):
        ses.create_email_template(TemplateName="hello", TemplateContent={"Subject": "Hello {{name", "Text": "Hello"})
    ses.create_email_template(TemplateName="hello", TemplateContent={"Subject": "Hello {{name}}", "Text": "Hello"})
    with refused("BadRequestException", "'name' is not present"):
        ses.test_render_email_template(TemplateName="hello", TemplateData="{}")
    rendered = ses.test_render_email_template(TemplateName="hello", TemplateData='{"name": "you"}')
    assert rendered["RenderedTemplate"].startswith("Subject: Hello you")
