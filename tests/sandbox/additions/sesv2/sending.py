# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sending: from whom, to whom, and with which words."""

from __future__ import annotations

import re
import uuid

from ...rules import Refusal, answers
from .account import account, must_send
from .identities import is_verified
from .store import SETS, TEMPLATES, named
from .templates import rendered

SENT = "ses sent mail"
SIMULATOR = "@simulator.amazonses.com"


@answers("sesv2:SendEmail")
def send_email(call):
    """Nothing leaves the sandbox; what would be refused is."""
    must_send(call)
    if call.params.get("ConfigurationSetName"):
        named(call, SETS, call.params["ConfigurationSetName"])
    destination = call.params.get("Destination", {})
    receivers = [each for kind in ("ToAddresses", "CcAddresses", "BccAddresses") for each in destination.get(kind, [])]
    checked = [call.params.get("FromEmailAddress", "")]
    if not account(call)["ProductionAccessEnabled"]:
        checked += [each for each in receivers if not each.endswith(SIMULATOR)]
    failed = [each for each in map(_bare, checked) if not is_verified(call, each)]
    if failed:
        raise Refusal(
            "MessageRejected",
            "Email address is not verified. The following identities failed the check in region "
            f"{call.region.upper()}: {', '.join(failed)}",
        )
    message = str(uuid.uuid4())
    call.memory(SENT)[message] = _content(call)
    return {"MessageId": message}


def _content(call) -> dict:
    template = call.params["Content"].get("Template")
    if not template:
        return call.params["Content"]
    content = template.get("TemplateContent") or named(call, TEMPLATES, template["TemplateName"])["TemplateContent"]
    return rendered(content, template.get("TemplateData", "{}"))


def _bare(address: str) -> str:
    """`Shop <shop@example.com>` without its name."""
    found = re.search(r"<(.+)>", address)
    return found[1] if found else address
