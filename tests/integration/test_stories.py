# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every resource type lives through its story in a sandbox: made, kept, edited, mended and deleted."""
from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types
from support.story import STORIES, Story

ALL_RESOURCE_TYPES = sorted(name for name, facts in all_types().items() if not facts.lifecycle)
"""Those that AWS's API makes; what another API makes is not in the sandbox, and has tests of its own."""


@pytest.mark.parametrize("resource_type", ALL_RESOURCE_TYPES)
def test_it_lives_through_its_story(resource_type, sandbox):
    Story(resource_type, sandbox).walk()


def test_every_story_is_about_a_resource_type():
    assert sorted(story.stem for story in STORIES.glob("*.yml")) == ALL_RESOURCE_TYPES
