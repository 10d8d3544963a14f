# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Systems in another region, with what CloudFront wants of us-east-1, and in another partition, with what that does not have."""

from __future__ import annotations

import json

import pytest
from deployment import INVENTORIES, Deployment
from support.shop import Shop

GOVERNMENT = {"stack_region": "us-gov-west-1", "stack_partition": "aws-us-gov"}


@pytest.fixture(autouse=True)
def quick(sandbox):
    """Nothing takes long."""
    sandbox.settings(delay=0.05)


def test_what_is_in_frankfurt_has_its_certificate_and_firewall_for_cloudfront_in_virginia(tmp_path, sandbox):
    system = Deployment(tmp_path, sandbox, INVENTORIES / "fckdoomscroll", "dev")
    there = json.dumps({"stack_region": "eu-central-1", "custom_domain_delegated": True})
    for _again in range(2):
        done = system.run("-e", there)
        assert done.code == 0, done.ending
    assert "Plan: 0 to create, 0 to update, 0 to replace, 0 to delete" in done.printed

    zones = sandbox.client("ec2", "eu-central-1").describe_subnets(Filters=[{"Name": "tag-key", "Values": ["skylift:stack"]}])
    assert {subnet["AvailabilityZone"] for subnet in zones["Subnets"]} == {"eu-central-1a", "eu-central-1b"}
    shown = sandbox.client("cloudfront").list_distributions()["DistributionList"]["Items"][0]
    assert ":acm:us-east-1:" in shown["ViewerCertificate"]["ACMCertificateArn"]
    assert ":wafv2:us-east-1:" in shown["WebACLId"]
    elb = sandbox.client("elbv2", "eu-central-1")
    balancer = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    listeners = elb.describe_listeners(LoadBalancerArn=balancer)["Listeners"]
    arns = [each["CertificateArn"] for listener in listeners for each in listener.get("Certificates", ())]
    assert [":acm:eu-central-1:" in arn for arn in arns] == [True]


def test_a_partition_without_cloudfront_is_told_of_before_anything_is_made(tmp_path, sandbox):
    system = Deployment(tmp_path, sandbox, INVENTORIES / "playstudy", "dev")
    done = system.run("-e", json.dumps(GOVERNMENT))
    assert done.code != 0
    assert "us-gov-west-1 is in aws-us-gov, where AWS does not offer cloudfront" in done.printed
    assert "[AWS-PARTITION]" in done.printed
    certificate = "acm_certificate.app.dev.playstudy.example"
    assert f"{certificate}: region: us-east-1 is in aws, and us-gov-west-1 of this stack in aws-us-gov" in done.printed
    assert sandbox.writes() == []


def test_a_service_with_its_data_runs_in_another_partition(tmp_path, sandbox):
    roles = ["network", "encryption", "database", "cache", "load_balancer", "container_service"]
    shop = Shop(tmp_path, sandbox, **GOVERNMENT, stack_roles=roles, database_manage_master_user_password=True)
    assert shop.deploy(), shop.ending
    shop.keeps()
    role = sandbox.client("iam", "us-gov-west-1").list_attached_role_policies(RoleName="shop-execution")["AttachedPolicies"]
    assert role[0]["PolicyArn"] == "arn:aws-us-gov:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
