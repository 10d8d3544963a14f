# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2: flow logs need a role that the service can assume."""

from __future__ import annotations

from ..roles import must_be_assumable
from ..rules import Refusal, refuses


@refuses("ec2:CreateFlowLogs")
def role_of_the_delivery(call):
    """Delivery to CloudWatch Logs is done with a role."""
    must_be_assumable(
        call,
        call.params.get("DeliverLogsPermissionArn"),
        "vpc-flow-logs.amazonaws.com",
        Refusal("InvalidParameter", "Unable to assume given IAM role"),
    )
