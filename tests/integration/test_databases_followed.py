# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task of DMS is watched to its end, and what is wrong with it is told."""

from __future__ import annotations

import yaml
from ansible_collections.skylift.aws.plugins.module_utils.aws.templates import at
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.dms import ReplicationTask
from support.account import Account, declared
from support.story import STORIES

TOLD = yaml.safe_load((STORIES / "dms_replication_task.yml").read_text())
NEEDS = [declared(kind, options) for need in TOLD["needs"] for kind, options in need.items()]
TASK = declared("dms_replication_task", TOLD["declared"])


def test_it_is_told_how_many_rows_are_there_and_compared():
    told = {20000: "Validated", 70: "Pending validation"}
    tables = [{"FullLoadRows": rows, "ValidationState": state} for rows, state in told.items()]
    item = {"Status": "running", "ReplicationTaskStats": {"FullLoadProgressPercent": 100}, "TableStatistics": tables}
    wait = ReplicationTask.settled
    assert at(wait.path, item) == "pending validation"
    assert at(wait.progress, item) == "100% loaded, 20070 rows, 1 of 2 tables validated"


def test_an_end_that_is_not_reached_is_told_before_anything_starts(sandbox):
    sandbox.settings(delay=0.05, dms_unreachable=["sour*"])
    account = Account(sandbox)
    result = account.converge(*NEEDS, TASK)
    assert result["failed"]
    assert "timeout expired" in "\n".join([result["msg"], *account.lines])
    assert sandbox.calls("dms:StartReplicationTask") == []
    sandbox.settings(dms_unreachable=[])
    assert not account.converge(*NEEDS, TASK).get("failed")


def test_rows_that_differ_fail_the_run_with_their_table(sandbox):
    sandbox.settings(delay=0.05, dms_tables=[{"TableName": "Student"},
                                             {"TableName": "Word", "ValidationState": "Mismatched records"}])  # fmt: skip
    account = Account(sandbox)
    result = account.converge(*NEEDS, TASK)
    assert result["failed"]
    assert "rows lack or differ: public.Word Table completed Mismatched records" in "\n".join([result["msg"], *account.lines])
