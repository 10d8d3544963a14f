# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session knows where it goes and as whom, and says what is wrong with that in words that help."""
from __future__ import annotations

import concurrent.futures
import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import CALLS, AwsError
from ansible_collections.skylift.aws.plugins.module_utils.aws.credentials import AssumedRole
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import AwsSession, session
from botocore.credentials import Credentials

ELSEWHERE = "arn:aws:iam::222222222222:role/deploy"


def problem_of(options):
    """Return the one problem of a connection, as people see it."""
    problems = AwsSession(options).check()
    assert len(problems) == 1
    return str(problems[0])


def test_a_good_connection_has_no_problem(connection):
    opened = AwsSession(connection)
    assert opened.check() == []
    assert (opened.account_id, opened.region, opened.partition) == ("123456789012", "eu-central-1", "aws")


def test_equal_options_share_a_session_and_its_clients(connection):
    opened = session(connection)
    assert session(dict(connection)) is opened
    assert opened.client("ec2") is opened.client("ec2")
    assert session({**connection, "region": "us-east-1"}) is not opened


def test_clients_are_made_once_however_many_threads_want_them(connection):
    opened = AwsSession(connection)
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        made = set(pool.map(lambda number: (opened.client("iam"), opened.region, opened.account_id), range(64)))
    assert len(made) == 1


def test_the_account_is_asked_for_once(connection):
    opened = AwsSession(connection)
    before = CALLS.by_operation["sts:GetCallerIdentity"]
    assert opened.account_id == opened.account_id
    assert CALLS.by_operation["sts:GetCallerIdentity"] == before + 1


def test_a_role_is_assumed_and_the_account_is_the_role_s(connection):
    opened = AwsSession({**connection, "assume_role_arn": ELSEWHERE})
    assert opened.account_id == "222222222222"
    frozen = opened.client("ec2")._get_credentials().get_frozen_credentials()
    assert frozen.token


class HastySts:
    """Stands in for STS: a role session of it ends within a minute."""

    def __init__(self):
        self.given = 0

    def assume_role(self, RoleArn, RoleSessionName):
        self.given += 1
        end = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=60)
        keys = {"AccessKeyId": f"ASIA{self.given}", "SecretAccessKey": "example", "SessionToken": "example"}
        user = {"Arn": f"arn:aws:sts::222222222222:assumed-role/deploy/{RoleSessionName}"}
        return {"Credentials": {**keys, "Expiration": end}, "AssumedRoleUser": user}


def test_a_role_is_assumed_again_before_its_session_ends():
    sts = HastySts()
    credentials = AssumedRole(ELSEWHERE, Credentials("a", "b"), lambda service, **keys: sts).load_credentials()
    assert sts.given == 0
    used = [credentials.get_frozen_credentials().access_key for _call in range(2)]
    assert used == ["ASIA1", "ASIA2"]


def test_another_account_is_refused(connection):
    assert problem_of({**connection, "account_id": "999999999999"}) == (
        "account_id: the credentials belong to account 123456789012, but account_id is 999999999999; "
        "use the credentials of that account, or correct account_id")


def test_an_account_that_yaml_took_for_a_number_keeps_its_zeros(connection):
    assert AwsSession({**connection, "account_id": 12345678901}).connection.account_id == "012345678901"


@pytest.mark.parametrize(("change", "told"), [
    ({"region": None}, "region: no region is set; set region"),
    ({"region": "eu central 1"}, 'region: "eu central 1" is no region; did you mean eu-central-1'),
    ({"secret_key": None}, "secret_key: PartialCredentialsError"),
    ({"access_key": None, "secret_key": None}, "profile: there are no AWS credentials; set profile"),
    ({"profile": "classla"}, "profile: both a profile and keys are given; give one of them"),
    ({"endpoint_url": "127.0.0.1"}, "endpoint_url: InvalidEndpoint: Invalid endpoint: 127.0.0.1; write a URL"),
    ({"endpoint_url": "http://127.0.0.1:1"}, "endpoint_url: Could not connect to the endpoint URL"),
    ({"aws_config": {"retrys": 3}}, "aws_config: InvalidConfig: Got unexpected keyword argument 'retrys'"),
])
def test_what_is_wrong_with_a_connection_is_told_with_its_remedy(connection, change, told):
    assert problem_of({**connection, **change}).startswith(told)


def test_an_unknown_profile_is_told_with_the_near_one(tmp_path):
    (tmp_path / "config").write_text("[profile classla-prod]\nregion = eu-central-1\n")
    assert problem_of({"profile": "clasla-prod"}) == (
        'profile: there is no AWS profile "clasla-prod"; did you mean classla-prod?')


def test_a_call_with_a_wrong_connection_is_an_aws_error(connection):
    with pytest.raises(AwsError) as caught:
        AwsSession({**connection, "region": None}).call("ec2", "describe_vpcs")
    assert caught.value.code == "NoRegionError"


@pytest.mark.parametrize("variable", ["AWS_REGION", "AWS_DEFAULT_REGION", "EC2_REGION"])
def test_the_region_comes_from_the_environment(monkeypatch, variable):
    monkeypatch.setenv(variable, "eu-west-1")
    assert AwsSession({}).region == "eu-west-1"


def test_the_region_of_the_options_wins(monkeypatch):
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    assert AwsSession({"ec2_region": "eu-central-1"}).region == "eu-central-1"


def test_the_region_of_the_profile_is_the_last_resort(tmp_path):
    (tmp_path / "config").write_text("[profile classla]\nregion = eu-north-1\n")
    assert AwsSession({"profile": "classla"}).region == "eu-north-1"


def test_keys_of_the_options_are_not_mixed_with_those_of_the_environment(monkeypatch):
    monkeypatch.setenv("AWS_SESSION_TOKEN", "of another")
    monkeypatch.setenv("AWS_PROFILE", "another")
    given = AwsSession({"access_key": "AKIAEXAMPLE", "secret_key": "example"}).connection
    assert (given.session_token, given.profile) == (None, None)


def test_the_endpoint_of_the_environment_serves(monkeypatch, connection):
    url = connection.pop("endpoint_url")
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    assert AwsSession(connection).check() == []
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_URL", url)
    assert AwsSession(connection).check() == []


@pytest.mark.parametrize(("region", "partition"), [
    ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov"), ("eu-central-1", "aws"), ("eu-new-7", "aws"),
])
def test_the_partition_follows_from_the_region(region, partition):
    assert AwsSession({"region": region}).partition == partition


@pytest.mark.parametrize(("region", "service", "host"), [
    ("cn-north-1", "iam", "iam.cn-north-1.amazonaws.com.cn"), ("us-gov-west-1", "iam", "iam.us-gov.amazonaws.com"),
    ("eu-central-1", "iam", "iam.amazonaws.com"), ("eu-central-1", "sts", "sts.eu-central-1.amazonaws.com"),
])
def test_global_services_have_the_endpoint_of_their_partition(region, service, host):
    client = AwsSession({"region": region, "access_key": "a", "secret_key": "b"}).client(service)
    assert client.meta.endpoint_url == f"https://{host}"


def test_certificates_are_verified_unless_told_otherwise():
    assert AwsSession({}).connection.verify is None
    assert AwsSession({"validate_certs": "no"}).connection.verify is False
    assert AwsSession({"aws_ca_bundle": "/etc/ca.pem"}).connection.verify == "/etc/ca.pem"


WITHOUT_SDK = """
import sys
sys.modules.update(dict.fromkeys(["boto3", "botocore", "jmespath"]))
from ansible_collections.skylift.aws.plugins.module_utils.aws import diagnosis, leaves, lock, model, session
print(*session.AwsSession({}).check())
"""


def test_without_the_sdk_everything_imports_and_says_what_to_install():
    collections = Path(__file__).resolve().parents[3] / ".venv" / "collections"
    command = [sys.executable, "-c", WITHOUT_SDK]
    said = subprocess.run(
        command, env={"PYTHONPATH": str(collections)}, capture_output=True, text=True, check=True)
    assert said.stdout == "the Python library botocore is missing; install it: pip install boto3 jmespath\n"


def test_no_secret_shows_in_a_connection():
    assert "example-secret" not in repr(AwsSession({"access_key": "a", "secret_key": "example-secret"}).connection)
