# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""playbooks/compare_compute.yml advises the way that fits what an application needs, with prices and the reason."""

from __future__ import annotations

import re

import pytest
import yaml
from deployment import INVENTORIES, REPOSITORY, Deployment

RARE = {"compute_choice_needs": ["irregular_traffic"], "compute_choice_handler_is_written": True}
OLD = {"compute_choice_account_has_app_runner": True}
SMALL = {"container_service_cpu": 256, "container_service_memory": 512}
APPLICATIONS = {
    "usual": ({"compute_choice_needs": ["private_database"]}, "ecs_express"),
    "kubernetes": ({"compute_choice_needs": ["kubernetes"]}, "eks"),
    "machine": ({"compute_choice_needs": ["host_access"]}, "ec2"),
    "classic": ({"compute_choice_needs": ["host_access", "workers"]}, "elastic_beanstalk"),
    "workers": ({"compute_choice_needs": ["workers", "private_database"]}, "fargate"),
    "rare": (RARE, "lambda"),
    "rare-but-slow": (RARE | {"compute_choice_needs": ["irregular_traffic", "long_requests"]}, "ecs_express"),
    "simple": (SMALL | {"compute_choice_needs": ["fixed_price"]}, "lightsail"),
    "simple-but-with-data": ({"compute_choice_needs": ["fixed_price", "private_database"]}, "ecs_express"),
    "too-large-for-lightsail": ({"compute_choice_needs": ["fixed_price"], "container_service_cpu": 8192}, "ecs_express"),
    "old-customer": (OLD, "apprunner"),
    "old-customer-with-websockets": (OLD | {"compute_choice_needs": ["websockets"]}, "ecs_express"),
}
COMMON = {"ansible_connection": "local", "stack_region": "us-east-1", "container_service_max_count": 4}


@pytest.fixture(scope="module")
def texts(tmp_path_factory, sandbox_server) -> dict[str, str]:
    """What is printed of each application, all of them compared in one run."""
    folder = tmp_path_factory.mktemp("compared")
    hosts = {name: {**COMMON, "stack_name": name, **told} for name, (told, _kind) in APPLICATIONS.items()}
    (folder / "hosts.yml").write_text(yaml.safe_dump({"all": {"hosts": hosts}}))
    deployment = Deployment(folder, sandbox_server)
    done = deployment.play(REPOSITORY / "playbooks" / "compare_compute.yml", "-i", folder / "hosts.yml").wait()
    assert done.code == 0, done.ending
    parts = re.split(r"^Ways to run (\S+):", done.printed, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def row(text: str, kind: str) -> list[str]:
    return re.search(rf"^{kind} +(.*)$", text, re.MULTILINE)[1].split()


@pytest.mark.parametrize("name", APPLICATIONS)
def test_the_advice_fits_what_is_needed(texts, name):
    assert f"Advice: {APPLICATIONS[name][1]}, since " in texts[name]


def test_every_way_is_told_with_its_price_and_its_time(texts):
    # One vCPU and two GiB: LP-A7 with its addresses, LP-A6 half of the time busy, LP-A3 by HTTP API, LP-A1, a Lightsail medium.
    assert row(texts["usual"], "ecs_express")[:3] == ["63.42", "4", "low"]
    assert row(texts["usual"], "fargate")[:2] == ["63.42", "12"]
    assert row(texts["usual"], "apprunner")[0] == "33.58"
    assert row(texts["usual"], "lambda")[0] == "5.37"
    assert row(texts["usual"], "elastic_beanstalk")[:2] == ["43.36", "8"]
    assert row(texts["usual"], "ec2")[:2] == ["43.36", "16"]
    assert row(texts["usual"], "lightsail")[:2] == ["40.00", "2"]
    assert row(texts["usual"], "eks")[0] == "185.27"
    assert row(texts["simple"], "lightsail")[0] == "7.00"


def test_what_a_way_cannot_do_is_told_and_it_stands_last(texts):
    text = texts["usual"]
    assert "not here: closed to new customers since 2026-04-30" in text
    assert "not here: its nodes are in no VPC of yours" in text
    assert text.index("\neks ") < text.index("\napprunner ")
    assert "not here: closed" not in texts["old-customer"]


def test_a_system_is_compared_as_its_inventory_says(tmp_path, sandbox):
    deployment = Deployment(tmp_path, sandbox, INVENTORIES / "classla")
    done = deployment.start_playbook("compare_compute").wait()
    assert done.code == 0, done.ending
    assert "Ways to run classla-prod: 0.5 vCPU and 1.0 GiB, 1 to 2 of them" in done.printed
    assert "The inventory says fargate; container_service_kind=ecs_express changes that, and nothing else." in done.printed
    assert sandbox.writes() == []
