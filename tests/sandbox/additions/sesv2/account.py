# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account in one region: in the sandbox of SES until a review lets it out, and what it suppresses."""

from __future__ import annotations

import time

from ...rules import Refusal, answers
from ...settings import settings
from ..paging import page
from .store import bad_request

ACCOUNT = "ses account"
SUPPRESSED = "ses suppressed destinations"
CASE = "case-123456789012-muen-2026-1"
SMALL = {"Max24HourSend": 200.0, "MaxSendRate": 1.0, "SentLast24Hours": 0.0}
LARGE = {"Max24HourSend": 50000.0, "MaxSendRate": 14.0, "SentLast24Hours": 0.0}


def account(call) -> dict:
    """The account, as far as the reviewers have got."""
    known = call.memory(ACCOUNT)
    if not known:
        known.update(
            DedicatedIpAutoWarmupEnabled=True,
            EnforcementStatus="HEALTHY",
            ProductionAccessEnabled=False,
            SendQuota=SMALL,
            SendingEnabled=True,
            SuppressionAttributes={"SuppressedReasons": ["BOUNCE", "COMPLAINT"]},
            VdmAttributes={"VdmEnabled": "DISABLED"},
        )
    review = known.get("Details", {}).get("ReviewDetails")
    if review and review["Status"] == "PENDING" and settings["ses_review"] != "PENDING":
        review["Status"] = settings["ses_review"]
        if review["Status"] == "GRANTED":
            known.update(ProductionAccessEnabled=True, SendQuota=LARGE)
    return known


@answers("sesv2:GetAccount")
def get_account(call):
    """All about it."""
    return account(call)


@answers("sesv2:PutAccountDetails")
def put_details(call):
    """What the reviewers read; nobody changes it while they do."""
    known = account(call)
    review = known.get("Details", {}).get("ReviewDetails")
    if review and review["Status"] == "PENDING":
        raise Refusal("ConflictException", "There is already an ongoing account details update under review.", 409)
    details = {"ContactLanguage": "EN", **call.params}
    if details.pop("ProductionAccessEnabled", False) and not known["ProductionAccessEnabled"]:
        review = {"Status": "PENDING", "CaseId": CASE}
    known["Details"] = {**details, **({"ReviewDetails": review} if review else {})}
    return {}


@answers("sesv2:PutAccountSuppressionAttributes")
def put_suppression(call):
    """Reasons for which the account's own list takes addresses."""
    account(call)["SuppressionAttributes"] = {"SuppressedReasons": [], **call.params}
    return {}


@answers("sesv2:PutAccountVdmAttributes")
def put_vdm(call):
    """Virtual Deliverability Manager."""
    account(call)["VdmAttributes"] = call.params["VdmAttributes"]
    return {}


@answers("sesv2:PutAccountSendingAttributes")
def put_sending(call):
    """The emergency stop."""
    account(call)["SendingEnabled"] = call.params.get("SendingEnabled", False)
    return {}


@answers("sesv2:PutSuppressedDestination")
def put_suppressed(call):
    """Nothing is sent there any more."""
    address = call.params["EmailAddress"]
    told = {"EmailAddress": address, "Reason": call.params["Reason"], "LastUpdateTime": time.time()}
    call.memory(SUPPRESSED)[address] = told
    return {}


@answers("sesv2:GetSuppressedDestination")
def get_suppressed(call):
    """One of the list."""
    return {"SuppressedDestination": _suppressed(call)}


@answers("sesv2:DeleteSuppressedDestination")
def delete_suppressed(call):
    """It gets mail again."""
    _suppressed(call)
    del call.memory(SUPPRESSED)[call.params["EmailAddress"]]
    return {}


@answers("sesv2:ListSuppressedDestinations")
def list_suppressed(call):
    """In pages."""
    shown, more = page(list(call.memory(SUPPRESSED).values()), call.params, 1000, limit="PageSize")
    return {"SuppressedDestinationSummaries": shown, **more}


def must_send(call) -> None:
    """Raise unless the account may send at all."""
    if not account(call)["SendingEnabled"]:
        raise Refusal("SendingPausedException", "Sending is disabled for this account.")


def _suppressed(call) -> dict:
    address = call.params["EmailAddress"]
    if address not in call.memory(SUPPRESSED):
        raise Refusal("NotFoundException", f"Email address {address} does not exist on your suppression list.", 404)
    if "@" not in address:
        raise bad_request(f"Invalid email address: {address}")
    return call.memory(SUPPRESSED)[address]
