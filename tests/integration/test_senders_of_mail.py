# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may send mail is proved by records that are made of tokens, and decided by people; nobody asks them twice."""
from __future__ import annotations

import pytest
from support.account import Account, declared

ZONE = declared("route53_hosted_zone", {"name": "example.com"})
ACCOUNT = declared("sesv2_account", {"name": "account", "production_access_enabled": True, "mail_type": "TRANSACTIONAL",
                                     "website_url": "https://example.com"})  # fmt: skip


def identity(**options) -> dict:
    return declared("sesv2_email_identity", {"name": "example.com", **options})


def dkim_record(number: int) -> dict:
    token = f"${{sesv2_email_identity.example.com.dkim_token_{number}}}"
    target = f"{token}.${{sesv2_email_identity.example.com.dkim_signing_hosted_zone}}"
    return declared("route53_record_set", {
        "name": f"dkim-{number}", "record_name": f"{token}._domainkey.example.com", "type": "CNAME", "ttl": 60,
        "hosted_zone_id": "${route53_hosted_zone.example.com.id}", "resource_records": [{"value": target}]})  # fmt: skip


def test_the_first_converge_waits_for_nothing_and_the_next_for_the_proof(sandbox):
    sandbox.settings(delay=0.05, delays={"ses:identity": 8})
    account = Account(sandbox)
    stack = [ZONE, identity(wait_for_verification=True), *map(dkim_record, (1, 2, 3))]
    assert set(account.converge(*stack).actions().values()) == {"create"}
    second = account.converge(*stack, outputs={"verified": "${sesv2_email_identity.example.com.verified}"})
    assert second.differences("sesv2_email_identity.example.com") == ["verification_status: PENDING -> SUCCESS"]
    assert second["outputs"] == {"verified": True}
    assert set(account.converge(*stack).actions().values()) == {"keep"}


def test_a_domain_that_nobody_has_delegated_keeps_nothing_waiting(sandbox):
    account = Account(sandbox)
    assert account.converge(identity()).actions() == {"sesv2_email_identity.example.com": "create"}
    assert account.converge(identity()).actions() == {"sesv2_email_identity.example.com": "keep"}


@pytest.mark.parametrize("decision", ["PENDING", "GRANTED", "DENIED"])
def test_the_reviewers_are_asked_once_whatever_they_say(sandbox, decision):
    sandbox.settings(ses_review=decision)
    account, told = Account(sandbox), {"status": "${sesv2_account.account.review_status}"}
    assert account.converge(ACCOUNT).actions() == {"sesv2_account.account": "update"}
    again = account.converge(ACCOUNT, outputs=told)
    assert again.actions() == {"sesv2_account.account": "keep"}
    assert again["outputs"] == {"status": decision}
    assert len(sandbox.calls("sesv2:PutAccountDetails")) == 1


def test_a_review_that_failed_is_asked_for_again(sandbox):
    sandbox.settings(ses_review="FAILED")
    account = Account(sandbox)
    account.converge(ACCOUNT)
    assert account.converge(ACCOUNT).actions() == {"sesv2_account.account": "update"}


def test_the_account_outlives_the_stack(sandbox):
    account = Account(sandbox)
    account.converge(ACCOUNT, identity())
    gone = account.converge(ACCOUNT, identity(), state="absent")
    assert gone.actions() == {"sesv2_account.account": "keep", "sesv2_email_identity.example.com": "delete"}
