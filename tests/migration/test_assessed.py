# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of a source before it is moved is so."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.transfer.assessment import assess
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Server
from clusters import programs


def look(school, with_target: bool = True, client: int = 18, **given) -> dict:
    sides = [Server(role, **getattr(school, role).server(school.name)) for role in ("source", "target")]
    options = {"client_path": str(programs(client)), "megabytes_per_second": 10.0, "longest_freeze": 30.0, **given}
    return assess(sides[0], sides[1] if with_target else None, options, lambda line: None)


def test_a_school_is_described_and_ready(school):
    school.source.run(school.name, "ANALYZE")
    found = look(school)
    assert found["version"].startswith("16.") and found["wal_level"] == "logical" and found["encoding"] == "UTF8"
    assert found["extensions"].keys() == {"vector"} and found["large_objects"] == 5
    assert found["tables"] == 7 and found["rows"] > 190_000 and found["sequences"] == 6
    assert found["roles"]["railway"]["owns"] == 2 and found["roles"]["railway"]["granted"] > 5
    assert found["client"] == {"folder": str(programs(18)), "version": 18}
    assert found["recommended"] == "dump" and found["ready"]
    assert found["verdict"] == f"ready: method dump, and the source rests for about {found['freeze_minutes']} minutes"
    assert "5 large objects are not replicated" in found["methods"]["logical"]["reasons"][0]
    assert school.target.run(school.name, "SELECT FROM pg_namespace WHERE nspname ~ 'skylift'") == []


def test_who_may_not_rest_for_long_takes_the_other_way(living_school):
    found = look(living_school, with_target=False, megabytes_per_second=0.1)
    assert found["recommended"] == "dump" and found["freeze_minutes"] > 1
    found = look(living_school, megabytes_per_second=0.01, longest_freeze=5.0)
    assert found["recommended"] == "logical" and found["freeze_minutes"] < 1
    living_school.source.run(living_school.name, "CREATE TABLE keyless (a int)")
    found = look(living_school, megabytes_per_second=0.01, longest_freeze=5.0)
    assert found["recommended"] == "dump"
    assert "and 5.0 are allowed; method logical is in want of: these tables have no primary key" in found["verdict"]


def test_what_stands_against_every_way_is_told_at_once(school):
    school.target.run(school.name, "CREATE TABLE theirs (id int)")
    school.source.run("postgres", "ALTER ROLE railway LOGIN PASSWORD 'railway'")
    limited = type(school)(**{**vars(school), "source": As(school.source, user="railway", password="railway")})
    found = look(limited, client=16)
    assert not found["ready"] and found["recommended"] is None
    for said in ("not ready: ", "public.theirs", "railway may not read audit.log", "railway does not own the database"):
        assert said in found["verdict"]
    assert found["client"]["version"] == 16


class As:
    """A server as another user sees it."""

    def __init__(self, cluster, **who):
        self._cluster, self._who = cluster, who

    def server(self, database: str) -> dict:
        return self._cluster.server(database, **self._who)
