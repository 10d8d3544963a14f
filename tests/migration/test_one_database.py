# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody is sent to AWS before its database is the one of record: the old one fenced, the new one moved and verified."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.traffic.single import second_databases
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Server
from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch
from moving import move
from test_as_task import comparing, run_playbook


def refusals(school) -> str:
    """What stands against a shift, in one text."""
    sides = (Server(role, **getattr(school, role).server(school.name)) for role in ("source", "target"))
    return "\n".join(second_databases(*sides, Watch(print)))


def test_a_database_has_to_be_moved_fenced_and_verified(school):
    assert "has no journal of a move" in refusals(school)
    move(school)
    assert refusals(school).endswith("was not verified since it was moved: run postgres_verify, and see it pass")

    school.target.run(school.name, 'DELETE FROM audit.log WHERE "id" = 5')
    code, _printed = run_playbook(school, comparing(school))
    assert code == 2 and "was not verified" in refusals(school)


def test_who_opens_the_source_again_takes_the_permission_back(school):
    move(school)
    code, printed = run_playbook(school, comparing(school), check=True)
    assert code == 0 and "was not verified" in refusals(school), printed[-2000:]
    code, printed = run_playbook(school, comparing(school))
    assert code == 0 and refusals(school) == "", printed[-2000:]

    school.source.run("postgres", f"ALTER DATABASE {school.name} RESET default_transaction_read_only")
    assert "can be written to: rows written there would be missing on AWS" in refusals(school)
    move(school, state="aborted")
    assert "is aborted: finish the move" in refusals(school)
