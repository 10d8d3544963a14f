# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The price book and what is worked out from options: the corrected figures of the systems are what must come out."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration
from ansible_collections.skylift.aws.plugins.module_utils.pricing.estimate import estimate, table, told
from ansible_collections.skylift.aws.plugins.module_utils.pricing.prices import Prices
from ansible_collections.skylift.aws.plugins.module_utils.pricing.rates import Book, NoRate, data, rates, wanted
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types

SMALL_TASK = Declaration("ecs_task_definition", "task", {"cpu": "256", "memory": "512"})
TASK = Declaration("ecs_task_definition", "task", {"cpu": "512", "memory": "1024"})
ARM_TASK = Declaration("ecs_task_definition", "task", {**TASK.options, "runtime_platform": {"cpu_architecture": "ARM64"}})
LARGE_TASK = Declaration("ecs_task_definition", "task", {"cpu": "1 vCPU", "memory": "2 GB"})
PUBLIC = {"awsvpc_configuration": {"assign_public_ip": "ENABLED"}}
BROKERS = {"instance_type": "kafka.t3.small", "storage_info": {"ebs_storage_info": {"volume_size": 500}}}
BROKER = {"host_instance_type": "mq.m5.large"}
DISK = {"device_name": "/dev/xvda", "ebs": {"volume_type": "gp3", "volume_size": 20}}
LAUNCHED = {"instance_type": "t3.small", "block_device_mappings": [DISK]}
TEMPLATE = Declaration("ec2_launch_template", "t", {"launch_template_data": LAUNCHED})
GROUP = Declaration("autoscaling_auto_scaling_group", "g",
                    {"min_size": 2, "launch_template": {"launch_template_id": "${ec2_launch_template.t.id}"}})  # fmt: skip
SETTINGS = [
    {"namespace": "aws:autoscaling:launchconfiguration", "option_name": "InstanceType", "value": "t3.small"},
    {"namespace": "aws:autoscaling:asg", "option_name": "MinSize", "value": "2"},
]
SUBNETS = ["${ec2_subnet.a.id}", "${ec2_subnet.b.id}"]
BALANCER = Declaration("elbv2_load_balancer", "lb", {"type": "application", "scheme": "internet-facing", "subnets": SUBNETS})


def service(number: int, **options) -> Declaration:
    told = {"task_definition": "${ecs_task_definition.task.arn}", "desired_count": number, **options}
    return Declaration("ecs_service", "api", told)


def database(size: str, multi_az: bool, storage: int = 20) -> Declaration:
    disk = {"allocated_storage": storage, "storage_type": "gp3"}
    return Declaration("rds_db_instance", "db", {"engine": "postgres", "db_instance_class": size, "multi_az": multi_az, **disk})


def some(type_name: str, names: Iterable[str], **options) -> list[Declaration]:
    return [Declaration(type_name, name, options) for name in names]


def cost(*declared: Declaration, region: str = "us-east-1", **usage) -> dict:
    return estimate(declared, Prices(None, Book(), "this test asks nobody"), region, {"data_out_gb": 0, **usage})


@pytest.mark.parametrize(
    ("declared", "usd", "source"),
    [
        ([SMALL_TASK, service(1)], 9.01, "PS-C6"),
        ([TASK, service(1)], 18.02, "CA-C3, LP-A2"),
        ([TASK, service(2)], 36.04, "FD-C4"),
        ([TASK, service(3)], 54.06, "FD-C4"),
        ([LARGE_TASK, service(1)], 36.04, "LP-A7"),
        ([ARM_TASK, service(1)], 14.42, "Fargate ARM: 0.03238 and 0.00356"),
        ([SMALL_TASK, service(1, network_configuration=PUBLIC)], 12.66, "PS-C3"),
        ([BALANCER], 16.43 + 7.30, "PS-C6, CA-C2"),
        ([Declaration("elbv2_load_balancer", "lb", {"scheme": "internal", "subnets": SUBNETS})], 16.43, "PS-C6"),
        (some("ec2_nat_gateway", "ab"), 65.70, "CA-C3"),
        (some("ec2_eip", "abc"), 10.95, "FD-C3"),
        (some("secretsmanager_secret", "abc"), 1.20, "CA-C2"),
        (some("ec2_vpc_endpoint", "abcd", vpc_endpoint_type="Interface", subnet_ids=SUBNETS), 58.40, "CA-X2"),
        (some("ec2_vpc_endpoint", "a", vpc_endpoint_type="Gateway"), 0, "CA-X2"),
        ([database("db.t4g.micro", False)], 13.98, "PS-C6"),
        ([database("db.t4g.micro", True)], 27.96, "FD-C4"),
        ([database("db.t4g.micro", False, 50)], 11.68 + 5.75, "LP-D7a"),
        (some("elasticache_replication_group", "c", cache_node_type="cache.t4g.micro", num_cache_clusters=1), 11.68, "PS-C1c"),
        (some("route53_hosted_zone", "z"), 0.50, "PS-C1g"),
        (some("eks_cluster", "c"), 73.00, "CL-C3"),
        (some("eks_nodegroup", "n", instance_types=["m5.large"], scaling_config={"desired_size": 2}), 140.16 + 4.00, "CL-C3"),
        (some("kafka_cluster", "k", number_of_broker_nodes=2, broker_node_group_info=BROKERS), 66.58 + 100.00, "CL-C3"),
        (some("mq_broker", "m", engine_type="RABBITMQ", deployment_mode="CLUSTER_MULTI_AZ", **BROKER), 630.72, "CL-C3"),
        ([TEMPLATE, GROUP], 2 * 15.18 + 2 * 20 * 0.08, "LP-A4"),
        (some("elasticbeanstalk_environment", "e", option_settings=SETTINGS), 2 * 15.18 + 16.43 + 7.30, "LP-A1"),
        (some("lightsail_container_service", "l", power="small", scale=2), 30, "LP-A5"),
        (some("wafv2_web_acl", "w", rules=[{}, {}, {}]), 8, "CL-C3"),
        (some("synthetics_canary", "c", schedule={"expression": "rate(5 minutes)"}), 10.51, "0.0012 a run"),
        (some("route53_health_check", "h", type="HTTPS", request_interval=10), 2.50, "0.50 and two options"),
    ],
)  # fmt: skip
def test_what_the_systems_papers_say_comes_out(declared, usd, source):
    assert cost(*declared, nat_gb=0)["monthly"] == pytest.approx(usd, abs=0.011), source


def test_the_base_of_classla_is_what_its_corrected_table_says():
    base = [TASK, BALANCER, *some("ec2_eip", "ab"), *some("ec2_nat_gateway", "ab"), *some("secretsmanager_secret", "abc")]
    assert round(cost(*base, service(1), nat_gb=0)["monthly"]) == 116
    assert round(cost(*base, service(2), nat_gb=0)["monthly"]) == 134


@pytest.mark.parametrize(("tasks", "size", "by_use", "usd"), [(2, "db.t4g.micro", 5, 130), (3, "db.t4g.small", 25, 192)])
def test_fckdoomscroll_costs_what_its_corrected_table_says(tasks, size, by_use, usd):
    addresses, secrets = some("ec2_eip", "a"), some("secretsmanager_secret", "abc")
    declared = [TASK, BALANCER, *addresses, *some("ec2_nat_gateway", "a"), *secrets, service(tasks), database(size, True)]
    assert cost(*declared, nat_gb=0)["monthly"] + by_use == pytest.approx(usd, abs=1), "FD-C4"


@pytest.mark.parametrize(("gigabytes", "usd"), [(50, 0), (100, 0), (200, 9.00), (1024, 83.16), (20340, 921.60 + 850.00)])
def test_data_out_is_free_up_to_a_hundred_gigabytes_and_then_gets_cheaper_in_steps(gigabytes, usd):
    assert cost(Declaration("sns_topic", "t", {}), data_out_gb=gigabytes)["monthly"] == pytest.approx(usd, abs=0.01)


@pytest.mark.parametrize(
    ("cpu", "memory", "idle", "busy"),
    [("512", "1024", 5.11, 28.47), ("1 vCPU", "2 GB", 10.22, 56.94), ("2048", "4096", 20.44, 113.88)],
)
def test_app_runner_costs_its_memory_when_idle_and_its_processors_when_busy(cpu, memory, idle, busy):
    declared = Declaration("apprunner_service", "api", {"instance_configuration": {"cpu": cpu, "memory": memory}})
    assert cost(declared, active_hours=0)["monthly"] == pytest.approx(idle, abs=0.01)
    assert cost(declared)["monthly"] == pytest.approx(busy, abs=0.01)


def test_a_serverless_cluster_costs_its_least_capacity():
    capacity = {"min_capacity": 0.5, "max_capacity": 4}
    cluster = Declaration("rds_db_cluster", "c", {"serverless_v2_scaling_configuration": capacity})
    member = Declaration("rds_db_instance", "m", {"db_instance_class": "db.serverless", "engine": "aurora-postgresql",
                                                  "db_cluster_identifier": "${rds_db_cluster.c.id}"})  # fmt: skip
    assert cost(cluster, member, aurora_gb=0)["monthly"] == pytest.approx(43.80), "PS-X31"


def test_what_the_options_do_not_tell_is_said_and_not_guessed():
    told_nothing = cost(*some("ecs_service", ["api"]), *some("rds_db_instance", ["db"], db_instance_class="db.x"))
    reasons = {(each["address"], each["what"]): each["reason"] for each in told_nothing["unpriced"]}
    assert "a size is missing" in reasons["ecs_service.api", "vCPU"]
    assert "price book has no rds_instance_hour db.x/PostgreSQL/Single-AZ" in reasons["rds_db_instance.db", "instance"]
    assert told_nothing["monthly"] == 0


def test_a_region_that_is_not_in_the_book_is_priced_by_another_and_says_so():
    there = cost(Declaration("ec2_nat_gateway", "n", {}), region="eu-north-1", nat_gb=0)
    assert there["monthly"] == 32.85
    assert "the book has no rates of eu-north-1: those of us-east-1 are used" in there["notes"]
    assert any("this test asks nobody" in note for note in there["notes"])


def test_people_read_the_dearest_first_what_is_alike_added_up_and_what_is_assumed():
    declared = [*some("ec2_nat_gateway", "ab"), *some("kms_key", "k"), *some("sqs_queue", "q")]
    lines = list(told(cost(*declared, nat_gb=20), "shop"))
    assert lines[0] == "Estimate of shop: 68.50 USD a month (730 hours, us-east-1)"
    assert lines[1].split() == ["65.70", "ec2_nat_gateway", "(2):", "NAT", "gateway"]
    assert "  Billed by use, and not in it: sqs_queue" in lines
    assert "  Assumed: data_out_gb 0, nat_gb 20" in lines
    assert f"price book of {Book().date}" in lines[-1]


def test_the_tables_agree_with_each_other_and_with_the_types():
    tables = table()
    lines = [line for billed in tables["resources"].values() for line in billed] + tables["stack"]
    for line in lines:
        assert set(line.get("with", {})) == set(rates()[line["rate"]].get("by", [])), line
        assert {"what", "rate", "quantity"} <= set(line) <= {"what", "rate", "quantity", "when", "with"}
    told_of = [*tables["resources"], *tables["by_use"], *tables["free"]]
    assert len(told_of) == len(set(told_of))


def test_of_every_type_is_told_what_it_is_billed_for_or_that_it_is_not():
    tables = table()
    assert set(all_types()) - {*tables["resources"], *tables["by_use"], *tables["free"]} == set()


def test_every_rate_is_in_the_book_under_the_name_of_its_parameters():
    for region, book in data("book")["regions"].items():
        assert set(book) <= set(rates())
        for name, prices in book.items():
            by = rates()[name].get("by", [])
            assert isinstance(prices, dict) == bool(by), (region, name)
            assert all(len(key.split("/")) == len(by) for key in prices) if by else True, (region, name)
    assert set(data("book")["regions"]["us-east-1"]) == set(rates())


def test_a_rate_without_its_parameters_is_refused():
    with pytest.raises(NoRate, match="wants instance_type"):
        wanted("ec2_instance_hour", {}, "us-east-1")
    with pytest.raises(NoRate, match="no rate nonsense"):
        wanted("nonsense", {}, "us-east-1")
