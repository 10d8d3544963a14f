# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture shows every resource once: drawn, as a part of what is drawn, or counted."""

from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.filter.graph_dot import graph_dot
from ansible_collections.skylift.aws.plugins.filter.graph_mermaid import graph_mermaid
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types
from ansible_collections.skylift.aws.plugins.plugin_utils.picture import Picture, picture
from ansible_collections.skylift.aws.plugins.plugin_utils.picture_levels import levels_of
from ansible_collections.skylift.aws.plugins.plugin_utils.picture_words import SERVICES, detail, kind, several


def graph(*lines: str) -> list[dict]:
    """A graph from lines such as "ecs_service.api -> ec2_subnet.a ec2_subnet.b"."""
    nodes = []
    for line in lines:
        address, _arrow, refers_to = line.partition(" -> ")
        type_name, _dot, name = address.partition(".")
        node = {"address": address, "type": type_name, "name": name, "region": "us-east-1", "shown": {}}
        nodes.append({**node, "refers_to": refers_to.split()})
    return nodes


NETWORK = graph(
    "ec2_vpc.shop-net",
    "ec2_subnet.shop-front-a -> ec2_vpc.shop-net",
    "ec2_subnet.shop-front-b -> ec2_vpc.shop-net",
    "ec2_subnet.shop-back-a -> ec2_vpc.shop-net",
    "ec2_subnet.shop-spare -> ec2_vpc.shop-net",
    "ec2_internet_gateway.shop -> ec2_vpc.shop-net",
    "ec2_eip.shop",
    "ec2_nat_gateway.shop -> ec2_eip.shop ec2_subnet.shop-front-a",
    "ec2_route_table.front -> ec2_internet_gateway.shop ec2_subnet.shop-front-a ec2_subnet.shop-front-b ec2_vpc.shop-net",
    "ec2_route_table.back -> ec2_nat_gateway.shop ec2_subnet.shop-back-a ec2_vpc.shop-net",
    "ec2_security_group.shop -> ec2_vpc.shop-net",
    "ec2_security_group_ingress.shop -> ec2_security_group.shop",
)
APPLICATION = graph(
    "kms_key.shop",
    "rds_db_subnet_group.shop -> ec2_subnet.shop-back-a",
    "rds_db_instance.shop -> rds_db_subnet_group.shop kms_key.shop",
    "secretsmanager_secret.shop/url -> rds_db_instance.shop kms_key.shop",
    "s3_bucket.shop-files",
    "s3_bucket.shop-backups",
    "iam_role.shop -> s3_bucket.shop-files",
    "elbv2_load_balancer.shop -> ec2_subnet.shop-front-a ec2_subnet.shop-front-b",
    "elbv2_target_group.shop -> ec2_vpc.shop-net",
    "elbv2_listener.shop -> elbv2_load_balancer.shop elbv2_target_group.shop",
    "ecr_repository.shop",
    "ecs_cluster.shop",
    "ecs_task_definition.shop -> secretsmanager_secret.shop/url iam_role.shop ecr_repository.shop cloudfront_distribution.shop",
    "ecs_service.shop-api -> ecs_cluster.shop ecs_task_definition.shop elbv2_target_group.shop ec2_subnet.shop-back-a",
    "wafv2_web_acl.shop",
    "cloudfront_distribution.shop -> elbv2_load_balancer.shop wafv2_web_acl.shop",
    "sns_topic.shop",
    "events_rule.shop -> sns_topic.shop",
    "cloudwatch_alarm.shop-slow -> sns_topic.shop elbv2_load_balancer.shop",
    "cloudwatch_alarm.shop-full -> sns_topic.shop rds_db_instance.shop",
)


@pytest.fixture
def shop() -> Picture:
    return picture(NETWORK + APPLICATION, "shop")


def test_lines_follow_the_requests_and_what_roles_and_secrets_give(shop):
    assert set(shop.edges) == {
        ("wafv2_web_acl.shop", "cloudfront_distribution.shop"),
        ("cloudfront_distribution.shop", "elbv2_load_balancer.shop"),
        ("elbv2_load_balancer.shop", "ecs_service.shop-api"),
        ("ecr_repository.shop", "ecs_service.shop-api"),
        ("ecs_service.shop-api", "rds_db_instance.shop"),
        ("ecs_service.shop-api", "s3_bucket.shop-files"),
    }


def test_a_line_that_a_way_through_others_tells_is_left_out():
    nodes = graph("sqs_queue.q", "lambda_function.f -> sqs_queue.q", "scheduler_schedule.s -> lambda_function.f sqs_queue.q")
    assert picture(nodes, "shop").edges == [("lambda_function.f", "sqs_queue.q"), ("scheduler_schedule.s", "lambda_function.f")]


def test_people_come_in_where_nothing_else_leads(shop):
    assert shop.entrances == ["wafv2_web_acl.shop"]
    balancer = graph("elbv2_load_balancer.shop")
    assert picture(balancer, "shop").entrances == ["elbv2_load_balancer.shop"]
    balancer[0]["shown"] = {"scheme": "internal"}
    assert picture(balancer, "shop").entrances == []


def test_subnets_are_told_apart_by_their_way_out_and_hold_what_lies_in_them(shop):
    told = {each.title: ([one.name for one in each.members], [thing.address for thing in each.inside]) for each in shop.subnets}
    assert told == {
        "Public subnets": (["shop-front-a", "shop-front-b"], ["elbv2_load_balancer.shop"]),
        "Private subnet": (["shop-back-a"], ["rds_db_instance.shop", "ecs_service.shop-api"]),
        "Isolated subnet": (["shop-spare"], []),
    }
    assert {each.vpc for each in shop.subnets} == {"ec2_vpc.shop-net"}


def test_what_is_worldwide_is_in_no_region(shop):
    assert {thing.address for thing in shop.outside} == {"wafv2_web_acl.shop", "cloudfront_distribution.shop"}


def test_what_tells_little_is_counted_with_what_it_belongs_to_or_by_what_it_is_for(shop):
    parts = {thing.address: thing.with_parts for thing in shop.things if thing.parts}
    assert parts == {
        "rds_db_instance.shop": "1 DB subnet group",
        "elbv2_load_balancer.shop": "1 listener, 1 target group",
        "ecs_service.shop-api": "1 cluster, 1 task definition",
    }
    subnets = {one.name: one.with_parts for each in shop.subnets for one in each.members if one.parts}
    assert subnets == {"shop-front-a": "1 EIP, 1 NAT gateway"}
    assert {category: len(things) for category, things in shop.groups.items()} == {
        "Network": 5, "Security": 3, "Messaging": 2, "Operations": 2,
    }  # fmt: skip


def test_every_resource_is_in_the_picture_once(shop):
    drawn = [*shop.things, *shop.vpcs, *(one for each in shop.subnets for one in each.members)]
    told = [part.address for thing in drawn for part in (thing, *thing.parts)]
    told += [thing.address for things in shop.groups.values() for thing in things]
    assert sorted(told) == sorted(node["address"] for node in NETWORK + APPLICATION)
    assert shop.number == len(told)


def test_levels_go_from_those_who_ask_to_what_is_kept(shop):
    levels = [[each.address for each in level] for level in levels_of(shop)]
    level_of = {address: number for number, level in enumerate(levels) for address in level}
    assert all(level_of[begin] < level_of[end] for begin, end in shop.edges)
    assert level_of["s3_bucket.shop-backups"] < level_of["s3_bucket.shop-files"]


def test_what_is_worldwide_stands_above_every_region():
    nodes = graph("cloudfront_distribution.site", "elbv2_load_balancer.api", "wafv2_web_acl.api",
                  "wafv2_web_acl_association.api -> wafv2_web_acl.api elbv2_load_balancer.api")  # fmt: skip
    levels = [[each.address for each in level] for level in levels_of(picture(nodes, "shop"))]
    assert levels == [["cloudfront_distribution.site"], ["wafv2_web_acl.api"], ["elbv2_load_balancer.api"]]


def test_much_that_is_kept_stands_in_rows():
    buckets = [f"s3_bucket.{letter}" for letter in "abcdefgh"]
    levels = levels_of(picture(graph(*buckets, f"lambda_function.f -> {' '.join(buckets)}"), "shop"))
    assert [len(level) for level in levels] == [1, 5, 3]


def test_the_order_of_declaration_does_not_show():
    nodes = NETWORK + APPLICATION
    for draw in (graph_dot, graph_mermaid):
        assert draw(nodes, "shop") == draw(nodes[::-1], "shop")


def test_a_circle_is_drawn_and_ends():
    circle = graph("sqs_queue.a -> sqs_queue.b", "sqs_queue.b -> sqs_queue.a")
    assert len(picture(circle, "shop").edges) == 2
    assert "digraph" in graph_dot(circle, "shop")


def test_subnets_of_a_network_from_elsewhere_are_drawn_in_their_region():
    nodes = graph("ec2_subnet.a", "lambda_function.f -> ec2_subnet.a")
    for text in (graph_dot(nodes, "shop"), graph_mermaid(nodes, "shop")):
        assert text.count("Isolated subnet") == 1
        assert text.count("Lambda function") == 1


def test_names_cannot_break_out_of_either_language():
    nodes = graph('s3_bucket.a"<b>&')
    dot = graph_dot(nodes, "shop")
    assert '"s3_bucket.a\\"<b>&" [label=<' in dot
    assert "<b>a&quot;&lt;b&gt;&amp;</b>" in dot
    assert "<b>a#quot;#lt;b#gt;#amp;</b>" in graph_mermaid(nodes, "shop")


def test_an_empty_stack_is_an_empty_picture():
    assert "0 resources" in graph_dot([], "shop")
    assert graph_mermaid([], "shop").startswith("flowchart TB\n")


@pytest.mark.parametrize(
    ("number", "type_name", "said"),
    [
        (1, "rds_db_instance", "1 RDS DB instance"),
        (11, "cloudwatch_alarm", "11 alarms"),
        (2, "kms_alias", "2 KMS aliases"),
        (2, "cloudfront_cache_policy", "2 CloudFront cache policies"),
        (3, "kms_key", "3 KMS keys"),
    ],
)
def test_things_are_counted_in_words(number, type_name, said):
    assert several(number, type_name) == said


def test_options_are_told_in_words():
    assert detail("engine", "postgres") == "postgres"
    assert detail("engine_version", "17") == "version 17"
    assert detail("multi_az_enabled", True) == "multi AZ"
    assert detail("multi_az", False) == ""
    assert kind("elbv2_load_balancer") == "Load balancer"


def test_the_table_names_services_and_types_that_exist():
    assert set(SERVICES) <= {name.partition("_")[0] for name in all_types()}
    named = {f"{word}_{drawn}" for word, service in SERVICES.items() for drawn in (*service.drawn, *service.reached)}
    assert named <= set(all_types())
