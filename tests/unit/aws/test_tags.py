# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags in all the spellings of AWS, and the index of what a stack owns."""
from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws import model
from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import CALLS
from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
from ansible_collections.skylift.aws.plugins.module_utils.aws.tags import TagIndex, tags_for, tags_of
from hypothesis import given
from hypothesis import strategies as some

tags = some.dictionaries(some.text(min_size=1), some.text())


@pytest.mark.parametrize(
    ("service", "operation", "member"),
    [
        ("ec2", "create_tags", "Tags"),
        ("ecs", "create_cluster", "tags"),
        ("kms", "tag_resource", "Tags"),
        ("lambda", "create_function", "Tags"),
        ("secretsmanager", "tag_resource", "Tags"),
    ],
)
@given(declared=tags)
def test_tags_survive_each_spelling(service, operation, member, declared):
    shape = model.input_shape(service, operation).members[member]
    assert tags_of(tags_for(shape, declared)) == declared


def test_a_tag_may_have_no_value():
    assert tags_of([{"Key": "shop"}]) == {"shop": ""}


def test_no_tags_are_an_empty_map():
    assert tags_of(None) == {}


@pytest.fixture
def aws(moto_url):
    return session({"region": "eu-central-1", "endpoint_url": moto_url, "access_key": "a", "secret_key": "b"})


def made(aws, name: str, **tags: str) -> str:
    given = [{"Key": key, "Value": value} for key, value in tags.items()]
    return aws.call("sns", "create_topic", {"Name": name, "Tags": given})["TopicArn"]


def test_a_stack_finds_what_is_its_own(aws):
    mine = made(aws, "mine", **{"skylift:stack": "index", "skylift:resource": "sns_topic.mine", "tier": "data"})
    made(aws, "theirs", **{"skylift:stack": "other", "skylift:resource": "sns_topic.theirs"})
    made(aws, "nobodys")
    found = TagIndex(aws, "index").entries
    assert set(found) == {"sns_topic.mine"}
    assert found["sns_topic.mine"]["arn"] == mine
    assert found["sns_topic.mine"]["tags"]["tier"] == "data"


def test_what_was_made_since_is_found_when_it_is_read_again(aws):
    index = TagIndex(aws, "later")
    assert index.entries == {}
    made(aws, "later", **{"skylift:stack": "later", "skylift:resource": "sns_topic.later"})
    assert index.entries == {}
    index.forget()
    assert set(index.entries) == {"sns_topic.later"}


def test_what_was_made_a_moment_ago_counts_before_aws_lists_it(aws):
    index = TagIndex(aws, "fresh")
    index.remember("kms_key.fresh", "arn:aws:kms:eu-central-1:123456789012:key/1", {"skylift:stack": "fresh"})
    assert index.entries["kms_key.fresh"]["arn"].endswith("key/1")


def test_what_is_made_does_not_cost_another_reading(aws):
    index = TagIndex(aws, "calm")
    assert index.entries == {}
    before = CALLS.total
    index.remember("sns_topic.calm", "arn:aws:sns:eu-central-1:123456789012:calm", {"skylift:stack": "calm"})
    assert set(index.entries) == {"sns_topic.calm"}
    assert CALLS.total == before


def test_what_is_listed_though_deleted_comes_after_what_took_its_place(aws):
    old = made(aws, "old", **{"skylift:stack": "twice", "skylift:resource": "kms_key.twice"})
    index = TagIndex(aws, "twice")
    index.remember("kms_key.twice", "arn:aws:kms:eu-central-1:123456789012:key/2", {"skylift:stack": "twice"})
    assert [carrier["arn"] for carrier in index.carrying("kms_key.twice")] == ["arn:aws:kms:eu-central-1:123456789012:key/2", old]
    assert index.carrying("kms_key.never") == []
