# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Configuration sets: their parts, each with an operation of its own, and how they are listed."""

from __future__ import annotations

import re

from ...rules import answers
from ..paging import page
from .identities import is_verified
from .store import SETS, bad_request, must_be_new, named

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
PARTS = ("Tracking", "Delivery", "Reputation", "Sending", "Suppression", "Archiving")
DEFAULTS = {
    "DeliveryOptions": {"TlsPolicy": "OPTIONAL"},
    "ReputationOptions": {"ReputationMetricsEnabled": False},
    "SendingOptions": {"SendingEnabled": True},
}


@answers("sesv2:CreateConfigurationSet")
def create_set(call):
    """With its parts."""
    name = call.params["ConfigurationSetName"]
    if not NAME.fullmatch(name):
        allowed = "only alphanumeric ASCII characters, '_', and '-' are allowed."
        raise bad_request(f"Invalid configuration set name <{name}>: {allowed}")
    must_be_new(call, SETS, name)
    _check_tracking(call, call.params.get("TrackingOptions"))
    made = {option: {**default, **call.params.get(option, {})} for option, default in DEFAULTS.items()}
    call.memory(SETS)[name] = {**call.params, **made, "Tags": call.params.get("Tags", []), "destinations": {}}
    return {}


@answers("sesv2:GetConfigurationSet")
def get_set(call):
    """Without its event destinations."""
    found = named(call, SETS, call.params["ConfigurationSetName"])
    return {key: value for key, value in found.items() if key != "destinations"}


@answers("sesv2:ListConfigurationSets")
def list_sets(call):
    """Names, in pages."""
    shown, more = page(list(call.memory(SETS)), call.params, 1000, limit="PageSize")
    return {"ConfigurationSets": shown, **more}


@answers("sesv2:DeleteConfigurationSet")
def delete_set(call):
    """With its event destinations."""
    named(call, SETS, call.params["ConfigurationSetName"])
    del call.memory(SETS)[call.params["ConfigurationSetName"]]
    return {}


@answers(*(f"sesv2:PutConfigurationSet{part}Options" for part in PARTS))
def put_part(call):
    """The whole of one part; nothing takes it away."""
    option = call.operation.name.removeprefix("PutConfigurationSet")
    given = {key: value for key, value in call.params.items() if key != "ConfigurationSetName"}
    if option == "TrackingOptions":
        _check_tracking(call, given)
    _put(call, option, given)
    return {}


@answers("sesv2:PutConfigurationSetVdmOptions")
def put_vdm(call):
    """The one part that is sent in one piece."""
    _put(call, "VdmOptions", call.params.get("VdmOptions", {}))
    return {}


def _put(call, option: str, given: dict) -> None:
    found = named(call, SETS, call.params["ConfigurationSetName"])
    found[option] = {**DEFAULTS.get(option, {}), **given}
    if not found[option]:
        del found[option]


def _check_tracking(call, tracking: dict | None) -> None:
    domain = (tracking or {}).get("CustomRedirectDomain")
    if domain and not is_verified(call, domain):
        raise bad_request(f"Custom redirect domain <{domain}> is not verified.")
