# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test can set at run time; a reset puts the defaults back."""

from __future__ import annotations

import os

DEFAULTS = {
    # Seconds from "accepted" to "ready" of everything that takes minutes on AWS; `delays` sets them for one kind:
    # rds:instance, ec2:nat-gateway, ec2:vpc-endpoint, lambda:function, acm:certificate, apprunner:service, ecs:express,
    # ecs:service, ecs:task, amplify:job, amplify:domain, cognito-idp:domain, elbv2:load-balancer, elbv2:target,
    # mq:broker, kafka:cluster, eks:cluster, eks:nodegroup, eks:fargate-profile, eks:addon, autoscaling:instance,
    # autoscaling:refresh, elasticbeanstalk:environment, elasticbeanstalk:version, elasticbeanstalk:swap, lightsail:service,
    # lightsail:deployment.
    "delay": float(os.environ.get("SANDBOX_DELAY", "0.4")),
    "delays": {},
    # Seconds in which a new role cannot be assumed yet.
    "role_propagation": 0.0,
    # Seconds until a new resource shows up in the tagging API.
    "tagging_delay": 0.0,
    # App Runner takes no new customers since 2026-04-30.
    "apprunner_open": False,
    # Whether those who ask may know prices.
    "price_list_open": True,
    # The step (BUILD, DEPLOY, VERIFY) in which jobs of Amplify that are started from now on fail; None: they succeed.
    "amplify_failing_step": None,
    # How the reviewers of SES decide on production access: PENDING, GRANTED, DENIED or FAILED.
    "ses_review": "PENDING",
    # Patterns of images whose containers of ECS services end as soon as they start, such as "*:broken".
    "ecs_failing_images": [],
    # Patterns of functions that find fault with deployments of ECS services, such as "*:function:shop-watch".
    "ecs_failing_hooks": [],
    # Patterns of names of EKS clusters, node groups and add-ons whose updates fail.
    "eks_failing_updates": [],
    # Names of target groups whose targets do not answer well.
    "unhealthy_target_groups": [],
    # The address that answers for deployed services; None: the built-in app.
    "service_app": None,
}

settings = dict(DEFAULTS)


def change(changes: dict) -> dict:
    """Apply changes; an unknown name is an error, so that a typo in a test does not pass."""
    unknown = set(changes) - set(DEFAULTS)
    if unknown:
        raise ValueError(f"unknown settings: {', '.join(sorted(unknown))}; known: {', '.join(DEFAULTS)}")
    settings.update(changes)
    return dict(settings)


def reset() -> None:
    """Back to the defaults."""
    settings.clear()
    settings.update(DEFAULTS)


def delay(kind: str) -> float:
    """Seconds that this kind of resource takes to become ready."""
    return float(settings["delays"].get(kind, settings["delay"]))
