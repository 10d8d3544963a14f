# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shop's database is followed by DMS for as long as the move takes, and nothing of that is left."""

from __future__ import annotations

import json

from support.shop import Shop

PASSWORDS = ("known-to-the-source", "known-to-the-target")
MOVE = {
    "stack_roles": ["network", "encryption", "load_balancer", "container_service", "database_migration"],
    "stack_outputs": {"service_endpoint": "{{ load_balancer_dns_name }}",
                      "migration_address": "{{ database_migration_public_ip_address }}"},
    "database_migration_publicly_accessible": True,
    "database_migration_subnet_ids": "{{ network_public_subnet_ids }}",
    "migration_source": {"host": "containers.example.com", "port": 6543, "database": "railway", "user": "postgres",
                         "password": PASSWORDS[0]},
    "migration_target": {"host": "db.example.com", "database": "shop", "user": "postgres", "password": PASSWORDS[1]},
}  # fmt: skip


def test_it_comes_for_the_move_and_goes_after_it(tmp_path, sandbox):
    sandbox.settings(delay=0.05)
    shop = Shop(tmp_path, sandbox, **MOVE)
    dms = sandbox.client("dms")
    assert shop.deploy(), shop.printed
    assert not any(password in shop.printed for password in PASSWORDS)
    assert "migration_address: 198.51.100.17" in shop.printed
    task = dms.describe_replication_tasks()["ReplicationTasks"][0]
    assert task["Status"] == "running"
    assert json.loads(task["ReplicationTaskSettings"])["ValidationSettings"]["EnableValidation"] is True
    statistics = dms.describe_table_statistics(ReplicationTaskArn=task["ReplicationTaskArn"])["TableStatistics"]
    assert {table["ValidationState"] for table in statistics} == {"Validated"}
    shop.keeps()

    gone = {"stack_roles": MOVE["stack_roles"][:-1], "stack_outputs": {"service_endpoint": "{{ load_balancer_dns_name }}"}}
    assert shop.deploy(**gone, prune=True), shop.printed
    for found in (dms.describe_replication_tasks(), dms.describe_endpoints(), dms.describe_replication_instances(),
                  dms.describe_replication_subnet_groups()):  # fmt: skip
        assert not any(found[kind] for kind in found if kind != "ResponseMetadata")
