# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What deployments move stays moved, and a word that only a proxy knows is shown to nobody."""

from __future__ import annotations

import json

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.resource_types import elbv2 as elbv2_types
from support.account import Account, declared

WORD = "known-to-the-proxy-only"
SUBNETS = [{"name": zone, "vpc_id": "${ec2_vpc.main.id}", "cidr_block": f"10.20.{number}.0/24",
            "availability_zone": f"us-east-1{zone}"} for number, zone in enumerate("ab")]  # fmt: skip
GROUP = {"target_type": "ip", "protocol": "HTTP", "port": 80, "vpc_id": "${ec2_vpc.main.id}"}
NETWORK = [
    declared("ec2_vpc", {"name": "main", "cidr_block": "10.20.0.0/16"}),
    declared("ec2_internet_gateway", {"name": "main", "vpc_id": "${ec2_vpc.main.id}"}),
    *(declared("ec2_subnet", subnet) for subnet in SUBNETS),
    declared("elbv2_load_balancer", {"name": "shop", "subnets": ["${ec2_subnet.a.id}", "${ec2_subnet.b.id}"]}),
    *(declared("elbv2_target_group", {"name": color, **GROUP}) for color in ("blue", "green")),
]


def forward(**weights: int) -> list[dict]:
    groups = [{"target_group_arn": f"${{elbv2_target_group.{color}.arn}}", "weight": weight} for color, weight in weights.items()]
    return [{"type": "forward", "forward_config": {"target_groups": groups}}]


def listener(**options) -> dict:
    told = {"name": "shop", "load_balancer_arn": "${elbv2_load_balancer.shop.arn}", "protocol": "HTTP", "port": 80}
    return declared("elbv2_listener", {**told, "default_actions": forward(blue=100, green=0), **options})


def rule(name: str, priority: int, word: str = WORD) -> dict:
    header = {"http_header_name": "X-Origin-Verify", "values": [word]}
    return declared("elbv2_listener_rule", {
        "name": name, "listener_arn": "${elbv2_listener.shop.arn}", "priority": priority,
        "conditions": [{"field": "http-header", "http_header_config": header}], "actions": forward(blue=1, green=0),
    })  # fmt: skip


@pytest.fixture
def account(sandbox):
    sandbox.settings(delay=0)
    return Account(sandbox)


def test_weights_that_a_deployment_has_moved_stay_where_they_are(sandbox, account):
    mine = {**listener(), "delegated": ("default_actions",)}
    account.converge(*NETWORK, mine)
    elbv2 = sandbox.client("elbv2")
    balancer = elbv2.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    found = elbv2.describe_listeners(LoadBalancerArn=balancer)["Listeners"][0]
    groups = [{**each, "Weight": 100 - each["Weight"]} for each in found["DefaultActions"][0]["ForwardConfig"]["TargetGroups"]]
    shifted = [{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}]
    elbv2.modify_listener(ListenerArn=found["ListenerArn"], DefaultActions=shifted)

    assert account.converge(*NETWORK, mine)["counts"]["keep"] == len(NETWORK) + 1
    changed = account.converge(*NETWORK, {**listener(port=8080), "delegated": ("default_actions",)})

    assert changed.differences("elbv2_listener.shop") == ["port: 80 -> 8080"]
    left = elbv2.describe_listeners(LoadBalancerArn=balancer)["Listeners"][0]["DefaultActions"][0]["ForwardConfig"]
    assert left["TargetGroups"] == groups


def test_a_word_in_a_header_is_never_shown(account):
    told = [account.converge(*NETWORK, listener(), rule("proxy", 10))]
    lines = list(account.lines)
    told.append(account.converge(*NETWORK, listener(), rule("proxy", 10, f"another-{WORD}")))
    lines += account.lines

    assert told[1].change("elbv2_listener_rule.proxy")["action"] == "update"
    assert WORD not in json.dumps(told, default=str) + "\n".join(lines)
    assert "(sensitive)" in "".join(told[1].differences("elbv2_listener_rule.proxy"))


def test_rules_of_their_own_are_no_elements_of_their_group(sandbox, account):
    network = declared("ec2_vpc", {"name": "main", "cidr_block": "10.20.0.0/16"})
    office = [{"ip_protocol": "tcp", "from_port": 22, "to_port": 22, "ip_ranges": [{"cidr_ip": "192.0.2.0/24"}]}]
    group = declared("ec2_security_group", {
        "name": "shop", "description": "The shop", "vpc_id": "${ec2_vpc.main.id}", "ip_permissions": office,
        "ip_permissions_egress": [],
    })  # fmt: skip
    apart = declared("ec2_security_group_ingress", {
        "name": "shop", "group_id": "${ec2_security_group.shop.id}", "ip_protocol": "tcp", "from_port": 22, "to_port": 22,
        "cidr_ipv4": "198.51.100.0/24", "description": "The other office",
    })  # fmt: skip
    account.converge(network, group, apart)
    ec2 = sandbox.client("ec2")
    here = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["shop"]}])["SecurityGroups"][0]["GroupId"]
    world = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    ec2.authorize_security_group_ingress(GroupId=here, IpPermissions=world)

    assert account.converge(network, group, apart).actions() == {
        "ec2_vpc.main": "keep", "ec2_security_group.shop": "update", "ec2_security_group_ingress.shop": "keep",
    }  # fmt: skip
    left = ec2.describe_security_groups(GroupIds=[here])["SecurityGroups"][0]
    assert left["IpPermissionsEgress"] == []
    assert {each["CidrIp"] for each in left["IpPermissions"][0]["IpRanges"]} == {"192.0.2.0/24", "198.51.100.0/24"}


def test_what_is_declared_no_more_is_found_in_its_listener_and_listener_in_its_balancer(sandbox, account):
    account.converge(*NETWORK, listener(), listener(name="other", port=81), rule("proxy", 10))

    pruned = account.converge(*NETWORK, listener(), prune=True)

    assert {pruned.actions()[each] for each in ("elbv2_listener.other", "elbv2_listener_rule.proxy")} == {"delete"}
    balancer = sandbox.client("elbv2").describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    assert len(sandbox.client("elbv2").describe_listeners(LoadBalancerArn=balancer)["Listeners"]) == 1


def test_rules_move_up_one_after_the_other(account):
    account.converge(*NETWORK, listener(), rule("first", 10), rule("second", 20))

    moved = account.converge(*NETWORK, listener(), rule("first", 20), rule("second", 30))

    assert moved["counts"]["update"] == 2
    assert account.converge(*NETWORK, listener(), rule("first", 20), rule("second", 30))["counts"]["update"] == 0


@pytest.mark.parametrize("order", [(20, 10, 30), (20, 30, 10), (30, 10, 20), (30, 20, 10), (15, 10, 20)])
def test_rules_change_places(account, sandbox, order):
    names = ("first", "second", "third")
    account.converge(*NETWORK, listener(), *map(rule, names, (10, 20, 30)))
    wanted = [*map(rule, names, order)]

    assert not account.converge(*NETWORK, listener(), *wanted).get("failed")

    assert set(account.plan(*NETWORK, listener(), *wanted).actions().values()) == {"keep"}


def test_a_rule_of_others_stays_where_it_is(account, sandbox, monkeypatch):
    monkeypatch.setattr(elbv2_types, "REORDER_SECONDS", 1)
    account.converge(*NETWORK, listener(), rule("first", 10))
    elbv2 = sandbox.client("elbv2")
    denied = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "403"}}]
    condition = [{"Field": "path-pattern", "Values": ["/admin"]}]
    other = elbv2.create_rule(ListenerArn=listener_arn(elbv2), Priority=20, Conditions=condition, Actions=denied)["Rules"][0]

    refused = account.converge(*NETWORK, listener(), rule("first", 20))

    assert "PriorityInUse" in str(refused["problems"])
    assert elbv2.describe_rules(RuleArns=[other["RuleArn"]])["Rules"][0]["Priority"] == "20"


def listener_arn(elbv2) -> str:
    """The ARN of the only listener."""
    balancer = elbv2.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    return elbv2.describe_listeners(LoadBalancerArn=balancer)["Listeners"][0]["ListenerArn"]


def test_a_protected_balancer_is_refused_in_the_plan(account):
    protected = dict(NETWORK[4], options={**NETWORK[4]["options"], "load_balancer_attributes": [
        {"key": "deletion_protection.enabled", "value": True}]})  # fmt: skip
    account.converge(*NETWORK[:4], protected)

    refused = account.converge(*NETWORK[:4], protected, state="absent")

    assert "load_balancer_attributes.deletion_protection.enabled: protects it from being deleted" in refused["msg"]
