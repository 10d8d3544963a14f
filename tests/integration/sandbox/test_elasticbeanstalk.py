# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Elastic Beanstalk refuses what it refuses on AWS, and takes its time."""

from __future__ import annotations

import pytest
from sandbox.given import refused, role, until

PLATFORM = "arn:aws:elasticbeanstalk:us-east-1::platform/Docker running on 64bit Amazon Linux 2023/4.6.1"
LAUNCH = "aws:autoscaling:launchconfiguration"


@pytest.fixture
def beanstalk(sandbox):
    sandbox.settings(delay=0.05)
    iam = sandbox.client("iam")
    role(sandbox, "ec2", "servers")
    iam.create_instance_profile(InstanceProfileName="servers")
    iam.add_role_to_instance_profile(InstanceProfileName="servers", RoleName="servers")
    client = sandbox.client("elasticbeanstalk")
    client.create_application(ApplicationName="shop")
    return client


def setting(namespace: str, option: str, value: str) -> dict:
    return {"Namespace": namespace, "OptionName": option, "Value": value}


def wanted(**more) -> dict:
    named = {"ApplicationName": "shop", "EnvironmentName": "shop-api", "PlatformArn": PLATFORM}
    return {**named, "OptionSettings": [setting(LAUNCH, "IamInstanceProfile", "servers")], **more}


def ready(beanstalk, name: str = "shop-api") -> dict:
    def found() -> dict:
        return beanstalk.describe_environments(EnvironmentNames=[name], IncludeDeleted=False)["Environments"][0]

    return until(found, lambda each: each["Status"] == "Ready")


def test_an_environment_is_launched_and_terminated(beanstalk, sandbox):
    sandbox.settings(delay=2)
    launched = beanstalk.create_environment(**wanted(CNAMEPrefix="shop"))
    assert (launched["Status"], launched["Health"]) == ("Launching", "Grey")
    with refused("InvalidParameterValue", "Must be Ready"):
        beanstalk.update_environment(EnvironmentName="shop-api", Description="x")
    assert ready(beanstalk)["CNAME"] == "shop.us-east-1.elasticbeanstalk.com"
    with refused("InvalidParameterValue", "has running environments"):
        beanstalk.delete_application(ApplicationName="shop")
    beanstalk.terminate_environment(EnvironmentName="shop-api")
    until(lambda: beanstalk.describe_environments(IncludeDeleted=False)["Environments"], lambda each: not each)
    assert beanstalk.describe_environments()["Environments"][0]["Status"] == "Terminated"


def test_names_are_taken_once(beanstalk):
    beanstalk.create_environment(**wanted(CNAMEPrefix="shop"))
    with refused("InvalidParameterValue", "Environment shop-api already exists"):
        beanstalk.create_environment(**wanted())
    with refused("InvalidParameterValue", "DNS name (shop.us-east-1.elasticbeanstalk.com) is not available"):
        beanstalk.create_environment(**wanted(EnvironmentName="shop-next", CNAMEPrefix="shop"))


@pytest.mark.parametrize(("more", "code", "text"), [
    ({"PlatformArn": f"{PLATFORM}9"}, "InvalidParameterValue", "No Platform named"),
    ({"VersionLabel": "v9"}, "InvalidParameterValue", "No Application Version named 'v9' found"),
    ({"OptionSettings": []}, "ConfigurationValidationException", "must have instance profile"),
    ({"OptionSettings": [setting(LAUNCH, "IamInstanceProfile", "x")]}, "ConfigurationValidationException", "does not exist"),
    ({"OptionSettings": [setting(LAUNCH, "Colour", "red")]}, "ConfigurationValidationException", "Unknown configuration setting"),
])  # fmt: skip
def test_what_cannot_start_is_refused(beanstalk, more, code, text):
    with refused(code, text):
        beanstalk.create_environment(**wanted(**more))


def test_a_version_and_settings_are_two_updates(beanstalk, sandbox):
    bucket = beanstalk.create_storage_location()["S3Bucket"]
    with refused("InvalidParameterValue", "Unable to download from S3"):
        missing = {"S3Bucket": bucket, "S3Key": "missing.zip"}
        beanstalk.create_application_version(ApplicationName="shop", VersionLabel="v1", SourceBundle=missing)
    sandbox.client("s3").put_object(Bucket=bucket, Key="v1.zip", Body=b"zip")
    bundle = {"S3Bucket": bucket, "S3Key": "v1.zip"}
    beanstalk.create_application_version(ApplicationName="shop", VersionLabel="v1", SourceBundle=bundle, Process=True)
    beanstalk.create_environment(**wanted())
    ready(beanstalk)
    size = [setting("aws:autoscaling:asg", "MaxSize", "2")]
    with refused("InvalidParameterCombination"):
        beanstalk.update_environment(EnvironmentName="shop-api", VersionLabel="v1", OptionSettings=size)
    beanstalk.update_environment(EnvironmentName="shop-api", VersionLabel="v1")
    with refused("InvalidParameterValue", "is deployed to shop-api"):
        beanstalk.delete_application_version(ApplicationName="shop", VersionLabel="v1")
