# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""CloudTrail: whether records can be delivered."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.load_balancers import has_policy
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, over_all


@over_all("cloudtrail_trail", "s3_bucket", "s3_bucket_policy", code="CLOUDTRAIL-BUCKET")
def a_trail_may_write_into_its_bucket(stack: Stack) -> Iterator[Problem]:
    """AWS CloudTrail API: CreateTrail, S3BucketName (InsufficientS3BucketPolicyException without a policy for CloudTrail)."""
    for trail in stack.of("cloudtrail_trail") if stack.is_whole else ():
        bucket = stack.target(trail, "s3_bucket_name", "s3_bucket")
        if bucket and not bucket.declares("policy") and not has_policy(stack, bucket):
            said = f"{bucket.address} has no policy that lets CloudTrail write, and AWS refuses it"
            yield trail.problem("s3_bucket_name", said, "let cloudtrail.amazonaws.com read its ACL and put objects")
