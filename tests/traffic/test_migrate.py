# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way of learning_platform: database, files and visitors leave Railway; a killed run is gone on with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from name_server import PROGRAM
from railway import BUCKET, ESSAYS, MIGRATION, Move
from shop import NEW

from clusters import cluster  # isort: skip

ALL = ("deploy", "freeze", "traffic")
WORDS = 'SELECT count(*) FROM "Word"'
REPORTS = {f"{name}.{form}" for name in ("migration", "objects", "verification") for form in ("json", "md")}


@pytest.fixture
def move(tmp_path, sandbox):
    """learning_platform on Railway, and an empty account."""
    for program in ("rclone", PROGRAM):
        if not shutil.which(program):
            pytest.skip(f"{program} is not there: apt-get install rclone knot knot-module-geoip")
    with cluster(16) as source, cluster(18) as target:
        source.run("postgres", "CREATE ROLE railway", "CREATE DATABASE railway")
        source.run("railway", (MIGRATION / "school.sql").read_text())
        made = Move(tmp_path, sandbox, source, target)
        yield made
        made.stop()


def test_learning_platform_leaves_railway_and_a_killed_run_goes_on(move):
    refused = move.run("--tags", "assess,deploy,files,database", agreed=("deploy",))
    assert refused.code == 2 and "Nobody has agreed to freeze" in refused.printed, refused.ending
    assert move.steps().keys() == {"assess", "deploy", "files"}
    assert move.railway.add_word() == 201

    move.take_over()
    killed = move.start(agreed=ALL)
    move.deployment.until(lambda: "\ndata: begins" in killed.output.read_text() or killed.process.poll() is not None, 120)
    move.deployment.kill()
    (tried,) = move.steps()["database"]["tries"]
    assert tried["result"] == "", killed.output.read_text()[-3000:]
    assert move.railway.add_word() == 503, "the source rests"

    resumed = move.run(agreed=ALL)
    assert resumed.code == 0, resumed.ending
    assert [told.weight for told in move.server.history] == [None, 0, 10, 50, 100]
    move.users.stop()
    assert {status for _at, _host, status in move.users.visits} == {200} and move.server.answer("api.yourdomain.com") == NEW
    assert move.instance.connect().execute(WORDS).fetchone() == move.source.run("railway", WORDS)[0]
    assert move.aws.add_word() == 201
    assert move.sandbox.client("s3").list_objects_v2(Bucket=BUCKET)["KeyCount"] == ESSAYS
    reports_what_happened(move)

    move.sandbox.clear_calls()
    again = move.run("--tags", "database,traffic", agreed=ALL)
    assert again.code == 0 and again.printed.count(": was done at ") == 3 + 6, again.ending
    assert move.sandbox.writes() == []
    found = [(name, secret) for name, text in move.written().items() for secret in move.secrets() if secret in text]
    assert found == []


def reports_what_happened(move: Move) -> None:
    """The report tells it all, from the first run to the last."""
    assert {file.name for file in (move.folder / "reports").iterdir()} == REPORTS
    steps, report = move.steps(), move.report()
    assert steps.keys() == {"assess", "deploy", "files", "database", "last_files", "traffic"}
    assert [each["result"] for each in steps["database"]["tries"]] == ["", "done"]
    assert steps["database"]["counts"]["rows"] > 200_000 and steps["database"]["counts"]["differences"] == 0
    assert [each["weight"] for each in steps["traffic"]["counts"]["shares"]] == [0, 10, 50, 100]
    assert "all that was begun is done" in report and "| no end on record |" in report
    assert {name for name, step in steps.items() if step["approved"]} == {"deploy", "database", "traffic"}
    assert Path(move.folder / "reports" / "verification.md").read_text().splitlines()[0].endswith(": equal")
