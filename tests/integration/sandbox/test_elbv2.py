# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Load balancers: strict about names, places, certificates and logs, and their targets become healthy in time."""

from __future__ import annotations

import json

import pytest
from sandbox.given import issued_certificate, refused, subnets, until

NOTHING = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]


@pytest.fixture
def elbv2(sandbox):
    return sandbox.client("elbv2")


@pytest.fixture
def balancer(sandbox, elbv2):
    made = elbv2.create_load_balancer(Name="demo", Subnets=subnets(sandbox))
    return made["LoadBalancers"][0]["LoadBalancerArn"]


@pytest.fixture
def group(sandbox, elbv2):
    vpc = sandbox.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    made = elbv2.create_target_group(Name="demo", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")
    return made["TargetGroups"][0]["TargetGroupArn"]


def test_a_name_is_used_once(sandbox, elbv2, balancer):
    with refused("DuplicateLoadBalancerName"):
        elbv2.create_load_balancer(Name="demo", Subnets=subnets(sandbox))


def test_rules_change_places_in_one_request(elbv2, balancer):
    listener = elbv2.create_listener(LoadBalancerArn=balancer, Port=80, Protocol="HTTP", DefaultActions=NOTHING)["Listeners"][0]
    made = [
        elbv2.create_rule(ListenerArn=listener["ListenerArn"], Priority=priority, Actions=NOTHING,
                          Conditions=[{"Field": "path-pattern", "Values": ["/"]}])["Rules"][0]["RuleArn"]
        for priority in (1, 2, 3)
    ]  # fmt: skip
    with refused("PriorityInUse"):
        elbv2.set_rule_priorities(RulePriorities=[{"RuleArn": made[0], "Priority": 2}, {"RuleArn": made[1], "Priority": 3}])
    elbv2.set_rule_priorities(RulePriorities=[{"RuleArn": made[0], "Priority": 2}, {"RuleArn": made[1], "Priority": 1}])
    now = [elbv2.describe_rules(RuleArns=[arn])["Rules"][0]["Priority"] for arn in made]
    assert now == ["2", "1", "3"]


def test_a_name_is_short(sandbox, elbv2):
    with refused("ValidationError", "longer than '32'"):
        elbv2.create_load_balancer(Name="d" * 33, Subnets=subnets(sandbox))


def test_two_zones_are_needed(sandbox, elbv2):
    with refused("ValidationError", "two subnets"):
        elbv2.create_load_balancer(Name="demo", Subnets=subnets(sandbox, 1))


def test_it_is_provisioned_first(sandbox, elbv2, balancer):
    def state() -> str:
        return elbv2.describe_load_balancers(Names=["demo"])["LoadBalancers"][0]["State"]["Code"]

    assert state() == "provisioning"
    until(state, lambda seen: seen == "active")


def test_a_port_has_one_listener(elbv2, balancer):
    elbv2.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=NOTHING)
    with refused("DuplicateListener"):
        elbv2.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=NOTHING)


def test_a_protected_balancer_stays(elbv2, balancer):
    protection = {"Key": "deletion_protection.enabled", "Value": "true"}
    elbv2.modify_load_balancer_attributes(LoadBalancerArn=balancer, Attributes=[protection])
    with refused("OperationNotPermitted", "deletion protection"):
        elbv2.delete_load_balancer(LoadBalancerArn=balancer)


def test_its_interfaces_outlive_it_for_a_moment(sandbox, elbv2):
    ec2 = sandbox.client("ec2")
    guard = ec2.create_security_group(GroupName="demo", Description="demo")["GroupId"]
    made = elbv2.create_load_balancer(Name="guarded", Subnets=subnets(sandbox), SecurityGroups=[guard])
    elbv2.delete_load_balancer(LoadBalancerArn=made["LoadBalancers"][0]["LoadBalancerArn"])
    with refused("DependencyViolation"):
        ec2.delete_security_group(GroupId=guard)
    sandbox.settings(delay=0)
    until(lambda: _is_deleted(ec2, guard), bool)


def _is_deleted(ec2, guard: str) -> bool:
    try:
        ec2.delete_security_group(GroupId=guard)
    except ec2.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == "DependencyViolation"
        return False
    return True


def test_logs_need_a_bucket_that_lets_them_in(sandbox, elbv2, balancer):
    s3 = sandbox.client("s3")
    s3.create_bucket(Bucket="demo-logs.example.com")
    logs = [
        {"Key": "access_logs.s3.enabled", "Value": "true"},
        {"Key": "access_logs.s3.bucket", "Value": "demo-logs.example.com"},
    ]
    with refused("InvalidConfigurationRequest", "Access Denied for bucket: demo-logs.example.com"):
        elbv2.modify_load_balancer_attributes(LoadBalancerArn=balancer, Attributes=logs)
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": "arn:aws:s3:::demo-logs.example.com/AWSLogs/123456789012/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    s3.put_bucket_policy(Bucket="demo-logs.example.com", Policy=policy)
    elbv2.modify_load_balancer_attributes(LoadBalancerArn=balancer, Attributes=logs)


@pytest.mark.parametrize(("key", "value"), [("stickiness.lb_cookie.duration_seconds", "604801"), ("sticky", "true")])
def test_attributes_are_known_and_within_limits(elbv2, group, key, value):
    with refused("ValidationError"):
        elbv2.modify_target_group_attributes(TargetGroupArn=group, Attributes=[{"Key": key, "Value": value}])


def test_certificates_are_issued_in_the_region_and_policies_exist(sandbox, elbv2, balancer):
    zone = sandbox.client("route53").create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"]
    pending = sandbox.client("acm").request_certificate(DomainName="new.example.com", ValidationMethod="DNS")
    abroad = issued_certificate(sandbox, "far.example.com", zone, "eu-west-1")
    here = issued_certificate(sandbox, "near.example.com", zone)

    def listen(arn: str, **more):
        certificates = [{"CertificateArn": arn}]
        asked = {"Protocol": "HTTPS", "Port": 443, "Certificates": certificates, "DefaultActions": NOTHING, **more}
        return elbv2.create_listener(LoadBalancerArn=balancer, **asked)

    with refused("UnsupportedCertificate"):
        listen(pending["CertificateArn"])
    with refused("CertificateNotFound"):
        listen(abroad)
    with refused("SSLPolicyNotFound"):
        listen(here, SslPolicy="ELBSecurityPolicy-TLS14")
    listen(here, SslPolicy="ELBSecurityPolicy-TLS13-1-2-2021-06")


def test_targets_become_healthy_once_a_listener_leads_to_them(sandbox, elbv2, balancer, group):
    elbv2.register_targets(TargetGroupArn=group, Targets=[{"Id": "10.0.0.10"}])

    def state() -> str:
        return elbv2.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"][0]["TargetHealth"]["State"]

    assert state() == "unused"
    forward = [{"Type": "forward", "TargetGroupArn": group}]
    elbv2.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=forward)
    assert elbv2.describe_target_groups()["TargetGroups"][0]["LoadBalancerArns"] == [balancer]
    until(state, lambda seen: seen == "healthy")
    sandbox.settings(unhealthy_target_groups=["demo"])
    assert state() == "unhealthy"
    with refused("ResourceInUse"):
        elbv2.delete_target_group(TargetGroupArn=group)
