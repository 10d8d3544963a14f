# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets that are made once: as long, as varied and as plain as was asked for."""
from __future__ import annotations

import json
import string

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws.passwords import generated, put_into, taken_out
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import Secret
from hypothesis import given
from hypothesis import strategies as some

KINDS = {
    "exclude_lowercase": string.ascii_lowercase, "exclude_uppercase": string.ascii_uppercase,
    "exclude_numbers": string.digits, "exclude_punctuation": string.punctuation,
}
# AWS refuses a wish that leaves no character at all; so one kind always stays.
wishes = some.fixed_dictionaries(
    {"password_length": some.integers(4, 128)},
    optional={**dict.fromkeys(list(KINDS)[1:], some.booleans()), "exclude_characters": some.text("/@\" '\\", max_size=6)},
)


@given(wishes)
def test_it_is_what_was_asked_for(wish):
    made = generated(wish)
    assert len(made) == wish["password_length"]
    assert not set(made) & set(wish.get("exclude_characters", ""))
    for name, characters in KINDS.items():
        assert bool(set(made) & set(characters)) != bool(wish.get(name, False))


def test_no_two_are_the_same():
    assert len({str(generated({})) for number in range(200)}) == 200


def test_it_never_shows():
    assert repr(generated({})) == "(sensitive)"


def test_without_a_wish_it_has_32_characters():
    assert len(generated({})) == 32


def test_an_alphabet_that_suits_databases():
    made = generated({"password_length": 128, "exclude_punctuation": True})
    assert made.isalnum()


def test_it_is_put_into_its_template():
    whole = put_into({"username": "shop"}, "password", Secret("known-to-nobody"))
    assert isinstance(whole, Secret)
    assert json.loads(whole) == {"username": "shop", "password": "known-to-nobody"}


@pytest.mark.parametrize(("stored", "key", "password"), [
    ('{"password": "known-to-nobody"}', "password", "known-to-nobody"),
    ("known-to-nobody", None, "known-to-nobody"),
    ("known-to-nobody", "password", None),
    ('["password"]', "password", None),
    ('{"user": "shop"}', "password", None),
    (None, "password", None),
])  # fmt: skip
def test_it_is_taken_out_again_unless_something_else_was_stored(stored, key, password):
    assert taken_out(stored, key) == password


def test_without_a_template_it_stands_alone():
    assert put_into(None, None, Secret("known-to-nobody")) == "known-to-nobody"
