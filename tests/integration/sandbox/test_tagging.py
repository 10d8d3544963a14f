# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tagging API finds everything taggable, by the ARNs that AWS uses."""

from __future__ import annotations

import pytest
from sandbox.given import refused, subnets, tags, until

ACCOUNT = "123456789012"


def tagged(sandbox, region: str = "us-east-1", **query) -> list[str]:
    pages = sandbox.client("resourcegroupstaggingapi", region).get_paginator("get_resources").paginate(**query)
    return [item["ResourceARN"] for page in pages for item in page["ResourceTagMappingList"]]


def make_elastic_ip(sandbox):
    specification = [{"ResourceType": "elastic-ip", "Tags": tags()}]
    made = sandbox.client("ec2").allocate_address(Domain="vpc", TagSpecifications=specification)
    return f"arn:aws:ec2:us-east-1:{ACCOUNT}:elastic-ip/{made['AllocationId']}"


def make_endpoint(sandbox):
    ec2 = sandbox.client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    specification = [{"ResourceType": "vpc-endpoint", "Tags": tags()}]
    made = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.us-east-1.s3", TagSpecifications=specification)
    return f"arn:aws:ec2:us-east-1:{ACCOUNT}:vpc-endpoint/{made['VpcEndpoint']['VpcEndpointId']}"


def make_flow_log(sandbox):
    ec2 = sandbox.client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    sandbox.client("s3").create_bucket(Bucket="flow-logs-of-the-demo")
    made = ec2.create_flow_logs(
        ResourceIds=[vpc],
        ResourceType="VPC",
        TrafficType="ALL",
        LogDestinationType="s3",
        LogDestination="arn:aws:s3:::flow-logs-of-the-demo",
        TagSpecifications=[{"ResourceType": "vpc-flow-log", "Tags": tags()}],
    )
    return f"arn:aws:ec2:us-east-1:{ACCOUNT}:vpc-flow-log/{made['FlowLogIds'][0]}"


def make_subnet_group(sandbox):
    made = sandbox.client("rds").create_db_subnet_group(
        DBSubnetGroupName="demo", DBSubnetGroupDescription="x", SubnetIds=subnets(sandbox), Tags=tags()
    )
    return made["DBSubnetGroup"]["DBSubnetGroupArn"]


def make_parameter_group(sandbox):
    made = sandbox.client("rds").create_db_parameter_group(
        DBParameterGroupName="demo", DBParameterGroupFamily="postgres17", Description="x", Tags=tags()
    )
    return made["DBParameterGroup"]["DBParameterGroupArn"]


def make_repository(sandbox):
    made = sandbox.client("ecr").create_repository(repositoryName="demo", tags=tags())
    return made["repository"]["repositoryArn"]


def make_zone(sandbox):
    route53 = sandbox.client("route53")
    zone = route53.create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"].rpartition("/")[2]
    route53.change_tags_for_resource(ResourceType="hostedzone", ResourceId=zone, AddTags=tags())
    return f"arn:aws:route53:::hostedzone/{zone}"


def make_health_check(sandbox):
    route53 = sandbox.client("route53")
    wanted = {"Type": "HTTPS", "FullyQualifiedDomainName": "example.com", "Port": 443}
    check = route53.create_health_check(CallerReference="1", HealthCheckConfig=wanted)["HealthCheck"]["Id"]
    route53.change_tags_for_resource(ResourceType="healthcheck", ResourceId=check, AddTags=tags())
    return f"arn:aws:route53:::healthcheck/{check}"


def make_rule(sandbox):
    made = sandbox.client("events").put_rule(Name="demo", ScheduleExpression="rate(1 hour)", Tags=tags())
    return made["RuleArn"]


def make_schedule_group(sandbox):
    return sandbox.client("scheduler").create_schedule_group(Name="demo", Tags=tags())["ScheduleGroupArn"]


def make_scaling_configuration(sandbox):
    sandbox.settings(apprunner_open=True)
    made = sandbox.client("apprunner").create_auto_scaling_configuration(
        AutoScalingConfigurationName="demo", Tags=tags()
    )
    return made["AutoScalingConfiguration"]["AutoScalingConfigurationArn"]


def make_budget(sandbox):
    budget = {
        "BudgetName": "demo",
        "BudgetLimit": {"Amount": "5", "Unit": "USD"},
        "TimeUnit": "MONTHLY",
        "BudgetType": "COST",
    }
    sandbox.client("budgets").create_budget(AccountId=ACCOUNT, Budget=budget, ResourceTags=tags())
    return f"arn:aws:budgets::{ACCOUNT}:budget/demo"


def make_bucket(sandbox):
    s3 = sandbox.client("s3")
    s3.create_bucket(Bucket="tagged-demo")
    s3.put_bucket_tagging(Bucket="tagged-demo", Tagging={"TagSet": tags()})
    return "arn:aws:s3:::tagged-demo"


def make_log_group(sandbox):
    sandbox.client("logs").create_log_group(logGroupName="/demo", tags={"skylift:stack": "demo_test"})
    return f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:/demo"


def make_queue(sandbox):
    sandbox.client("sqs").create_queue(QueueName="demo", tags={"skylift:stack": "demo_test"})
    return f"arn:aws:sqs:us-east-1:{ACCOUNT}:demo"


def make_parameter(sandbox):
    sandbox.client("ssm").put_parameter(Name="/demo/value", Type="String", Value="1", Tags=tags())
    return f"arn:aws:ssm:us-east-1:{ACCOUNT}:parameter/demo/value"


MAKERS = [value for name, value in sorted(globals().items()) if name.startswith("make_")]


@pytest.mark.parametrize("make", MAKERS, ids=[make.__name__.removeprefix("make_") for make in MAKERS])
def test_it_is_found_by_its_tag(sandbox, make):
    arn = make(sandbox)
    assert arn in tagged(sandbox, TagFilters=[{"Key": "skylift:stack", "Values": ["demo_test"]}])
    assert tagged(sandbox, TagFilters=[{"Key": "skylift:stack", "Values": ["another"]}]) == []
    assert arn not in tagged(sandbox, "eu-west-1")


def test_types_and_pages(sandbox):
    arns = [make(sandbox) for make in (make_elastic_ip, make_subnet_group, make_queue)]
    assert tagged(sandbox, ResourceTypeFilters=["rds:subgrp"]) == [arns[1]]
    assert tagged(sandbox, ResourceTypeFilters=["ec2", "sqs"]) == [arns[0], arns[2]]
    assert sorted(tagged(sandbox, ResourcesPerPage=1)) == sorted(arns)
    assert tagged(sandbox, ResourceARNList=[arns[0]]) == [arns[0]]
    with refused("InvalidParameterException"):
        tagged(sandbox, ResourceARNList=arns, ResourceTypeFilters=["ec2"])


def test_new_things_are_found_late_if_told_so(sandbox):
    sandbox.settings(tagging_delay=1)
    arn = make_queue(sandbox)
    assert tagged(sandbox) == []
    until(lambda: tagged(sandbox), lambda found: found == [arn])
