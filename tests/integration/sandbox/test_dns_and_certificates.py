# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Route 53 groups records of one kind; ACM issues what DNS proves."""

from __future__ import annotations

import pytest
from sandbox.given import issued_certificate, refused, until


@pytest.fixture
def route53(sandbox):
    return sandbox.client("route53")


@pytest.fixture
def zone(route53):
    return route53.create_hosted_zone(Name="example.com", CallerReference="first")["HostedZone"]["Id"]


def change(action: str, name: str = "api.example.com", value: str = "old.example.net", **more) -> dict:
    records = {"Name": name, "Type": "CNAME", "TTL": 60, "ResourceRecords": [{"Value": value}], **more}
    return {"Changes": [{"Action": action, "ResourceRecordSet": records}]}


def test_a_caller_reference_makes_one_zone(route53, zone):
    with refused("HostedZoneAlreadyExists"):
        route53.create_hosted_zone(Name="example.com", CallerReference="first")


def test_simple_and_weighted_records_do_not_mix(route53, zone):
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=change("CREATE"))
    with refused("InvalidChangeBatch", "routing policy"):
        batch = change("CREATE", SetIdentifier="aws", Weight=10)
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)


def test_a_simple_record_becomes_weighted_in_one_batch(route53, zone):
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=change("CREATE"))
    batch = {
        "Changes": change("DELETE")["Changes"]
        + change("CREATE", SetIdentifier="railway", Weight=90)["Changes"]
        + change("CREATE", SetIdentifier="aws", Weight=10)["Changes"]
    }
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)
    found = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    assert {item["SetIdentifier"]: item["Weight"] for item in found if "Weight" in item} == {"railway": 90, "aws": 10}


def test_a_weighted_group_has_one_ttl(route53, zone):
    batch = change("CREATE", SetIdentifier="railway", Weight=90)
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)
    with refused("InvalidChangeBatch", "same TTL"):
        batch = change("CREATE", SetIdentifier="aws", Weight=10, TTL=300)
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)


def test_deleting_what_is_not_there_is_an_invalid_batch(route53, zone):
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=change("CREATE"))
    with refused("InvalidChangeBatch"):
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=change("DELETE", value="new.example.net"))


def test_a_certificate_is_issued_when_its_records_are_there(sandbox, route53, zone):
    acm = sandbox.client("acm")
    arn = acm.request_certificate(DomainName="api.example.com", ValidationMethod="DNS")["CertificateArn"]

    def certificate():
        return acm.describe_certificate(CertificateArn=arn)["Certificate"]

    assert "ResourceRecord" not in certificate()["DomainValidationOptions"][0]
    known = until(certificate, lambda found: "ResourceRecord" in found["DomainValidationOptions"][0])
    assert known["Status"] == "PENDING_VALIDATION"
    record = known["DomainValidationOptions"][0]["ResourceRecord"]
    batch = change("UPSERT", name=record["Name"], value=record["Value"])
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)
    until(certificate, lambda found: found["Status"] == "ISSUED")


def test_a_certificate_in_use_stays(sandbox, zone):
    acm, elbv2 = sandbox.client("acm"), sandbox.client("elbv2")
    arn = issued_certificate(sandbox, "api.example.com", zone)
    found = sandbox.client("ec2").describe_subnets()["Subnets"][:2]
    made = elbv2.create_load_balancer(Name="demo", Subnets=[subnet["SubnetId"] for subnet in found])
    elbv2.create_listener(
        LoadBalancerArn=made["LoadBalancers"][0]["LoadBalancerArn"],
        Protocol="HTTPS",
        Port=443,
        Certificates=[{"CertificateArn": arn}],
        DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
    )
    with refused("ResourceInUseException"):
        acm.delete_certificate(CertificateArn=arn)


def test_a_batch_is_judged_by_what_is_there_now(route53, zone):
    def weigh(action: str, weight: int) -> list:
        return [*change(action, SetIdentifier="aws", Weight=weight)["Changes"]]

    def weights() -> list:
        found = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
        return [item["Weight"] for item in found if "Weight" in item]

    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": weigh("CREATE", 10)})
    for before, after in ((10, 25), (25, 10), (10, 25)):
        batch = {"Changes": weigh("DELETE", before) + weigh("CREATE", after)}
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)
        assert weights() == [after]
    with refused("InvalidChangeBatch", "do not match the current values"):
        batch = {"Changes": weigh("DELETE", 10) + weigh("CREATE", 50)}
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)
    with refused("InvalidChangeBatch", "it already exists"):
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": weigh("CREATE", 50)})
    with refused("InvalidChangeBatch", "not permitted in zone"):
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=change("CREATE", name="api.example.org"))
    assert weights() == [25]
