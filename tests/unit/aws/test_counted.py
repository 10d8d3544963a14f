# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudFront's lists with their lengths are plain lists to people, and counted again on their way to AWS."""
from __future__ import annotations

import pytest
from ansible_collections.skylift.aws.plugins.module_utils.aws import model
from ansible_collections.skylift.aws.plugins.module_utils.aws.counted import counted, plain
from botocore.loaders import create_loader
from botocore.model import ServiceModel

BEHAVIOR = {"AllowedMethods": {"Items": ["GET", "HEAD"], "CachedMethods": ["GET"]}, "FunctionAssociations": [],
            "TrustedSigners": {"Enabled": False, "Items": []}}  # fmt: skip
ON_THE_WAY = {
    "AllowedMethods": {"Quantity": 2, "Items": ["GET", "HEAD"], "CachedMethods": {"Quantity": 1, "Items": ["GET"]}},
    "FunctionAssociations": {"Quantity": 0}, "TrustedSigners": {"Enabled": False, "Quantity": 0},
}  # fmt: skip


@pytest.fixture(scope="module")
def behavior():
    """The shape of a behavior as botocore ships it."""
    shipped = ServiceModel(create_loader().load_service_model("cloudfront", "service-2"), "cloudfront")
    return shipped.shape_for("DefaultCacheBehavior")


def test_lists_are_counted_at_any_depth(behavior):
    assert counted(behavior, BEHAVIOR) == ON_THE_WAY


def test_what_comes_back_is_what_went(behavior):
    assert plain(counted(behavior, BEHAVIOR)) == BEHAVIOR


def test_what_else_an_answer_says_stays():
    page = {"DistributionList": {"Marker": "", "IsTruncated": True, "Quantity": 0}, "ETag": "E1"}
    assert plain(page) == {"DistributionList": {"Marker": "", "IsTruncated": True, "Items": []}, "ETag": "E1"}


def test_the_model_knows_lists_only():
    config = model.input_shape("cloudfront", "update_distribution").members["DistributionConfig"]
    assert config.members["Aliases"].type_name == "list"
    restriction = config.members["Restrictions"].members["GeoRestriction"]
    assert list(restriction.members) == ["RestrictionType", "Items"]
    assert restriction.required_members == ["RestrictionType"]
