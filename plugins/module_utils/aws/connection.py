# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Connection options, as people and the environment give them."""
from __future__ import annotations

import os
from dataclasses import dataclass, field

from ansible.module_utils.parsing.convert_bool import boolean
from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import connection_names
from ansible_collections.skylift.aws.plugins.module_utils.aws.sdk import botocore

# Environment variables in the order in which they count; those that the SDK reads itself are left to it.
ENVIRONMENT = {
    "region": ("AWS_REGION", "AWS_DEFAULT_REGION", "EC2_REGION"),
    "profile": ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"),
    "access_key": ("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY", "EC2_ACCESS_KEY"),
    "secret_key": ("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY", "EC2_SECRET_KEY"),
    "session_token": ("AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "EC2_SECURITY_TOKEN"),
    "endpoint_url": ("AWS_URL", "EC2_URL", "S3_URL"),
    "aws_ca_bundle": ("AWS_CA_BUNDLE",),
}
KEYS = ("access_key", "secret_key", "session_token")


@dataclass(frozen=True)
class Connection:
    """How to reach AWS and as whom; None is left to the SDK. `verify` is False, a file of authorities, or None."""

    region: str | None = None
    profile: str | None = None
    access_key: str | None = None
    secret_key: str | None = field(default=None, repr=False)
    session_token: str | None = field(default=None, repr=False)
    endpoint_url: str | None = None
    verify: bool | str | None = None
    aws_config: dict = field(default_factory=dict)
    assume_role_arn: str | None = None
    account_id: str | None = None
    ambiguous: bool = False

    @classmethod
    def of(cls, options: dict) -> Connection:
        """Return the connection that the options, under any of their names, and the environment describe."""
        names = connection_names()
        given = {names[name]: value for name, value in options.items() if name in names and value not in (None, "")}
        ambiguous = "profile" in given and any(key in given for key in KEYS)
        for option in cls._left_to_environment(given):
            value = next((os.environ[name] for name in ENVIRONMENT[option] if os.environ.get(name)), None)
            if value:
                given[option] = value
        if "profile" in given:
            given = {option: value for option, value in given.items() if option not in KEYS}
        bundle = given.pop("aws_ca_bundle", None)
        verify = None if boolean(given.pop("validate_certs", True)) else False
        given.pop("debug_botocore_endpoint_logs", None)
        if "account_id" in given:
            # YAML takes an account that begins with zeros for a number.
            given["account_id"] = str(given["account_id"]).zfill(12)
        return cls(**given, verify=bundle if bundle and verify is None else verify, ambiguous=ambiguous)

    def keys(self) -> tuple[str, str, str | None]:
        """Return access key, secret key and session token. Raises botocore's PartialCredentialsError."""
        absent = next((name for name in ("access_key", "secret_key") if not getattr(self, name)), None)
        if absent:
            raise botocore.exceptions.PartialCredentialsError(provider="options", cred_var=absent)
        return self.access_key, self.secret_key, self.session_token

    @staticmethod
    def _left_to_environment(given: dict) -> list[str]:
        """Return what the environment may fill in: it completes neither keys nor a profile that the options give."""
        who = {"profile", *KEYS}
        if who & given.keys():
            return [option for option in ENVIRONMENT if option not in given and option not in who]
        if any(os.environ.get(name) for name in ENVIRONMENT["profile"]):
            return [option for option in ENVIRONMENT if option not in given and option not in KEYS]
        return [option for option in ENVIRONMENT if option not in given]
