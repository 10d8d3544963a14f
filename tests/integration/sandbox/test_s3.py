# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""S3 buckets are born safe, and keep what they are told."""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError
from sandbox.given import refused

BUCKET = "demo-bucket-of-the-sandbox"


@pytest.fixture
def s3(sandbox):
    client = sandbox.client("s3")
    client.create_bucket(Bucket=BUCKET)
    return client


def policy(effect: str, **more) -> str:
    statement = {"Effect": effect, "Principal": "*", "Action": "s3:*", "Resource": f"arn:aws:s3:::{BUCKET}/*", **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_a_new_bucket_is_encrypted_closed_and_owned(s3):
    (rule,) = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    assert set(s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"].values()) == {True}
    (rule,) = s3.get_bucket_ownership_controls(Bucket=BUCKET)["OwnershipControls"]["Rules"]
    assert rule["ObjectOwnership"] == "BucketOwnerEnforced"


def test_the_region_of_a_bucket_is_spelt_as_aws_wants_it(sandbox, s3):
    ireland = sandbox.client("s3", "eu-west-1")
    with refused("IllegalLocationConstraintException"):
        ireland.create_bucket(Bucket="irish-bucket")
    with refused("InvalidLocationConstraint"):
        s3.create_bucket(Bucket="irish-bucket", CreateBucketConfiguration={"LocationConstraint": "us-east-1"})
    ireland.create_bucket(Bucket="irish-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    assert s3.get_bucket_location(Bucket="irish-bucket")["LocationConstraint"] == "eu-west-1"


def test_refusing_plain_http_does_not_refuse_everything(s3):
    text = policy("Deny", Condition={"Bool": {"aws:SecureTransport": "false"}})
    s3.put_bucket_policy(Bucket=BUCKET, Policy=text)
    s3.put_object(Bucket=BUCKET, Key="essay.pdf", Body=b"x")
    assert s3.get_bucket_policy(Bucket=BUCKET)["Policy"] == text
    s3.delete_bucket_policy(Bucket=BUCKET)
    with refused("NoSuchBucketPolicy"):
        s3.get_bucket_policy(Bucket=BUCKET)


def test_a_plain_deny_is_enforced(s3):
    s3.put_bucket_policy(Bucket=BUCKET, Policy=policy("Deny"))
    with refused("AccessDenied"):
        s3.put_object(Bucket=BUCKET, Key="essay.pdf", Body=b"x")


def test_a_closed_bucket_takes_no_public_policy(s3):
    with refused("AccessDenied", "BlockPublicPolicy"):
        s3.put_bucket_policy(Bucket=BUCKET, Policy=policy("Allow"))
    s3.delete_public_access_block(Bucket=BUCKET)
    s3.put_bucket_policy(Bucket=BUCKET, Policy=policy("Allow"))


def test_a_policy_must_be_json(s3):
    with refused("MalformedPolicy"):
        s3.put_bucket_policy(Bucket=BUCKET, Policy="no json")


def test_lifecycle_rules_read_back_as_written(s3):
    rule = {
        "ID": "tiers",
        "Status": "Enabled",
        "Filter": {"And": {"Prefix": "essays/", "ObjectSizeGreaterThan": 131072}},
        "Transitions": [{"Days": 90, "StorageClass": "STANDARD_IA"}],
        "NoncurrentVersionTransitions": [
            {"NoncurrentDays": 30, "StorageClass": "GLACIER", "NewerNoncurrentVersions": 3}
        ],
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
    }
    s3.put_bucket_lifecycle_configuration(Bucket=BUCKET, LifecycleConfiguration={"Rules": [rule]})
    assert s3.get_bucket_lifecycle_configuration(Bucket=BUCKET)["Rules"] == [rule]
    s3.delete_bucket_lifecycle(Bucket=BUCKET)
    with refused("NoSuchLifecycleConfiguration"):
        s3.get_bucket_lifecycle_configuration(Bucket=BUCKET)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"Status": "Enabled", "Expiration": {"Days": 1}}, "MalformedXML"),
        ({"Status": "Enabled", "Filter": {"Prefix": ""}}, "InvalidRequest"),
        (
            {
                "Status": "Enabled",
                "Filter": {"Prefix": ""},
                "Transitions": [{"Days": 10, "StorageClass": "STANDARD_IA"}],
            },
            "InvalidArgument",
        ),
    ],
)
def test_lifecycle_rules_that_aws_refuses(s3, rule, code):
    with refused(code):
        s3.put_bucket_lifecycle_configuration(Bucket=BUCKET, LifecycleConfiguration={"Rules": [rule]})


COPIES = {
    "Role": "arn:aws:iam::123456789012:role/copies",
    "Rules": [{"ID": "all", "Priority": 1, "Status": "Enabled", "Filter": {"Prefix": ""},
               "DeleteMarkerReplication": {"Status": "Enabled"}, "Destination": {"Bucket": "arn:aws:s3:::copies"}}],
}  # fmt: skip


def test_copies_are_made_of_versions_in_a_bucket_that_is_there(sandbox):
    s3, abroad = sandbox.client("s3"), sandbox.client("s3", "eu-west-1")
    s3.create_bucket(Bucket="files")
    versions = {"Status": "Enabled"}

    def refusal() -> str:
        with pytest.raises(ClientError) as refused:
            s3.put_bucket_replication(Bucket="files", ReplicationConfiguration=COPIES)
        return refused.value.response["Error"]["Message"]

    assert refusal() == "Versioning must be 'Enabled' on the bucket to apply a replication configuration"
    s3.put_bucket_versioning(Bucket="files", VersioningConfiguration=versions)
    assert refusal() == "Destination bucket must exist."
    abroad.create_bucket(Bucket="copies", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    assert refusal() == "Destination bucket must have versioning enabled."
    abroad.put_bucket_versioning(Bucket="copies", VersioningConfiguration=versions)
    s3.put_bucket_replication(Bucket="files", ReplicationConfiguration=COPIES)
    assert s3.get_bucket_replication(Bucket="files")["ReplicationConfiguration"] == COPIES
    with pytest.raises(ClientError, match="the versioning state cannot be changed"):
        s3.put_bucket_versioning(Bucket="files", VersioningConfiguration={"Status": "Suspended"})
    s3.delete_bucket_replication(Bucket="files")
    with pytest.raises(ClientError, match="ReplicationConfigurationNotFoundError"):
        s3.get_bucket_replication(Bucket="files")
