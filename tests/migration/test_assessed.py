# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of a source before it is moved is so."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.transfer.assessment import assess
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Server
from clusters import programs
from runbooks import Runbooks

sys.path.append(str(Path(__file__).resolve().parents[1] / "traffic"))

from name_server import PROGRAM
from zones import Zones

PAID = {
    "migration_advice_present_bill": 252.60, "migration_advice_users": 5000, "stack_roles": ["network"],
    "network_nat_gateways": ["public-subnet-1"],
}  # fmt: skip


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


@pytest.fixture
def zones(tmp_path):
    """Name servers of several providers."""
    if not Path(PROGRAM).exists():
        pytest.skip("Knot DNS is not there: apt-get install knot")
    (tmp_path / "zones").mkdir()
    made = Zones(tmp_path / "zones")
    yield made
    made.stop()


def assessing(school, sandbox, **variables) -> Runbooks:
    """Who is about to move the school."""
    of_database = {"migration_source": school.source.server(school.name), "migration_client_path": str(programs(18))}
    return Runbooks(school.folder, sandbox, **{**of_database, "migration_report_folder": "reports", **variables})


def test_one_page_tells_what_the_move_takes_and_whether_it_is_worth_it(school, sandbox, zones):
    school.source.run(school.name, "ANALYZE")
    names = {"traffic_record_name": "api.example.test", "migration_record_names": ["example.test", "ready.aws.test"]}
    asked = {"traffic_resolvers": [zones.place], "migration_name_servers": [zones.place]}
    code, printed = assessing(school, sandbox, **names, **asked, **PAID).run("assess_source")
    assert code == 0, printed[-4000:]
    page = (school.folder / "reports" / "assessment.md").read_text()
    assert page.strip() in printed and page.startswith("# Whether shop-prod can be moved: ready\n\n- ready: method dump, and the")
    for said in (
        "- whether it is worth it: migrate",
        "- resolvers keep CNAME of api.example.test for 3600 s: lower the TTL to 60 s",
        "- PostgreSQL 16.", "vector 0.", "- method logical is in want of: 5 large objects are not replicated",
        "- aws.test is served by Route 53", "- example.test is the top of its zone",
        "| api.example.test | CNAME | 3600 | shop.railway.test    |",
        "Migrate: the bill of the platform is above 80 USD a month; more than 1000 people use it.",
        "The platform costs 252.60 USD a month, AWS 37.45 USD.", "215.15 USD are saved a month: 40 to 60 hours of work",
        "- files: migration_files_source would tell",
    ):  # fmt: skip
        assert said in page, page
    report = json.loads((school.folder / "reports" / "assessment.json").read_text())
    assert page.count("CAA of example.test lets only") == page.count("example.test is signed") == 1
    assert report["advice"]["break_even_months"] == [9.3, 13.9] and report["database"]["tables"] == 7
    assert sandbox.writes() == []
    assert school.source.password not in printed + page + json.dumps(report)


def test_what_cannot_be_moved_is_told_before_it_fails(school, sandbox):
    school.source.run("postgres", "ALTER ROLE railway LOGIN PASSWORD 'railway'")
    limited = school.source.server(school.name, user="railway", password="railway")
    code, printed = assessing(school, sandbox, migration_source=limited).run("assess_source")
    assert code == 2
    page = (school.folder / "reports" / "assessment.md").read_text()
    assert page.strip() in printed
    assert page.startswith("# Whether shop-prod can be moved: not ready\n\n- railway may not read audit.")
    assert "- railway does not own the database, and cannot fence it" in page
    assert "not ready: railway may not read audit." in printed.partition(page.strip())[2]


def test_who_tells_nothing_hears_what_to_tell(school, sandbox):
    books = Runbooks(school.folder, sandbox)
    code, printed = books.run("assess_source")
    assert code == 0 and not (school.folder / "reports").exists(), printed
    _before, _title, listed = printed.partition("## What was not looked at\n\n")
    told = dict(line[2:].split(": ") for line in listed.splitlines() if line.startswith("- "))
    assert told == {
        "database": "migration_source would tell",
        "names": "traffic_record_name or migration_record_names would tell",
        "files": "migration_files_source would tell",
        "environment": "decommission_project or migration_environment_file would tell",
        "advice": "migration_advice_present_bill would tell",
    }


def test_names_that_nobody_answers_for_keep_nobody_from_moving(school, sandbox):
    nobody = {"traffic_record_name": "api.example.test", "traffic_resolvers": ["127.0.0.1@9"]}
    code, printed = assessing(school, sandbox, **nobody).run("assess_source")
    assert code == 0 and "- what stands at api.example.test is not known: " in printed, printed[-3000:]


def test_files_environment_and_schedules_are_on_the_page(school, sandbox):
    found = {
        "files": {"count": 41207, "bytes": 8321499136, "findings": ["give the files a bucket"]},
        "environment": {
            "carried": ["DATABASE_URL", "NODE_ENV"], "missing": ["SENTRY_DSN"], "unreadable": [],
            "schedules": [{"service": "homework", "schedule": "0 8 * * 1"}], "findings": ["web: would lack SENTRY_DSN on AWS"],
        },
    }  # fmt: skip
    task = {"skylift.aws.migration_assessment": {"stack": "shop-prod", "report_folder": "reports", **found}}
    code, printed = Runbooks(school.folder, sandbox).run([{"hosts": "all", "gather_facts": False, "tasks": [task]}])
    assert code == 0, printed
    page = (school.folder / "reports" / "assessment.md").read_text()
    assert "## What to do before\n\n- give the files a bucket\n- web: would lack SENTRY_DSN on AWS\n" in page
    assert "## Files\n\n- 41,207 files with 7.75 GB\n" in page
    assert "## Environment\n\n- carried over: DATABASE_URL, NODE_ENV\n- missing on AWS: SENTRY_DSN\n\n## Scheduled jobs" in page
    assert "- homework: 0 8 * * 1\n" in page
