# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A school moves while its application writes: nothing is lost, nothing doubled, and it rests for seconds only."""

from __future__ import annotations

import random
import re
import time

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import TransferError
from moving import differences, kill_in, move, start
from narrow_way import way_to
from writers import writing

READ_ONLY = "SHOW default_transaction_read_only"
LONGEST_FREEZE = 5.0
LEFT_BEHIND = """
    SELECT (SELECT count(*) FROM pg_publication) + (SELECT count(*) FROM pg_replication_slots WHERE database = current_database())
        + (SELECT count(*) FROM pg_db_role_setting AS s JOIN pg_database AS d ON d.oid = s.setdatabase
            WHERE d.datname = current_database())"""


def test_it_moves_while_writers_write(living_school, record_property):
    school = living_school
    with writing(school.source, school.name) as writers:
        assert move(school, method="logical", state="replicating")["journal"]["state"] == "replicating"
        assert move(school, method="logical", state="replicating")["changed"] is False
        before = sum(len(writer.committed) for writer in writers)
        time.sleep(0.5)
        assert sum(len(writer.committed) for writer in writers) > before
        done = move(school, method="logical")
        assert move(school, method="logical")["changed"] is False
    freeze = done["journal"]["freeze_seconds"]
    record_property("freeze_seconds", freeze)
    print(f"the source was at rest for {freeze:.1f} s")
    assert freeze < LONGEST_FREEZE
    committed = set.union(*(writer.committed for writer in writers))
    arrived = [row[0] for row in school.target.run(school.name, """SELECT "email" FROM "Student" WHERE "email" ~ '^w'""")]
    assert len(arrived) == len(set(arrived))
    assert committed <= set(arrived) <= committed | set.union(*(writer.unsure for writer in writers))
    assert differences(school) == []
    assert sum(writer.refused for writer in writers) > 0
    # Only the fence is left, and the target hands out numbers that the source never did.
    assert school.source.value(school.name, LEFT_BEHIND) == 1
    used = school.source.value(school.name, 'SELECT last_value FROM "Student_id_seq"')
    assert school.target.value(school.name, """SELECT nextval('"Student_id_seq"')""") == used + 1001


def test_a_source_that_cannot_be_followed_says_all_its_reasons(school):
    school.source.run(school.name, "CREATE TABLE keyless (a int)", "CREATE UNLOGGED TABLE fleeting (a int PRIMARY KEY)")
    with pytest.raises(TransferError) as refused:
        move(school, method="logical")
    for said in ("no primary key", "public.keyless", "unlogged tables", "public.fleeting", "5 large objects are not replicated"):
        assert said in str(refused.value)
    assert school.source.value(school.name, LEFT_BEHIND) == 0


def test_a_cut_between_the_servers_is_gone_over(living_school):
    school = living_school
    with way_to(school.source.port) as way:
        way.after(3_000_000, way.cut)
        how = {"method": "logical", "from_target": {"host": "127.0.0.1", "port": way.port, "sslmode": "disable"}}
        with pytest.raises(TransferError, match=r"not within 4 s: the first copy of \d+ tables"):
            move(school, timeout=4, **how)
        assert school.source.value(school.name, READ_ONLY) == "off"
        way.mend()
        assert move(school, **how)["journal"]["state"] == "moved"
    assert differences(school) == []


def test_a_row_that_was_changed_by_hand_is_seen(living_school):
    school = living_school
    how = {"method": "logical", "stall_timeout": 2}
    move(school, state="replicating", **how)
    next_id = 1 + school.source.value(school.name, 'SELECT last_value FROM "Word_id_seq"')
    school.target.run(school.name, f"""INSERT INTO "Word" ("id", "text") VALUES ({next_id}, 'by hand')""")
    school.source.run(school.name, """INSERT INTO "Word" ("text") VALUES ('by the application')""")
    school.source.run(school.name, """UPDATE "Content" SET "body" = repeat("body", 2)""")
    with pytest.raises(TransferError, match=r"bytes of WAL behind.*changed by hand on the target"):
        move(school, **how)
    assert school.source.value(school.name, READ_ONLY) == "off"
    school.target.run(school.name, f'DELETE FROM "Word" WHERE "id" = {next_id}')
    assert move(school, **how)["journal"]["state"] == "moved"
    assert differences(school) == []


def test_a_sequence_and_a_column_that_are_missing(living_school):
    school = living_school
    move(school, method="logical", state="replicating")
    school.target.run(school.name, 'DROP SEQUENCE "Ticket"')
    school.source.run(school.name, 'ALTER TABLE audit.log ADD "by" text')
    with pytest.raises(TransferError, match=r'audit\.log\.by is text on the source, nothing on the target'):
        move(school, method="logical")
    school.target.run(school.name, 'ALTER TABLE audit.log ADD "by" text')
    for side in (school.source, school.target):
        side.run(school.name, "CREATE TABLE latecomer (id int PRIMARY KEY)")
    school.source.run(school.name, "INSERT INTO latecomer SELECT generate_series(1, 10)")
    with pytest.raises(TransferError, match=r'sequences are missing: public\."Ticket"; create them'):
        move(school, method="logical")
    assert school.source.value(school.name, READ_ONLY) == "off"
    school.target.run(
        school.name, 'CREATE SEQUENCE "Ticket" START 100 INCREMENT 5', 'GRANT USAGE ON SEQUENCE "Ticket" TO app'
    )
    assert move(school, method="logical")["journal"]["state"] == "moved"
    assert differences(school) == []


def test_a_forgotten_writer_keeps_the_source_going(living_school):
    school = living_school
    move(school, method="logical", state="replicating")
    with writing(school.source, school.name, 1, "SET default_transaction_read_only = off") as (writer,):
        while not writer.committed:
            time.sleep(0.05)
        with pytest.raises(TransferError, match="writes behind the fence"):
            move(school, method="logical")
    assert school.source.value(school.name, READ_ONLY) == "off"
    assert move(school, method="logical")["journal"]["state"] == "moved"
    assert differences(school) == []


def test_a_copy_that_began_before_it_was_on_record_begins_anew(living_school):
    school = living_school
    move(school, method="logical", state="replicating")
    school.target.run(school.name, """
        UPDATE skylift_transfer.journal SET entry = jsonb_set(entry::jsonb, '{phases}',
            (entry::jsonb -> 'phases') - 'copy' || '{"replication": "begun"}')""")  # fmt: skip
    assert move(school, method="logical")["journal"]["state"] == "moved"
    assert differences(school) == []


def test_killed_again_and_again(living_school):
    school = living_school
    moments = random.Random(7)
    for phase in ("schema", "replication", "copy", "copy", "switch", "switch", "end of replication"):
        kill_in(start(school, method="logical"), phase, moments.uniform(0, 0.8))
    assert move(school, method="logical")["journal"]["state"] == "moved"
    assert differences(school) == []


@pytest.mark.parametrize("target_is_there", [True, False])
def test_an_end_before_the_switch_leaves_the_source_as_it_was(living_school, target_is_there):
    school = living_school
    school.source.run("postgres", f"ALTER DATABASE {school.name} SET work_mem = '5MB'")
    kill_in(start(school, method="logical"), "copy", 0)
    assert school.source.value(school.name, LEFT_BEHIND) > 1
    if not target_is_there:
        school.target.stop()
    try:
        assert move(school, method="logical", state="aborted")["changed"] is True
    finally:
        if not target_is_there:
            school.target.start()
    assert school.source.value(school.name, LEFT_BEHIND) == 1
    settings = "SELECT setconfig FROM pg_db_role_setting JOIN pg_database AS d ON d.oid = setdatabase WHERE datname = "
    assert school.source.run(school.name, f"{settings}current_database()") == [(["work_mem=5MB"],)]
    school.source.run(school.name, """UPDATE "Student" SET "level" = 'B1' WHERE "id" = 1""")
    if target_is_there:
        assert school.target.value(school.name, "SELECT count(*) FROM pg_subscription") == 0
        with pytest.raises(TransferError, match=re.escape("is not empty")):
            move(school, method="logical")
