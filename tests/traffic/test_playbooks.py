# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks, for a system that consists of nothing but a name."""

from __future__ import annotations

import json
import subprocess
import sys

import yaml
from shop import NAME, NEW, OLD, TESTS, free_port


def run_playbook(shop, name: str, *arguments: str, **variables) -> tuple[int, str]:
    """Run one of our playbooks; return the exit code and what was printed."""
    usual = {
        "ansible_connection": "local", "ansible_python_interpreter": sys.executable, "stack_name": "shop", "stack_roles": [],
        "stack_options": {"stack": "shop", "region": "us-east-1", "account_id": "123456789012"}, "stack_outputs": {},
        "traffic_record_name": NAME, "traffic_hosted_zone_id": shop.zone_id, "traffic_alias_target": {"dns_name": NEW},
        "traffic_url": f"http://{NAME}:{shop.port}", "traffic_checks": [{"path": "/health"}], "traffic_one_database": True,
        "traffic_interval": 0.3, "traffic_resolvers": [f"127.0.0.1@{shop.server.port}"], "traffic_deadline": 20,
    }  # fmt: skip
    hosts = {"all": {"hosts": {"shop_prod": {**usual, **variables}}}}
    (shop.folder / "hosts.yml").write_text(yaml.safe_dump(hosts))
    playbook = TESTS.parent / "playbooks" / f"{name}.yml"
    command = [sys.executable, "-m", "ansible", "playbook", "-i", "hosts.yml", *arguments, playbook]
    done = subprocess.run(
        command, cwd=shop.folder, env=shop.environment, text=True, capture_output=True, timeout=120, check=False
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_runbook_shifts_and_takes_back(shop):
    stages = [{"weight": 25, "seconds": 0}, {"weight": 100, "seconds": 0}]
    code, printed = run_playbook(shop, "shift_traffic", "--check", traffic_stages=stages)
    assert code == 0 and "changed=1" in printed and len(shop.records()) == 1, printed
    code, printed = run_playbook(shop, "shift_traffic", traffic_stages=stages)
    assert code == 0 and f"{NAME}: 25 % -> 100 % for AWS" in printed, printed
    code, printed = run_playbook(shop, "shift_traffic", traffic_stages=stages)
    assert code == 0 and "changed=0" in printed, printed
    code, printed = run_playbook(shop, "shift_traffic", "-e", "traffic_state=restored")
    assert code == 0 and len(shop.records()) == 1, printed


def test_what_another_provider_serves_is_told_and_awaited(shop):
    code, printed = run_playbook(shop, "cut_over", traffic_hosted_zone_id="", traffic_deadline=0)
    assert code == 2 and f"replace the record {NAME} by a CNAME to {NEW}" in printed and f"says {OLD}; expected {NEW}" in printed
    shop.record(shop.simple(NAME, "CNAME", NEW))
    code, printed = run_playbook(shop, "cut_over", traffic_hosted_zone_id="")
    assert code == 0, printed


def test_a_step_of_a_move_that_fails_is_on_record_with_its_reason(shop):
    nobody = {"host": "127.0.0.1", "port": free_port(), "database": "shop", "user": "owner", "password": "not-for-anybody"}
    shop.sandbox.clear_calls()
    told = {"migration_source": {**nobody, "sslmode": "disable"}, "migration_report_folder": str(shop.folder), "stack_tags": {}}
    code, printed = run_playbook(shop, "migrate", "--check", "--tags", "assess", **told)
    assert code == 2 and "source 127.0.0.1" in printed and shop.sandbox.writes() == [], printed

    for tries in (1, 2):
        code, printed = run_playbook(shop, "migrate", "--tags", "assess", **told)
        (step,) = json.loads((shop.folder / "migration.json").read_text())["steps"].values()
        assert code == 2 and len(step["tries"]) == tries and step["tries"][-1]["result"].startswith("source 127.0.0.1"), printed
    report = (shop.folder / "migration.md").read_text()
    assert report.startswith("# The move of shop: not done yet: assess") and "not-for-anybody" not in report + printed
