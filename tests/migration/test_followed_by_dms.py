# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A school that somebody else copies and follows, as DMS does; here it is a subscription of the target's own."""

from __future__ import annotations

import time

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import TransferError
from moving import differences, move
from writers import writing

READ_ONLY = "SHOW default_transaction_read_only"
UNFINISHED = "SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'"
OURS = "SELECT count(*) FROM pg_namespace WHERE nspname = 'skylift_transfer'"


def follow(school) -> None:
    """What the task of DMS does once it is started: all tables, the marker's with them."""
    school.source.run(school.name, "CREATE PUBLICATION dms FOR ALL TABLES")
    source = school.source.server(school.name)
    password = source["password"].replace("\\", "\\\\").replace("'", "\\'")
    way = f"host=127.0.0.1 port={source['port']} user=owner dbname={school.name} password='{password}'".replace("'", "''")
    school.target.run(school.name, f"CREATE SUBSCRIPTION {school.name} CONNECTION E'{way}' PUBLICATION dms".replace("E'", "'"))
    deadline = time.monotonic() + 120
    while school.target.value(school.name, UNFINISHED):
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.fixture
def followed(living_school):
    """A school whose schema is on the target, and whose rows follow."""
    assert move(living_school, method="dms", state="replicating")["journal"]["state"] == "replicating"
    follow(living_school)
    yield living_school
    living_school.target.run(living_school.name, f"DROP SUBSCRIPTION IF EXISTS {living_school.name}")


def test_the_last_row_tells_that_all_are_there(followed):
    with writing(followed.source, followed.name) as writers:
        time.sleep(0.5)
        done = move(followed, method="dms")
        assert move(followed, method="dms")["changed"] is False
    assert done["journal"]["state"] == "moved"
    assert done["journal"]["freeze_seconds"] > 0
    committed = set.union(*(writer.committed for writer in writers))
    assert committed <= {row[0] for row in followed.target.run(followed.name, 'SELECT "email" FROM "Student"')}
    followed.target.run(followed.name, f"DROP SUBSCRIPTION {followed.name}")
    assert differences(followed) == []
    assert followed.source.value(followed.name, OURS) == 0


def test_a_source_that_nobody_follows_is_opened_again(followed):
    followed.target.run(followed.name, f"ALTER SUBSCRIPTION {followed.name} DISABLE")
    with pytest.raises(TransferError, match=r"not within 2 s: DMS has not brought the last row"):
        move(followed, method="dms", freeze_timeout=2)
    assert followed.source.value(followed.name, READ_ONLY) == "off"
    followed.target.run(followed.name, f"ALTER SUBSCRIPTION {followed.name} ENABLE")
    assert move(followed, method="dms")["journal"]["state"] == "moved"


def test_a_move_that_is_given_up_leaves_nothing_on_the_source(followed):
    assert move(followed, method="dms", state="aborted")["changed"] is True
    assert followed.source.value(followed.name, OURS) == 0
    assert move(followed, method="dms", state="aborted")["changed"] is False
