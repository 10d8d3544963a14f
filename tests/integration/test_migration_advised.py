# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role migration_advice tells whether to leave the platform and why, and promises no savings where there are none."""

from __future__ import annotations

import json

import pytest
import yaml
from deployment import Deployment

GIB = 1024**3


def about(present: float, aws: float, users: int, gib: int, **more) -> dict:
    told = {"present_bill": present, "aws_bill": aws, "users": users, "database_bytes": gib * GIB, **more}
    return {f"migration_advice_{name}": value for name, value in told.items()}


# learning_platform as it grows: Railway's bills, and AWS's as computed anew from unit prices, without and with a NAT gateway.
HOSTS = {
    "students_200": about(12.50, 24.30, 200, 2),
    "students_1000": about(76, 43.30, 1000, 10),
    "students_1000_nat": about(76, 76.15, 1000, 10),
    "students_5000": about(252.60, 169.51, 5000, 50),
    "students_5000_nat": about(252.60, 202.36, 5000, 50, hourly_rate=20, least_hours=8, most_hours=16),
    "hospital": about(12.50, 24.30, 200, 2, compliance=["HIPAA", "SOC 2"]),
    "two_continents": about(252.60, 169.51, 5000, 50, regions=2),
    "beginners": about(252.60, 169.51, 5000, 50, team_knows_aws=False, is_prototype=True),
    "dear_everywhere": about(90, 120, 0, 0),
    "data_only": about(70, 40, 0, 31),
    "own_thresholds": about(70, 40, 700, 2, migrate_above_usd=65),
    "unknown_users": about(70, 75, 0, 0),
}


@pytest.fixture(scope="module")
def advice(tmp_path_factory, sandbox_server) -> dict[str, dict]:
    """What is advised for each of them."""
    folder = tmp_path_factory.mktemp("advised")
    common = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    hosts = {name: {**common, **told} for name, told in HOSTS.items()}
    (folder / "hosts.yml").write_text(yaml.safe_dump({"all": {"hosts": hosts}}))
    noted = {"content": "{{ migration_advice_outcome | to_json }}", "dest": f"{folder}/{{{{ inventory_hostname }}}}.json"}
    tasks = [{"ansible.builtin.include_role": {"name": "skylift.aws.migration_advice"}}, {"ansible.builtin.copy": noted}]
    (folder / "play.yml").write_text(yaml.safe_dump([{"hosts": "all", "gather_facts": False, "tasks": tasks}]))
    done = Deployment(folder, sandbox_server).play(folder / "play.yml", "-i", folder / "hosts.yml").wait()
    assert done.code == 0, done.ending
    return {name: json.loads((folder / f"{name}.json").read_text()) for name in HOSTS}


def test_few_students_stay(advice):
    told = advice["students_200"]
    assert (told["verdict"], told["saving"], told["break_even_months"]) == ("stay", -11.80, [])
    assert told["reasons_against"] == [
        "nothing is saved", "fewer than 500 people use it", "the bill of the platform is below 60 USD a month",
    ]  # fmt: skip
    assert told["text"].splitlines()[-1] == (
        "AWS costs 11.80 USD a month more: 40 to 60 hours of work at 50 USD are never paid back."
    )


def test_a_thousand_students_are_between_the_rules(advice):
    told = advice["students_1000"]
    assert (told["verdict"], told["reasons"], told["saving"]) == ("consider", [], 32.70)
    assert told["break_even_months"] == [61.2, 91.7]
    assert told["text"].startswith("Consider: neither the reasons to leave nor those to stay hold; look again when the bill")
    costly = advice["students_1000_nat"]
    assert (costly["verdict"], costly["saving"], costly["break_even_months"]) == ("consider", -0.15, [])
    assert costly["text"].startswith("Consider: nothing is saved.")


def test_thousands_of_students_leave(advice):
    told = advice["students_5000"]
    assert (told["verdict"], told["saving"], told["break_even_months"]) == ("migrate", 83.09, [24.1, 36.1])
    assert told["reasons"] == [
        "the bill of the platform is above 80 USD a month", "more than 1000 people use it", "the database has more than 30 GiB",
    ]  # fmt: skip
    quick = advice["students_5000_nat"]
    assert (quick["saving"], quick["break_even_months"]) == (50.24, [3.2, 6.4])
    assert "8 to 16 hours of work at 20 USD are paid back after 3.2 to 6.4 months." in quick["text"]


def test_what_must_be_decides_and_what_it_costs_is_said(advice):
    hospital = advice["hospital"]
    assert hospital["verdict"] == "migrate" and hospital["break_even_months"] == []
    first, second, *_costs = hospital["text"].splitlines()
    assert first.startswith("Migrate: it must comply with HIPAA and SOC 2")
    assert second.startswith("What must be decides, although this speaks against it: nothing is saved; fewer than 500 people")
    assert advice["two_continents"]["verdict"] == "migrate"
    assert "although" not in advice["two_continents"]["text"]


def test_reasons_that_contradict_each_other_are_for_people_to_weigh(advice):
    text = advice["beginners"]["text"]
    assert advice["beginners"]["verdict"] == "consider" and text.startswith("Consider: the reasons contradict each other")
    assert "Against it: those who will run it have yet to learn AWS; it is a prototype that changes daily." in text
    dear = advice["dear_everywhere"]
    assert dear["verdict"] == "consider"
    assert "For it: the bill of the platform is above 80 USD a month.\nAgainst it: nothing is saved.\n" in dear["text"]


def test_one_reason_is_enough_and_thresholds_are_yours(advice):
    assert advice["data_only"]["reasons"] == ["the database has more than 30 GiB"]
    assert advice["own_thresholds"]["reasons"] == ["the bill of the platform is above 65 USD a month"]
    assert {advice[name]["verdict"] for name in ("data_only", "own_thresholds")} == {"migrate"}


def test_nothing_is_concluded_from_what_is_not_known(advice):
    assert advice["unknown_users"]["reasons_against"] == ["nothing is saved"]
    assert advice["unknown_users"]["verdict"] == "consider"


def test_bills_are_wanted(tmp_path, sandbox_server):
    play = [{"hosts": "localhost", "gather_facts": False, "roles": ["skylift.aws.migration_advice"]}]
    (tmp_path / "play.yml").write_text(yaml.safe_dump(play))
    done = Deployment(tmp_path, sandbox_server).play(tmp_path / "play.yml", "-i", "localhost,", "-c", "local").wait()
    assert done.code == 2
    assert "missing required arguments: migration_advice_aws_bill, migration_advice_present_bill" in done.printed
