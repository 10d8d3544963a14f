# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EKS, all of it: moto has neither states nor updates, and neither add-ons nor access entries."""

from __future__ import annotations

from ...rules import Refusal

CLUSTERS = "eks clusters"


def invalid(message: str) -> Refusal:
    """A value that is wrong."""
    return Refusal("InvalidParameterException", message)


def not_now(message: str) -> Refusal:
    """What the state of the cluster forbids."""
    return Refusal("InvalidRequestException", message)


def in_use(message: str) -> Refusal:
    """What is there already, is used, or is being changed."""
    return Refusal("ResourceInUseException", message, 409)


def missing(message: str) -> Refusal:
    """What does not exist."""
    return Refusal("ResourceNotFoundException", message, 404)
