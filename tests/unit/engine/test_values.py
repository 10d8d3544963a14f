# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets and unknowns."""

from __future__ import annotations

import copy
import json

from ansible_collections.skylift.aws.plugins.module_utils.engine.values import (
    UNKNOWN,
    Secret,
    holds_unknown,
    secret,
    shown,
)


def test_a_secret_reaches_aws_but_no_person():
    assert json.dumps({"password": Secret("hunter2")}) == '{"password": "hunter2"}'
    assert f"{[Secret('hunter2')]!r}" == "[(sensitive)]"
    assert shown({"a": [Secret("hunter2"), 1]}) == {"a": ["(sensitive)", 1]}


def test_an_unknown_equals_nothing_and_stays_itself():
    assert UNKNOWN != UNKNOWN
    assert copy.deepcopy([UNKNOWN])[0] is UNKNOWN
    assert shown((UNKNOWN,)) == ["(known after converge)"]
    assert holds_unknown({"a": [{"b": UNKNOWN}]}) and not holds_unknown({"a": [1]})


def test_every_leaf_of_a_secret_option_is_secret():
    hidden = secret({"a": "x", "b": [1, True, None, UNKNOWN]})
    assert shown(hidden) == {"a": "(sensitive)", "b": ["(sensitive)", True, None, "(known after converge)"]}
