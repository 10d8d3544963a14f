# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is declared elsewhere than before, under the same address, is moved: nothing is left behind."""
from __future__ import annotations

import pytest
import yaml
from support.account import Account, declared
from support.story import FAST, STORIES

STORY = yaml.safe_load((STORIES / "ecs_express_gateway_service.yml").read_text())
NEEDS = [declared(kind, options) for need in STORY["needs"] for kind, options in need.items()]
OTHER = declared("ecs_cluster", {"name": "other"})
SERVICE = "ecs_express_gateway_service.shop-api"
RULE = "events_rule.sold"


@pytest.fixture
def account(sandbox):
    sandbox.settings(delay=FAST)
    return Account(sandbox)


def service(cluster: str | None, **more) -> dict:
    """The service of the story, in another cluster."""
    options = {**STORY["declared"], "cluster": cluster, **more}
    return declared("ecs_express_gateway_service", {name: value for name, value in options.items() if value is not None})


def rule(**more) -> dict:
    """A rule for what the shop tells."""
    return declared("events_rule", {"name": "sold", "event_pattern": {"source": ["shop"]}, **more})


def well(result):
    """Nothing failed."""
    assert not result.get("failed"), result.get("msg")
    return result


def services(sandbox, cluster: str) -> list[str]:
    """The names of the services in a cluster."""
    return [arn.rpartition("/")[2] for arn in sandbox.client("ecs").list_services(cluster=cluster)["serviceArns"]]


def test_a_service_moves_to_a_cluster_that_is_made_by_the_way(account, sandbox):
    well(account.converge(*NEEDS, service("${ecs_cluster.shop.cluster_name}")))
    moved = service("${ecs_cluster.other.cluster_name}")
    planned = account.plan(*NEEDS, OTHER, moved)
    assert planned.change(SERVICE)["action"] == "replace"
    assert planned.differences(SERVICE) == ["cluster: arn:aws:ecs:us-east-1:123456789012:cluster/shop -> (known after converge)"]
    well(account.converge(*NEEDS, OTHER, moved))
    assert (services(sandbox, "shop"), services(sandbox, "other")) == ([], ["shop-api"])
    assert set(well(account.converge(*NEEDS, OTHER, moved)).actions().values()) == {"keep"}


def test_a_cluster_may_be_named_by_its_arn(account):
    by_arn = service("${ecs_cluster.shop.arn}")
    well(account.converge(*NEEDS, by_arn))
    assert set(well(account.converge(*NEEDS, by_arn)).actions().values()) == {"keep"}


def test_a_rule_moves_to_another_bus_and_back(account, sandbox):
    events = sandbox.client("events")
    events.create_event_bus(Name="shop")
    well(account.converge(rule()))
    assert account.plan(rule(event_bus_name="shop")).differences(RULE) == ["event_bus_name: default -> shop"]
    for bus, options in (("shop", {"event_bus_name": "shop"}), ("default", {})):
        assert well(account.converge(rule(**options))).actions() == {RULE: "replace"}
        rules = {name: [each["Name"] for each in events.list_rules(EventBusName=name)["Rules"]] for name in ("shop", "default")}
        assert rules == {"shop": [], "default": [], bus: ["sold"]}
        assert well(account.converge(rule(**options))).actions() == {RULE: "keep"}


def test_what_was_deleted_and_is_still_listed_is_made_anew(account):
    well(account.converge(*NEEDS, service("${ecs_cluster.shop.cluster_name}")))
    well(account.converge(*NEEDS, service("${ecs_cluster.shop.cluster_name}", state="absent")))
    again = well(account.converge(*NEEDS, OTHER, service("${ecs_cluster.other.cluster_name}")))
    assert again.change(SERVICE)["action"] == "create"


def test_a_subnet_gets_another_route_table_whether_or_not_its_old_one_goes(account, sandbox):
    vpc = declared("ec2_vpc", {"name": "shop", "cidr_block": "10.20.0.0/16"})
    subnet = declared("ec2_subnet", {"name": "a", "vpc_id": "${ec2_vpc.shop.id}", "cidr_block": "10.20.1.0/24"})
    for name in ("old", "new", "newest"):
        table = {"name": name, "vpc_id": "${ec2_vpc.shop.id}", "subnet_ids": ["${ec2_subnet.a.id}"]}
        well(account.converge(vpc, subnet, declared("ec2_route_table", table), prune=name == "newest"))
        tables = sandbox.client("ec2").describe_route_tables()["RouteTables"]
        holders = [each for each in tables if any("SubnetId" in held for held in each["Associations"])]
        assert [tag["Value"] for each in holders for tag in each["Tags"] if tag["Key"] == "Name"] == [name]
        assert set(well(account.converge(vpc, subnet, declared("ec2_route_table", table))).actions().values()) == {"keep"}
