# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""After a roll back, what the application wrote on the target is carried back into the source: all of it, or nothing."""

from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.transfer.move import keep_verified
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Server, TransferError
from moving import compare, differences, kill_in, move, start

READ_ONLY = "SHOW default_transaction_read_only"
NEW_STUDENT = """INSERT INTO "Student" ("email", "tags") VALUES ('new@example.com', '{"a,b",NULL}')"""
USE = (
    NEW_STUDENT,
    """INSERT INTO "Homework" ("studentId", "note") SELECT max("id"), 'of the new student' FROM "Student" """,
    """UPDATE "Word" SET "text" = E'tab\\tand \\\\ and ''quotes''' WHERE "id" <= 3""",
    """UPDATE "Content" SET "body" = NULL WHERE "id" = (SELECT min("id"::text)::uuid FROM "Content")""",
    """DELETE FROM "Attempt" WHERE "id" IN (7, 70)""",
    """SELECT nextval('"Ticket"') FROM generate_series(1, 3)""",
)
WRITTEN = {
    'public."Student"': {"inserted": 1, "changed": 0, "deleted": 0},
    'public."Homework"': {"inserted": 1, "changed": 0, "deleted": 0},
    'public."Word"': {"inserted": 0, "changed": 3, "deleted": 0},
    'public."Content"': {"inserted": 0, "changed": 1, "deleted": 0},
    'public."Attempt_2025"': {"inserted": 0, "changed": 0, "deleted": 2},
    "audit.log": {"inserted": 1, "changed": 0, "deleted": 0},
}


def verify(school) -> None:
    """See that nothing is missing, and keep that, as the task does."""
    assert compare(school)["equal"]
    keep_verified(*(Server(role, **getattr(school, role).server(school.name)) for role in ("source", "target")))


@pytest.fixture
def used_school(school):
    """A school that was moved, verified, and used where it is now."""
    school.source.run(school.name, 'CREATE TABLE "Remark" ("text" text)')
    move(school)
    verify(school)
    school.target.run(school.name, *USE)
    return school


def test_what_was_written_is_on_the_source_which_goes_on_from_there(used_school):
    school = used_school
    assert move(school, state="carried_back", check_mode=True)["carried"] == WRITTEN
    assert len(differences(school)) == len(WRITTEN), "nothing was changed"

    done = move(school, state="carried_back")
    assert done["changed"] and done["carried"] == WRITTEN
    assert differences(school) == []
    assert [side.value(school.name, READ_ONLY) for side in (school.source, school.target)] == ["on", "on"]
    again = move(school, state="carried_back")
    assert not again["changed"] and again["carried"] == WRITTEN
    with pytest.raises(TransferError, match="was carried back to the source: end that with state: aborted"):
        move(school)

    move(school, state="aborted")
    assert school.source.value(school.name, READ_ONLY) == "off"
    school.source.run(school.name, NEW_STUDENT.replace("new@", "newer@"))
    assert school.source.value(school.name, """SELECT nextval('"Ticket"')""") == 100 + 5 * 10


def test_what_cannot_be_carried_keeps_all_of_it_from_being_carried(used_school):
    school = used_school
    for statement, said in (
        ("""INSERT INTO "Remark" VALUES ('of nobody')""", 'without a primary key differ, and are not carried: public."Remark"'),
        ("SELECT lo_from_bytea(0, 'new')", "large objects differ, and are not carried"),
        ('ALTER TABLE "Word" ADD "seen" int', 'the schema has changed on the target: public."Word".seen is nothing'),
    ):
        school.target.run(school.name, statement)
        with pytest.raises(TransferError, match=said):
            move(school, state="carried_back")
        assert school.target.value(school.name, READ_ONLY) == "off", "the application may still be there"
    assert school.source.value(school.name, """SELECT count(*) FROM "Student" WHERE "email" = 'new@example.com'""") == 0


def test_nothing_is_taken_for_written_that_may_be_missing(school):
    with pytest.raises(TransferError, match="has no finished move from"):
        move(school, state="carried_back")
    move(school)
    school.source.run("postgres", f"ALTER DATABASE {school.name} RESET default_transaction_read_only")
    with pytest.raises(TransferError, match="was not verified since it was moved.*; .*can be written to: what was written there"):
        move(school, state="carried_back")


def test_a_killed_way_back_is_gone_on_with(used_school):
    kill_in(start(used_school, state="carried_back"), 'public."Student"', 0.05)
    assert move(used_school, state="carried_back")["carried"] in (WRITTEN, {})
    assert differences(used_school) == []
