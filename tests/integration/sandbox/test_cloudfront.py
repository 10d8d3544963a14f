# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudFront: what it refuses, its states and versions, and what browsers get."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest
from sandbox.given import refused, until

CACHED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
BEHAVIOR = {"TargetOriginId": "site", "ViewerProtocolPolicy": "redirect-to-https", "CachePolicyId": CACHED}


@pytest.fixture
def cloudfront(sandbox):
    return sandbox.client("cloudfront")


@pytest.fixture
def origin(sandbox, cloudfront):
    s3 = sandbox.client("s3")
    s3.create_bucket(Bucket="site.example.com")
    s3.put_object(Bucket="site.example.com", Key="index.html", Body=b"<h1>Shop</h1>", ContentType="text/html")
    control = {"Name": "site", "SigningProtocol": "sigv4", "SigningBehavior": "always", "OriginAccessControlOriginType": "s3"}
    made = cloudfront.create_origin_access_control(OriginAccessControlConfig=control)
    return {
        "Id": "site", "DomainName": "site.example.com.s3.us-east-1.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""},
        "OriginAccessControlId": made["OriginAccessControl"]["Id"],
    }  # fmt: skip


def config(origin, **more):
    return {
        "CallerReference": "one", "Comment": "", "Enabled": True, "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": BEHAVIOR, **more,
    }  # fmt: skip


def get(url):
    """(status, headers, body) whatever the status."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def let_in(sandbox, distribution):
    """The bucket's policy for one distribution."""
    statement = {
        "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::site.example.com/*",
        "Condition": {"StringEquals": {"AWS:SourceArn": distribution["ARN"]}},
    }  # fmt: skip
    sandbox.client("s3").put_bucket_policy(Bucket="site.example.com", Policy=json.dumps({"Statement": [statement]}))


def test_a_bucket_answers_only_the_distribution_it_knows(sandbox, cloudfront, origin):
    errors = {"Quantity": 1, "Items": [{"ErrorCode": 403, "ResponseCode": "200", "ResponsePagePath": "/index.html"}]}
    made = cloudfront.create_distribution(
        DistributionConfig=config(origin, DefaultRootObject="index.html", CustomErrorResponses=errors)
    )["Distribution"]
    assert get(f"{made['DomainName']}/")[0] == 403
    let_in(sandbox, made)
    status, headers, body = get(f"{made['DomainName']}/")
    assert (status, headers["Content-Type"], body) == (200, "text/html", b"<h1>Shop</h1>")
    assert get(f"{made['DomainName']}/deep/link")[::2] == (200, b"<h1>Shop</h1>")


def test_an_application_is_asked_with_the_headers_of_its_origin(sandbox, cloudfront, origin):
    server = {
        "Id": "site", "DomainName": f"{sandbox.url}/_service/shop",
        "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"},
    }  # fmt: skip
    made = cloudfront.create_distribution(DistributionConfig=config(server))["Distribution"]
    status, headers, _body = get(f"{made['DomainName']}/api/v1/health")
    assert (status, headers["X-Cache"]) == (200, "Miss from cloudfront")


def test_an_application_is_found_by_the_record_of_its_name(sandbox, cloudfront, origin):
    route53 = sandbox.client("route53")
    zone = route53.create_hosted_zone(Name="shop.example", CallerReference="1")["HostedZone"]["Id"]
    record = {"Name": "origin.shop.example", "Type": "CNAME", "TTL": 60,
              "ResourceRecords": [{"Value": f"{sandbox.url.removeprefix('http://')}/_service/shop"}]}  # fmt: skip
    route53.change_resource_record_sets(
        HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
    )
    server = {
        "Id": "site", "DomainName": "origin.shop.example",
        "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"},
    }  # fmt: skip
    made = cloudfront.create_distribution(DistributionConfig=config(server))["Distribution"]
    assert get(f"{made['DomainName']}/api/v1/health")[0] == 200


def test_a_change_names_the_version_and_a_deletion_waits(cloudfront, origin):
    made = cloudfront.create_distribution(DistributionConfig=config(origin))
    identifier, etag = made["Distribution"]["Id"], made["ETag"]
    assert made["Distribution"]["Status"] == "InProgress"
    with refused("DistributionNotDisabled"):
        cloudfront.delete_distribution(Id=identifier, IfMatch=etag)
    whole = cloudfront.get_distribution_config(Id=identifier)["DistributionConfig"]
    changed = cloudfront.update_distribution(Id=identifier, IfMatch=etag, DistributionConfig={**whole, "Enabled": False})
    with refused("PreconditionFailed"):
        cloudfront.delete_distribution(Id=identifier, IfMatch=etag)
    with refused("DistributionNotDisabled"):
        cloudfront.delete_distribution(Id=identifier, IfMatch=changed["ETag"])
    until(lambda: cloudfront.get_distribution(Id=identifier)["Distribution"]["Status"], lambda status: status == "Deployed")
    cloudfront.delete_distribution(Id=identifier, IfMatch=changed["ETag"])
    with refused("NoSuchDistribution"):
        cloudfront.get_distribution(Id=identifier)


def test_names_need_a_certificate_of_the_first_region(sandbox, cloudfront, origin):
    names = {"Aliases": {"Quantity": 1, "Items": ["www.example.com"]}}
    with refused("InvalidViewerCertificate", "trusted certificate"):
        cloudfront.create_distribution(DistributionConfig=config(origin, **names))
    elsewhere = sandbox.client("acm", region="eu-central-1").request_certificate(DomainName="www.example.com")
    shown = {"SSLSupportMethod": "sni-only", "MinimumProtocolVersion": "TLSv1.2_2021"}
    certificate = {"ACMCertificateArn": elsewhere["CertificateArn"], **shown}
    with refused("InvalidViewerCertificate", "us-east-1"):
        cloudfront.create_distribution(DistributionConfig=config(origin, ViewerCertificate=certificate, **names))


@pytest.mark.parametrize(
    "code, change",
    [
        ("NoSuchOrigin", {"DefaultCacheBehavior": {**BEHAVIOR, "TargetOriginId": "other"}}),
        ("NoSuchCachePolicy", {"DefaultCacheBehavior": {**BEHAVIOR, "CachePolicyId": "none"}}),
        ("InvalidWebACLId", {"WebACLId": "arn:aws:wafv2:us-east-1:123456789012:global/webacl/none/1"}),
    ],
)
def test_what_it_refers_to_must_be_there(cloudfront, origin, code, change):
    with refused(code):
        cloudfront.create_distribution(DistributionConfig=config(origin, **change))


def test_what_a_distribution_uses_stays(cloudfront, origin):
    cloudfront.create_distribution(DistributionConfig=config(origin))
    control = cloudfront.get_origin_access_control(Id=origin["OriginAccessControlId"])
    with refused("OriginAccessControlInUse"):
        cloudfront.delete_origin_access_control(Id=origin["OriginAccessControlId"], IfMatch=control["ETag"])


def test_a_reference_makes_one_invalidation(cloudfront, origin):
    identifier = cloudfront.create_distribution(DistributionConfig=config(origin))["Distribution"]["Id"]
    batch = {"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": "release-1"}
    made = [cloudfront.create_invalidation(DistributionId=identifier, InvalidationBatch=batch) for _ in "12"]
    assert made[0]["Invalidation"]["Id"] == made[1]["Invalidation"]["Id"]
