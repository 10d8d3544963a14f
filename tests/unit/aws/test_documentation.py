# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The argument spec is read from the documentation, fragments included."""
from __future__ import annotations

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.skylift.aws.plugins.module_utils.aws.documentation import argument_spec_of, connection_names

DOCUMENTATION = """
module: rds_db_instance
extends_documentation_fragment:
  - skylift.aws.resource
  - skylift.aws.connection
  - action_common_attributes
options:
  name:
    description: Another word for the same.
    type: str
    required: true
  engine:
    description: The engine.
    type: str
    choices: {postgres: PostgreSQL., mysql: MySQL.}
  subnets:
    description: Where.
    type: list
    elements: dict
    suboptions:
      zone: {description: The zone., type: str, required: true}
  master_user_password:
    description: A secret.
    type: str
"""


@pytest.fixture(scope="module")
def spec():
    return argument_spec_of(DOCUMENTATION, secret={"master_user_password"})


def test_options_of_the_module_and_of_its_fragments_are_in_it(spec):
    assert {"engine", "name", "state", "stack", "adopt", "region", "assume_role_arn", "account_id"} <= spec.keys()


def test_of_an_option_of_a_fragment_a_module_says_only_what_differs():
    spec = argument_spec_of("""
extends_documentation_fragment: skylift.aws.databases
options:
  target: {required: false}
""")
    assert spec["target"] == {**spec["source"], "required": False}


def test_documented_choices_become_a_list(spec):
    assert spec["engine"]["choices"] == ["postgres", "mysql"]


def test_secrets_are_not_logged_and_nothing_else_is_hidden(spec):
    assert {name for name, option in spec.items() if option["no_log"]} == {
        "master_user_password", "secret_key", "session_token"}


def test_ansible_takes_the_spec_and_fills_in_defaults(spec):
    result = ArgumentSpecValidator(spec).validate({"name": "classla", "ec2_region": "eu-central-1"})
    assert result.error_messages == []
    taken = result.validated_parameters
    assert (taken["state"], taken["validate_certs"], taken["region"]) == ("present", True, "eu-central-1")


@pytest.mark.parametrize(("parameters", "told"), [
    ({"name": "a", "engine": "oracle"}, "value of engine must be one of: postgres, mysql"),
    ({"name": "a", "subnets": [{"zone": "a", "size": 1}]}, "subnets.size"),
    ({}, "missing required arguments: name"),
])
def test_ansible_holds_parameters_against_the_spec(spec, parameters, told):
    assert told in "\n".join(ArgumentSpecValidator(spec).validate(parameters).error_messages)


@pytest.mark.parametrize(("alias", "option"), [
    ("aws_region", "region"), ("ec2_region", "region"), ("aws_profile", "profile"), ("aws_access_key_id", "access_key"),
    ("aws_secret_access_key", "secret_key"), ("aws_session_token", "session_token"), ("s3_url", "endpoint_url"),
    ("aws_endpoint_url", "endpoint_url"), ("ec2_url", "endpoint_url"), ("account_id", "account_id"),
])
def test_the_connection_options_have_the_names_of_amazon_aws(alias, option):
    assert connection_names()[alias] == option
