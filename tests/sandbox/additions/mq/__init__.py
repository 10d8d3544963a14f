# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amazon MQ: brokers, their settings, what is offered, tags."""

from __future__ import annotations

from ...rules import Refusal

BROKERS = "mq brokers"
CONFIGURATIONS = "mq configurations"
RABBITMQ, ACTIVEMQ = "RABBITMQ", "ACTIVEMQ"


def bad_request(message: str) -> Refusal:
    """Amazon MQ's one word for a request that it does not take."""
    return Refusal("BadRequestException", message)


def tagged(call) -> dict[str, dict]:
    """ARN -> broker or configuration."""
    brokers, configurations = call.memory(BROKERS).values(), call.memory(CONFIGURATIONS).values()
    return {**{each["BrokerArn"]: each for each in brokers}, **{each["Arn"]: each for each in configurations}}
