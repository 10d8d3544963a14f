# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account has one monitor of its services' costs, which AWS itself may have made."""
from __future__ import annotations

import pytest
from support.account import Account, declared

MONITOR = {"name": "shop", "monitor_type": "DIMENSIONAL", "monitor_dimension": "SERVICE"}
ADDRESS = "ce_anomaly_monitor.shop"


@pytest.fixture
def monitor(sandbox) -> str:
    """ARN of the one that AWS makes."""
    made = {"MonitorName": "Default-Services-Monitor", "MonitorType": "DIMENSIONAL", "MonitorDimension": "SERVICE"}
    return sandbox.client("ce").create_anomaly_monitor(AnomalyMonitor=made)["MonitorArn"]


def test_the_plan_says_that_it_is_there_already(sandbox, monitor):
    result = Account(sandbox).plan(declared("ce_anomaly_monitor", MONITOR))
    assert "exists already and does not belong to stack" in result["msg"]
    assert "adopt" in result["msg"]


def test_it_is_taken_over_under_the_name_it_has(sandbox, monitor):
    account = Account(sandbox)
    wanted = {**declared("ce_anomaly_monitor", MONITOR), "adopt": True}
    result = account.converge(wanted, outputs={"arn": f"${{{ADDRESS}.arn}}"})
    assert not result.get("failed"), result["msg"]
    assert result["outputs"]["arn"] == monitor
    assert account.converge(wanted).actions() == {ADDRESS: "keep"}
    (found,) = sandbox.client("ce").get_anomaly_monitors()["AnomalyMonitors"]
    assert found["MonitorName"] == "Default-Services-Monitor"
