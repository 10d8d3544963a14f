# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""App Runner: closed to newcomers, and faithful to those it lets in."""

from __future__ import annotations

import json
import urllib.request

import pytest
from sandbox.given import refused, role, tags, until

IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/demo:latest"


@pytest.fixture
def apprunner(sandbox):
    """A client of an account that used App Runner before it closed."""
    sandbox.settings(apprunner_open=True)
    return sandbox.client("apprunner")


def source(access_role: str | None, image: str = IMAGE) -> dict:
    repository = {"ImageIdentifier": image, "ImageRepositoryType": "ECR", "ImageConfiguration": {"Port": "3000"}}
    authentication = {"AuthenticationConfiguration": {"AccessRoleArn": access_role}} if access_role else {}
    return {"ImageRepository": repository, **authentication}


def running(apprunner, arn: str) -> dict:
    def look():
        return apprunner.describe_service(ServiceArn=arn)["Service"]

    return until(look, lambda service: service["Status"] != "OPERATION_IN_PROGRESS")


def test_a_new_account_may_not_use_it(sandbox):
    with refused("AccessDeniedException"):
        sandbox.client("apprunner").list_services()


def test_a_service_takes_its_time_and_then_answers(sandbox, apprunner):
    sandbox.client("ecr").create_repository(repositoryName="demo")
    access = role(sandbox, "build.apprunner")
    made = apprunner.create_service(ServiceName="demo", SourceConfiguration=source(access), Tags=tags())["Service"]
    assert made["Status"] == "OPERATION_IN_PROGRESS"
    with refused("InvalidStateException"):
        apprunner.delete_service(ServiceArn=made["ServiceArn"])
    service = running(apprunner, made["ServiceArn"])
    assert service["Status"] == "RUNNING"
    assert service["InstanceConfiguration"] == {"Cpu": "1024", "Memory": "2048"}
    assert service["AutoScalingConfigurationSummary"]["AutoScalingConfigurationName"] == "DefaultConfiguration"
    assert apprunner.list_tags_for_resource(ResourceArn=made["ServiceArn"])["Tags"] == tags()
    with urllib.request.urlopen(f"{service['ServiceUrl']}/api/v1/health") as answer:
        assert json.load(answer)["database"] == "connected"


def test_a_deleted_service_is_gone_after_a_while(sandbox, apprunner):
    sandbox.client("ecr").create_repository(repositoryName="demo")
    access = role(sandbox, "build.apprunner")
    arn = apprunner.create_service(ServiceName="demo", SourceConfiguration=source(access))["Service"]["ServiceArn"]
    running(apprunner, arn)
    apprunner.delete_service(ServiceArn=arn)
    until(
        lambda: apprunner.list_services()["ServiceSummaryList"],
        lambda found: found[:1] == [] or found[0]["Status"] == "DELETED",
    )
    with refused("ResourceNotFoundException"):
        apprunner.describe_service(ServiceArn=arn)


def test_a_missing_repository_fails_later(sandbox, apprunner):
    access = role(sandbox, "build.apprunner")
    arn = apprunner.create_service(ServiceName="demo", SourceConfiguration=source(access))["Service"]["ServiceArn"]
    assert running(apprunner, arn)["Status"] == "CREATE_FAILED"


def test_a_private_image_needs_a_role_that_app_runner_can_assume(sandbox, apprunner):
    with refused("InvalidRequestException", "access role is required"):
        apprunner.create_service(ServiceName="demo", SourceConfiguration=source(None))
    with refused("InvalidRequestException", "Error in assuming access role"):
        apprunner.create_service(ServiceName="demo", SourceConfiguration=source(role(sandbox, "lambda")))


def test_scaling_configurations_come_in_revisions(apprunner):
    first = apprunner.create_auto_scaling_configuration(AutoScalingConfigurationName="demo", MaxSize=2)
    second = apprunner.create_auto_scaling_configuration(AutoScalingConfigurationName="demo", MaxSize=3)
    revisions = [made["AutoScalingConfiguration"]["AutoScalingConfigurationRevision"] for made in (first, second)]
    assert revisions == [1, 2]
    latest = apprunner.list_auto_scaling_configurations(AutoScalingConfigurationName="demo", LatestOnly=True)
    listed = latest["AutoScalingConfigurationSummaryList"]
    assert [item["AutoScalingConfigurationRevision"] for item in listed] == [2]


def test_a_connector_cannot_be_in_a_zone_without_app_runner(sandbox, apprunner):
    subnets = sandbox.client("ec2").describe_subnets()["Subnets"]
    bad = [subnet["SubnetId"] for subnet in subnets if subnet["AvailabilityZoneId"] == "use1-az3"]
    good = [subnet["SubnetId"] for subnet in subnets if subnet["AvailabilityZoneId"] == "use1-az1"]
    with refused("InvalidRequestException", bad[0]):
        apprunner.create_vpc_connector(VpcConnectorName="demo", Subnets=bad)
    made = apprunner.create_vpc_connector(VpcConnectorName="demo", Subnets=good)["VpcConnector"]
    assert made["Status"] == "ACTIVE"
    assert len(made["SecurityGroups"]) == 1


def test_a_domain_becomes_active_with_its_records(sandbox, apprunner):
    sandbox.client("ecr").create_repository(repositoryName="demo")
    access = role(sandbox, "build.apprunner")
    arn = apprunner.create_service(ServiceName="demo", SourceConfiguration=source(access))["Service"]["ServiceArn"]
    apprunner.associate_custom_domain(ServiceArn=arn, DomainName="api.example.com", EnableWWWSubdomain=False)
    domain = apprunner.describe_custom_domains(ServiceArn=arn)["CustomDomains"][0]
    assert domain["Status"] == "PENDING_CERTIFICATE_DNS_VALIDATION"
    route53 = sandbox.client("route53")
    zone = route53.create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"]
    changes = [
        {
            "Action": "CREATE",
            "ResourceRecordSet": {
                "Name": record["Name"],
                "Type": "CNAME",
                "TTL": 60,
                "ResourceRecords": [{"Value": record["Value"]}],
            },
        }
        for record in domain["CertificateValidationRecords"]
    ]
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
    assert apprunner.describe_custom_domains(ServiceArn=arn)["CustomDomains"][0]["Status"] == "ACTIVE"
