# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A school is dumped and restored: everything arrives, nothing twice, and whatever goes wrong can be gone on from."""

from __future__ import annotations

import random
import signal
import time

import psycopg
import pytest
from ansible_collections.skylift.aws.plugins.module_utils.transfer.journal import LOCK
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import TransferError
from moving import compare, differences, kill_in, move, start
from narrow_way import way_to
from writers import writing

READ_ONLY = "SHOW default_transaction_read_only"
FORGETFUL = "SET default_transaction_read_only = off"


def test_everything_arrives_once_and_the_source_rests(school):
    done = move(school)
    assert done["changed"] and done["journal"]["state"] == "moved"
    report = compare(school)
    assert report["differences"] == []
    assert sum(each["source_rows"] for each in report["tables"]) > 200_000
    assert report["versions"]["source"].startswith("16.") and report["versions"]["target"].startswith("18.")
    assert school.source.value(school.name, READ_ONLY) == "on"
    assert move(school)["changed"] is False
    assert move(school, state="aborted")["changed"] is True
    assert school.source.value(school.name, READ_ONLY) == "off"
    assert move(school, state="aborted")["changed"] is False


def test_a_check_changes_nothing(school):
    school.target.run("postgres", f"DROP DATABASE {school.name}", f"CREATE DATABASE {school.name}")
    assert move(school, check_mode=True)["changed"] is True
    assert school.target.run(school.name, "SELECT nspname FROM pg_namespace WHERE nspname ~ 'skylift'") == []
    assert school.source.value(school.name, READ_ONLY) == "off"
    school.target.run("postgres", f"DROP DATABASE {school.name}")
    assert move(school, check_mode=True)["changed"] is True
    assert school.target.run("postgres", f"SELECT FROM pg_database WHERE datname = '{school.name}'") == []


def test_a_database_that_is_not_there_is_made(school):
    school.target.run("postgres", f"DROP DATABASE {school.name}")
    school.source.run(school.name, 'TRUNCATE "Student", "Word", "Content" CASCADE')
    assert move(school)["changed"] is True
    assert differences(school) == []


def test_what_is_not_ours_is_refused(school):
    school.target.run(school.name, "CREATE TABLE theirs (id int)")
    with pytest.raises(TransferError, match=r"is not empty \(public\.theirs\)"):
        move(school)
    school.target.run(school.name, "DROP TABLE theirs", "CREATE SCHEMA skylift_transfer")
    school.target.run(
        school.name,
        "CREATE TABLE skylift_transfer.journal (one bool PRIMARY KEY DEFAULT true, entry json)",
        """INSERT INTO skylift_transfer.journal VALUES (true, '{"source": "1/2", "from": "elsewhere", "method": "dump"}')""",
    )
    with pytest.raises(TransferError, match="is being filled from another database, elsewhere"):
        move(school)
    assert school.source.value(school.name, READ_ONLY) == "off"


def test_two_moves_into_one_target_do_not_run_together(school):
    school.source.run(school.name, 'TRUNCATE "Student", "Word", "Content" CASCADE')
    with school.target.connect(school.name) as other:
        other.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        holder = other.info.backend_pid
        with pytest.raises(TransferError, match=rf"another run fills this database \(session {holder}\)"):
            move(school)
        assert move(school, force_unlock=True)["journal"]["state"] == "moved"
        with pytest.raises(psycopg.OperationalError):
            other.execute("SELECT 1")


def test_a_source_that_dies_while_it_is_copied(school):
    with way_to(school.source.port) as way:
        way.after(2_000_000, lambda: school.source.stop(signal.SIGQUIT))
        through = school.source.server(school.name, port=way.port)
        with pytest.raises(TransferError, match="psql on source 127.0.0.1"):
            move(school, source=through)
        school.source.stop(signal.SIGQUIT)
        school.source.start()
        assert move(school, source=through)["journal"]["state"] == "moved"
    assert differences(school) == []


def test_a_network_that_is_cut_while_rows_arrive(school):
    assert "still fenced: run again" in interrupted(school)
    said = []
    move(school, said)
    assert "pre-data: was done before" in said and "data: goes on" in said
    assert any("tables are there" in line and not line.startswith("  0 of") for line in said), said
    assert differences(school) == []


def test_a_target_that_is_full(school):
    school.target.stop()
    school.target.start(largest_file=3_000_000)
    try:
        with pytest.raises(TransferError, match=r"could not (extend|write|flush)[\s\S]*still fenced"):
            move(school)
    finally:
        school.target.stop()
        school.target.start()
    assert move(school)["journal"]["state"] == "moved"
    assert differences(school) == []


@pytest.mark.parametrize(("begin", "kept"), [("source", False), ("dump", True)])
def test_killed_again_and_again(school, begin, kept):
    """Ten times, somewhere in each phase; what a killed run leaves running is ended by the next."""
    folder = {"folder": str(school.folder / "dump")} if kept else {}
    moments = random.Random(6)
    for phase in (begin, begin, "pre-data", "data", "data", "data", "post-data", "post-data", "ownership", "analyze"):
        kill_in(start(school, **folder), phase, moments.uniform(0, 0.4))
    assert move(school, **folder)["journal"]["state"] == "moved"
    assert differences(school) == []
    assert (school.folder / "dump" / "dump" / "toc.dat").exists() == kept


def test_a_rehearsal_that_was_interrupted_begins_its_rows_anew(school):
    interrupted(school, fence=False)
    school.source.run(school.name, """UPDATE "Content" SET "title" = 'another'""", 'DELETE FROM "Attempt"')
    assert school.source.value(school.name, READ_ONLY) == "off"
    assert move(school)["journal"]["state"] == "moved"
    assert differences(school) == []


def test_what_is_written_while_a_move_is_interrupted_is_not_passed_over(school):
    interrupted(school)
    school.source.run(school.name, FORGETFUL, """DELETE FROM audit.log WHERE "id" = 1""")
    for _try in range(2):
        with pytest.raises(TransferError, match=r"writes behind the fence \(1 rows since\)[\s\S]*not in the target"):
            move(school)


def test_values_arrive_whose_bytes_mean_something_else_elsewhere(school):
    school.source.run(
        school.name,
        """CREATE TABLE odd ("of" regclass, "levels" "Level"[], "level" "Level", "net" cidr, "none" text)""",
        """INSERT INTO odd VALUES ('"Student"', '{A1,NULL}', 'C1', '10.0.0.0/8', '')""",
        "CREATE TABLE narrow ()", "INSERT INTO narrow DEFAULT VALUES",
        """CREATE TABLE "Odd ""n" ("a b" int GENERATED ALWAYS AS IDENTITY, "$" int GENERATED ALWAYS AS (1) STORED, "x" date)""",
        """INSERT INTO "Odd ""n" ("x") VALUES ('infinity'), ('0044-03-15 BC')""",
        """ALTER TABLE "Odd ""n" DROP COLUMN "x", ADD COLUMN "x" interval DEFAULT '-1 mon +1 day'""",
    )  # fmt: skip
    move(school)
    assert differences(school) == []
    assert school.target.value(school.name, 'SELECT "of"::text FROM odd LIMIT 1') == '"Student"'
    frozen = """SELECT relallvisible > 0.9 * relpages FROM pg_class WHERE oid = '"Word"'::regclass"""
    assert school.target.value(school.name, frozen), "nobody has to write the rows again"


def test_a_writer_that_does_not_respect_the_fence(school):
    with writing(school.source, school.name, 1, FORGETFUL) as (writer,):
        while not writer.committed:
            time.sleep(0.05)
        with pytest.raises(TransferError, match=r"writes behind the fence .* owner with .*stop them, and run again"):
            move(school)
        assert school.source.value(school.name, READ_ONLY) == "off"
    assert move(school)["journal"]["state"] == "moved"
    assert differences(school) == []


def test_what_is_written_after_the_dump_is_not_passed_over(school):
    class Said(list):
        def append(self, line: str) -> None:
            if line == "data: begins":
                school.source.run(school.name, FORGETFUL, """DELETE FROM audit.log WHERE "id" = 1""")

    for said in (Said(), []):
        with pytest.raises(TransferError, match=r"writes behind the fence \(1 rows since\)[\s\S]*not in the target"):
            move(school, said)
    move(school, state="aborted")
    school.target.run("postgres", f"DROP DATABASE {school.name}")
    assert move(school)["journal"]["state"] == "moved"
    assert differences(school) == []


def test_writers_are_turned_away_not_lost(school):
    with writing(school.source, school.name) as writers:
        while not all(writer.committed for writer in writers):
            time.sleep(0.05)
        move(school)
    wanted = set.union(*(writer.committed for writer in writers))
    arrived = [row[0] for row in school.target.run(school.name, """SELECT "email" FROM "Student" WHERE "email" ~ '^w'""")]
    assert len(arrived) == len(set(arrived)) and wanted <= set(arrived)
    assert differences(school) == []


def interrupted(school, **options) -> str:
    """Move one table after the other until the network is cut: some are there, some are not. Return what the move says."""
    with way_to(school.target.port) as way:

        class Said(list):
            def append(self, line: str) -> None:
                if line == "data: begins":
                    way.after(22_500_000, way.cut)

        with pytest.raises(TransferError, match=r"target 127\.0\.0\.1.*(closed|terminat|lost)") as failed:
            move(school, Said(), target=school.target.server(school.name, port=way.port), jobs=1, **options)
    return str(failed.value)
