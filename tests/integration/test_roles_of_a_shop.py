# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shared roles make of a shop's variables, and that a second deployment finds nothing to do."""

from __future__ import annotations

import json

import pytest
from support.shop import Shop


@pytest.fixture(autouse=True)
def quick(sandbox):
    """Nothing takes long."""
    sandbox.settings(delay=0.05)


def tracking(metric: str) -> dict:
    """A policy that keeps a metric near a value."""
    specification = {"predefined_metric_specification": {"predefined_metric_type": f"ECSServiceAverage{metric}Utilization"}}
    configuration = {"target_value": 70, "scale_in_cooldown": 300, **specification}
    return {
        "name": metric.lower(),
        "policy_type": "TargetTrackingScaling",
        "target_tracking_scaling_policy_configuration": configuration,
    }


NIGHT = {
    "scheduled_action_name": "night", "schedule": "cron(0 22 * * ? *)", "timezone": "Europe/Berlin",
    "scalable_target_action": {"min_capacity": 1, "max_capacity": 2},
}  # fmt: skip
SCALING = {
    "container_service_capacity_provider_strategy": [
        {"capacity_provider": "FARGATE", "base": 1, "weight": 1},
        {"capacity_provider": "FARGATE_SPOT", "weight": 3},
    ],
    "container_service_max_count": 8,
    "container_service_scaling_policies": [tracking("CPU"), tracking("Memory")],
    "container_service_scheduled_actions": [NIGHT],
}


def test_a_service_runs_on_spare_capacity_and_its_count_follows_load_and_clock(tmp_path, sandbox):
    shop = Shop(tmp_path, sandbox, **SCALING)
    shop.is_deployed()
    ecs, scaling = sandbox.client("ecs"), sandbox.client("application-autoscaling")
    service = ecs.describe_services(cluster="shop-prod", services=["shop"])["services"][0]
    providers = [(each["capacityProvider"], each["base"], each["weight"]) for each in service["capacityProviderStrategy"]]
    assert sorted(providers) == [("FARGATE", 1, 1), ("FARGATE_SPOT", 0, 3)]
    policies = scaling.describe_scaling_policies(ServiceNamespace="ecs")["ScalingPolicies"]
    assert sorted(policy["PolicyName"] for policy in policies) == ["cpu", "memory"]
    action = scaling.describe_scheduled_actions(ServiceNamespace="ecs")["ScheduledActions"][0]
    assert (action["Schedule"], action["Timezone"]) == (NIGHT["schedule"], NIGHT["timezone"])

    target = {"ServiceNamespace": "ecs", "ResourceId": "service/shop-prod/shop", "ScalableDimension": "ecs:service:DesiredCount"}
    scaling.register_scalable_target(**target, MinCapacity=1, MaxCapacity=2)
    ecs.update_service(cluster="shop-prod", service="shop", desiredCount=1)
    shop.keeps()


def name_based(name: str, priority: int, action: dict) -> dict:
    """A rule for the requests to a host."""
    return {"name": name, "priority": priority, "actions": [action],
            "conditions": [{"field": "host-header", "host_header_config": {"values": [f"{name}.shop.example"]}}]}  # fmt: skip


ENCRYPTED = {
    "stack_roles": ["network", "encryption", "custom_domain", "load_balancer", "container_service"],
    "custom_domain_zone": "shop.example",
    "custom_domain_name": "shop.example",
    "custom_domain_delegated": True,
    "custom_domain_traffic": False,
    "custom_domain_health_check": False,
    "custom_domain_certificates": [
        {"name": name, "domain_name": f"{name}.shop.example"} for name in ("www", "admin", "old")
    ],
    "load_balancer_certificates": [
        {"certificate_arn": f"{{{{ custom_domain_certificate_arns['{name}'] }}}}"} for name in ("www", "admin", "old")
    ],
    "load_balancer_target_groups": [
        {"name": f"shop-{name}", "port": 8080, "health_check_path": "/health"} for name in ("blue", "next")
    ],
    "load_balancer_rules": [
        name_based("old", 10, {"type": "redirect", "redirect_config": {"host": "www.shop.example", "status_code": "HTTP_301"}}),
        name_based("admin", 20, {"type": "forward", "forward_config": {"target_groups": [
            {"target_group_arn": f"${{elbv2_target_group.shop-{name}.arn}}", "weight": weight}
            for name, weight in (("blue", 90), ("next", 10))
        ]}}),
    ],
}  # fmt: skip


def test_a_load_balancer_has_a_certificate_for_each_name_and_rules_that_redirect_and_weigh(tmp_path, sandbox):
    shop = Shop(tmp_path, sandbox, **ENCRYPTED)
    shop.is_deployed()
    elb = sandbox.client("elbv2")
    balancer = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    listeners = {each["Port"]: each for each in elb.describe_listeners(LoadBalancerArn=balancer)["Listeners"]}
    assert listeners[80]["DefaultActions"][0]["RedirectConfig"]["StatusCode"] == "HTTP_301"
    secure = listeners[443]["ListenerArn"]
    shown = elb.describe_listener_certificates(ListenerArn=secure)["Certificates"]
    assert sorted(each["IsDefault"] for each in shown) == [False, False, True]
    rules = {rule["Priority"]: rule["Actions"][0] for rule in elb.describe_rules(ListenerArn=secure)["Rules"]}
    assert rules["10"]["RedirectConfig"]["Host"] == "www.shop.example"
    assert sorted(each["Weight"] for each in rules["20"]["ForwardConfig"]["TargetGroups"]) == [10, 90]

    assert shop.deploy(load_balancer_certificates=ENCRYPTED["load_balancer_certificates"][:2]), shop.ending
    assert "Plan: 0 to create, 1 to update, 0 to replace, 0 to delete" in shop.printed
    assert len(elb.describe_listener_certificates(ListenerArn=secure)["Certificates"]) == 2


AURORA = {
    "stack_roles": ["network", "encryption", "database", "load_balancer", "container_service"],
    "database_kind": "aurora_serverless_v2",
    "database_engine_version": "16.9",
    "database_manage_master_user_password": True,
    "database_deletion_protection": False,
    "database_parameters": {},
    "container_service_environment": {"READER": "{{ database_reader_endpoint }}", "WRITER": "{{ database_endpoint }}"},
}


def test_aurora_pauses_when_nobody_asks_and_gets_a_reader_by_one_variable(tmp_path, sandbox):
    pausing = {"min_capacity": 0, "max_capacity": 4, "seconds_until_auto_pause": 600}
    shop = Shop(tmp_path, sandbox, **AURORA, database_multi_az=False, database_serverless_v2_scaling_configuration=pausing)
    shop.is_deployed()
    rds = sandbox.client("rds")
    cluster = rds.describe_db_clusters()["DBClusters"][0]
    assert cluster["ServerlessV2ScalingConfiguration"] == {"MinCapacity": 0, "MaxCapacity": 4, "SecondsUntilAutoPause": 600}
    assert len(cluster["DBClusterMembers"]) == 1

    assert shop.deploy(database_multi_az=True), shop.ending
    assert "Plan: 1 to create, 0 to update, 0 to replace, 0 to delete" in shop.printed
    assert len(rds.describe_db_clusters()["DBClusters"][0]["DBClusterMembers"]) == 2
    definition = sandbox.client("ecs").describe_task_definition(taskDefinition="shop")["taskDefinition"]
    told = {each["name"]: each["value"] for each in definition["containerDefinitions"][0]["environment"]}
    assert ".cluster-ro-" in told["READER"]
    assert told["WRITER"] == cluster["Endpoint"]
    shop.keeps()


CACHES = {
    "redis": ({"cache_engine": "redis", "cache_engine_version": "7.1"}, False),
    "redis in cluster mode": ({"cache_engine": "redis", "cache_engine_version": "7.1", "cache_num_node_groups": 2}, True),
    "valkey": ({"cache_engine": "valkey", "cache_engine_version": "8.1", "cache_num_cache_clusters": 2}, False),
    "valkey in cluster mode": ({"cache_num_node_groups": 2, "cache_num_cache_clusters": 2}, True),
}


@pytest.mark.parametrize("kind", CACHES)
def test_a_cache_is_reached_by_tls_and_with_its_token(tmp_path, sandbox, kind):
    variables, clustered = CACHES[kind]
    roles = ["network", "encryption", "cache", "load_balancer", "container_service"]
    url = {"name": "shop/cache-url", "secret_string": {"url": "{{ cache_url }}"}}
    shop = Shop(tmp_path, sandbox, stack_roles=[*roles, "secrets"], secrets_secrets=[url], **variables)
    shop.is_deployed()
    group = sandbox.client("elasticache").describe_replication_groups()["ReplicationGroups"][0]
    assert (group["ClusterEnabled"], group["TransitEncryptionEnabled"], group["AuthTokenEnabled"]) == (clustered, True, True)
    secrets = sandbox.client("secretsmanager")
    token, told = (secrets.get_secret_value(SecretId=name)["SecretString"] for name in ("shop-prod/cache", "shop/cache-url"))
    place = group["ConfigurationEndpoint"] if clustered else group["NodeGroups"][0]["PrimaryEndpoint"]
    assert json.loads(told)["url"] == f"rediss://:{token}@{place['Address']}:{place['Port']}"
    assert token not in shop.printed
