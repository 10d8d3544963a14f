# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What there must be one of before anybody is sent to AWS: a database that is written to, and a scheduler."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.aws.session import AwsSession
from ansible_collections.skylift.aws.plugins.module_utils.transfer import catalog
from ansible_collections.skylift.aws.plugins.module_utils.transfer.fence import Fence
from ansible_collections.skylift.aws.plugins.module_utils.transfer.journal import Journal
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Server
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch


def second_databases(source: Server, target: Server, watch: Watch) -> list[str]:
    """Return why the target is not the one database of record. Raises TransferError if either cannot be asked."""
    with source.session() as on_source, target.session() as on_target:
        journal = Journal(on_target).entry
        if not journal or journal["source"] != catalog.identity_of_database(on_source):
            return [f"{target} has no journal of a move from {source}: move it first (postgres_transfer)"]
        faults = []
        if Fence(on_source, watch).setting() != "on":
            faults.append(f"{source} can be written to: rows written there would be missing on AWS")
        if journal.get("state") != "moved":
            state = journal.get("state", "not wholly moved")
            faults.append(f"{target} is {state}: finish the move (postgres_transfer, state: moved)")
        elif "verified" not in journal:
            faults.append(f"{target} was not verified since it was moved: run postgres_verify, and see it pass")
        return faults


def second_schedulers(session: AwsSession, schedules: list[str], old_enabled: bool) -> list[str]:
    """Return the schedules on AWS that run beside the old platform's scheduler. Raises AwsError."""
    if not old_enabled:
        return []
    return [
        f"the schedule {name} is enabled, and so is the old platform's scheduler: jobs would run twice. Switch one of them off"
        for name in schedules
        if _state(session, name) == "ENABLED"
    ]


def _state(session: AwsSession, name: str) -> str:
    group, _slash, own = name.rpartition("/")
    return session.call("scheduler", "get_schedule", {"Name": own, "GroupName": group or "default"})["State"]
