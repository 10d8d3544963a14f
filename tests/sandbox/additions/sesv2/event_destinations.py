# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Event destinations: one receiver each, which must be there and listen to SES."""

from __future__ import annotations

from ...resource_policies import lets
from ...rules import Refusal, answers
from .store import SETS, bad_request, named

RECEIVERS = ("KinesisFirehoseDestination", "CloudWatchDestination", "SnsDestination", "EventBridgeDestination",
             "PinpointDestination")  # fmt: skip
MOST = 10


@answers("sesv2:CreateConfigurationSetEventDestination")
def create_destination(call):
    """At most ten for one configuration set."""
    destinations, name = _destinations(call), call.params["EventDestinationName"]
    if name in destinations:
        raise Refusal("AlreadyExistsException", f"Event destination {name} already exist.")
    if len(destinations) >= MOST:
        raise Refusal("LimitExceededException", f"Configuration set has reached the limit of {MOST} event destinations.")
    destinations[name] = _checked(call)
    return {}


@answers("sesv2:UpdateConfigurationSetEventDestination")
def update_destination(call):
    """The whole of it."""
    _existing(call)
    _destinations(call)[call.params["EventDestinationName"]] = _checked(call)
    return {}


@answers("sesv2:DeleteConfigurationSetEventDestination")
def delete_destination(call):
    """At once."""
    _existing(call)
    del _destinations(call)[call.params["EventDestinationName"]]
    return {}


@answers("sesv2:GetConfigurationSetEventDestinations")
def get_destinations(call):
    """All of one configuration set."""
    return {"EventDestinations": [{"Name": name, **told} for name, told in _destinations(call).items()]}


def _destinations(call) -> dict:
    return named(call, SETS, call.params["ConfigurationSetName"])["destinations"]


def _existing(call) -> None:
    name = call.params["EventDestinationName"]
    if name not in _destinations(call):
        raise Refusal("NotFoundException", f"Event destination {name} does not exist.", 404)


def _checked(call) -> dict:
    wanted = {"Enabled": False, **call.params["EventDestination"]}
    receivers = [receiver for receiver in RECEIVERS if wanted.get(receiver)]
    if len(receivers) != 1:
        raise bad_request("Exactly one event destination must be specified.")
    if not wanted.get("MatchingEventTypes"):
        raise bad_request("At least one matching event type must be specified.")
    if "SnsDestination" in wanted:
        _check_topic(call, wanted["SnsDestination"]["TopicArn"])
    if "EventBridgeDestination" in wanted:
        _check_bus(call, wanted["EventBridgeDestination"]["EventBusArn"])
    return wanted


def _check_topic(call, arn: str) -> None:
    unheard = bad_request(f"Could not publish to SNS topic <{arn}>.")
    try:
        attributes = call.ask("sns", "GetTopicAttributes", TopicArn=arn)["Attributes"]
    except Refusal:
        raise unheard from None
    source = call.arn(f"configuration-set/{call.params['ConfigurationSetName']}", "ses")
    context = {"AWS:SourceAccount": call.account, "AWS:SourceArn": source, "aws:SecureTransport": "true"}
    if not lets(attributes.get("Policy"), "ses.amazonaws.com", "sns:Publish", arn, context):
        raise unheard


def _check_bus(call, arn: str) -> None:
    if arn != call.arn("event-bus/default", "events"):
        raise bad_request("Only the default event bus of the account is supported.")
