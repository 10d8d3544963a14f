# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What an error of the connection means for people: one problem, and what to do about it."""
from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import AwsError
from ansible_collections.skylift.aws.plugins.module_utils.aws.connection import Connection
from ansible_collections.skylift.aws.plugins.module_utils.aws.sdk import botocore
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem

LOG_IN_AGAIN = "get new ones (aws sso login, or as your organization hands them out) and run again"

# {code: (what is wrong; "" repeats AWS's or botocore's own words, remedy, option)}
MEANINGS = {
    "NoRegionError": ("no region is set", "set region, or AWS_REGION in the environment", "region"),
    "NoCredentialsError": (
        "there are no AWS credentials",
        "set profile, or access_key and secret_key, or AWS_PROFILE in the environment", "profile"),
    "PartialCredentialsError": ("", "set both access_key and secret_key", "secret_key"),
    "CredentialRetrievalError": ("", "try the same by hand: aws sts get-caller-identity", "profile"),
    "AmbiguousCredentials": ("both a profile and keys are given", "give one of them", "profile"),
    "MfaRequired": (
        "the profile asks for an MFA code, and nobody can type one here",
        "get temporary credentials first (aws sts get-session-token) and give those", "profile"),
    "ExpiredToken": ("the AWS credentials have expired", LOG_IN_AGAIN, "session_token"),
    "ExpiredTokenException": ("the AWS credentials have expired", LOG_IN_AGAIN, "session_token"),
    "RequestExpired": ("AWS takes the request for an old one", "set the clock of this machine, or " + LOG_IN_AGAIN, ""),
    "UnauthorizedSSOTokenError": ("the SSO login has expired", "run: aws sso login", "profile"),
    "SSOTokenLoadError": ("there is no SSO login", "run: aws sso login", "profile"),
    "TokenRetrievalError": ("the SSO login has expired", "run: aws sso login", "profile"),
    "InvalidClientTokenId": (
        "AWS does not know this access key", "correct the credentials; keys of China and GovCloud work only there",
        "access_key"),
    "UnrecognizedClientException": ("AWS does not know this access key", "correct the credentials", "access_key"),
    "AuthFailure": ("AWS does not take these credentials", "correct them", "access_key"),
    "SignatureDoesNotMatch": ("", "correct secret_key, or set the clock of this machine", "secret_key"),
    "SSLError": ("", "set aws_ca_bundle to the file of your authorities", "aws_ca_bundle"),
    "InvalidEndpoint": ("", "write a URL such as http://127.0.0.1:5000", "endpoint_url"),
    "InvalidConfig": ("", "use the names of botocore's Config", "aws_config"),
    "ConfigParseError": ("", "correct the file", "profile"),
}


@contextlib.contextmanager
def connecting() -> Iterator[None]:
    """Turn what botocore raises while a session or client is made into AwsError."""
    try:
        yield
    except botocore.exceptions.BotoCoreError as error:
        raise AwsError(type(error).__name__, str(error)) from None
    except ValueError as error:
        raise AwsError("InvalidEndpoint", str(error)) from None


def problem(error: AwsError, connection: Connection) -> Problem:
    """Return the problem that an error of the first call stands for."""
    if error.code == "ProfileNotFound":
        return _no_such_profile(connection)
    if error.code in ("InvalidRegionError", "UnknownRegionError"):
        return Problem(f'"{connection.region}" is no region', _near_region(connection), option="region")
    if error.code in ("EndpointConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ProxyConnectionError"):
        return _out_of_reach(error, connection)
    if error.operation == "AssumeRole":
        return Problem(
            f"the role {connection.assume_role_arn} cannot be assumed: {error.code}: {error.message}",
            "let its trust policy name who you are, and allow yourself sts:AssumeRole", option="assume_role_arn",
        )
    said, remedy, option = MEANINGS.get(error.code, ("", "try the same by hand: aws sts get-caller-identity", ""))
    return Problem(said or f"{error.code}: {error.message}", remedy, option=option)


def _no_such_profile(connection: Connection) -> Problem:
    profiles = botocore.session.Session().available_profiles
    near = difflib.get_close_matches(connection.profile, profiles, n=1)
    remedy = f"use one of {', '.join(profiles)}" if profiles else "run: aws configure sso"
    if near:
        remedy = f"did you mean {near[0]}?"
    return Problem(f'there is no AWS profile "{connection.profile}"', remedy, option="profile")


def _near_region(connection: Connection) -> str:
    session = botocore.session.Session()
    regions = [
        name for partition in session.get_available_partitions()
        for name in session.get_available_regions("ec2", partition)
    ]
    near = difflib.get_close_matches(connection.region or "", regions, n=3)
    return f"did you mean {' or '.join(near)}?" if near else "use a name such as eu-central-1"


def _out_of_reach(error: AwsError, connection: Connection) -> Problem:
    if connection.endpoint_url:
        remedy = "see that something listens there, or correct endpoint_url"
        return Problem(error.message, remedy, option="endpoint_url")
    remedy = f"see that this machine reaches it; if {connection.region} is misspelt: {_near_region(connection)}"
    return Problem(error.message, remedy, option="region")
