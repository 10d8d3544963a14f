# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a resource type follow from the API model; what is wrong with a declaration is told at once, offline."""
from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.options import is_reference, options_of
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Declaration, Desired
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import UNKNOWN, Secret
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import facts_of


def said(type_name: str, name: str = "shop", state: str = "present", **options) -> list[str]:
    declaration = Declaration(type_name, name, options, state)
    problems = options_of(facts_of(type_name)).problems(declaration)
    return [f"{problem.option}: {problem.said}; {problem.remedy}" for problem in problems]


def sent(type_name: str, **options) -> dict:
    declaration = Declaration(type_name, "shop", options)
    return options_of(facts_of(type_name)).to_api(Desired(declaration, options, {}, "shop"))


def test_a_sound_declaration_has_no_problems():
    assert said("ec2_subnet", vpc_id="${ec2_vpc.main.id}", cidr_block="192.0.2.0/24", tags={"a": "b"}) == []


def test_all_mistakes_are_told_at_once():
    mistakes = said("ec2_subnet", cidr_blok="192.0.2.0/24", map_public_ip_on_launch="perhaps", tags=["a"])
    assert len(mistakes) == 4
    assert any(mistake.startswith("cidr_blok: is not an option of this type; did you mean cidr_block?") for mistake in mistakes)
    assert "vpc_id: is required; set it" in mistakes
    assert "tags: must be a mapping; write it as key: value" in mistakes


def test_what_an_update_takes_in_another_form_is_declared_as_it_is_created():
    assert sent("eks_nodegroup", labels={"tier": "web"}) == {"labels": {"tier": "web"}}
    assert "labels" not in " ".join(said("eks_nodegroup", labels={"tier": "web"}))


def test_what_is_only_to_be_deleted_needs_its_name_only():
    assert said("rds_db_instance", state="absent") == []


def test_the_name_is_held_against_the_limits_of_aws():
    assert any(mistake.startswith("name: ") for mistake in said("iam_role", name="x" * 65, assume_role_policy_document={}))


def test_a_required_option_can_be_made_up_for():
    assert "value: is required; set it" in said("ssm_parameter", type="SecureString")
    assert said("ssm_parameter", type="SecureString", generate_secret_string={"password_length": 40}) == []


def test_the_wish_for_a_secret_is_checked_as_aws_would():
    assert said("ssm_parameter", type="SecureString", generate_secret_string={"length": 40})[0].startswith(
        "generate_secret_string.length: is not an option here")


@pytest.mark.parametrize(("options", "mistakes"), [
    ({"generate_secret_string": {}, "generate_string_key": "password"},
     ["generate_string_key: does nothing without secret_string_template; add that, or leave generate_string_key out"]),
    ({"generate_secret_string": {}, "secret_string_template": {}},
     ["secret_string_template: does nothing without generate_string_key; add that, or leave secret_string_template out"]),
    ({"secret_string": "x", "secret_string_template": {"user": "shop"}},
     ["secret_string_template: does nothing without generate_secret_string and generate_string_key; "
      "add them, or leave secret_string_template out"]),
    ({"generate_secret_string": {}, "secret_string_template": {}, "generate_string_key": "password"}, []),
])  # fmt: skip
def test_what_makes_a_secret_is_given_whole_or_not_at_all(options, mistakes):
    assert said("secretsmanager_secret", **options) == mistakes


def test_an_aspect_may_be_declared_empty_to_take_it_away():
    assert said("s3_bucket", cors_configuration={}) == []
    assert said("s3_bucket", versioning_configuration={"status": "On"}) != []


def test_options_that_skylift_fills_in_are_none():
    places = options_of(facts_of("ec2_vpc_endpoint")).places
    assert not {"client_token", "tag_specifications", "dry_run", "add_route_table_ids", "vpc_endpoint_id"} & set(places)


def test_values_are_sent_under_the_names_and_types_of_the_api():
    assert sent("rds_db_instance", allocated_storage="20", multi_az="yes", db_instance_class=None) == {
        "allocated_storage": 20, "multi_az": True,
    }
    assert sent("iam_role", policies=[{"policy_name": "p", "policy_document": {"Version": "2012-10-17"}}]) == {
        "policies": [{"PolicyName": "p", "PolicyDocument": '{"Version":"2012-10-17"}'}],
    }


def test_secrets_stay_secret_and_the_unknown_unknown():
    api = sent("rds_db_instance", master_user_password=Secret("known-to-nobody"), db_subnet_group_name=UNKNOWN)
    assert isinstance(api["master_user_password"], Secret)
    assert api["db_subnet_group_name"] is UNKNOWN


@pytest.mark.parametrize(
    ("type_name", "option", "immutable"),
    [
        ("ec2_subnet", "cidr_block", True),  # no operation takes it
        ("ec2_subnet", "map_public_ip_on_launch", False),  # an aspect
        ("rds_db_instance", "engine", True),  # the type says so
        ("rds_db_instance", "allocated_storage", False),  # the update takes it
        ("ssm_parameter", "generate_secret_string", False),  # Skylift's own
        ("ec2_subnet", "tags", False),
    ],
)
def test_what_replaces_is_derived(type_name, option, immutable):
    assert options_of(facts_of(type_name)).immutable(option) is immutable


@pytest.mark.parametrize(("text", "expected"), [
    ("${ec2_vpc.main.id}", True),
    ("postgresql://x:${ssm_parameter./shop/password.value:urlencode}@host", True),
    ("${aws:username}", False),
    ("${stageVariables.a.b}", False),
    ("${version} ${srcaddr}", False),
    ("plain", False),
])
def test_references_are_told_from_other_texts(text, expected):
    assert is_reference(text) is expected
