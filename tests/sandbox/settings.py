# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test can set at run time; a reset puts the defaults back."""

from __future__ import annotations

import os

DEFAULTS = {
    # Seconds from "accepted" to "ready" of everything that takes minutes on AWS; `delays` sets them for one kind:
    # rds:instance, ec2:nat-gateway, ec2:vpc-endpoint, lambda:function, acm:certificate, apprunner:service, ecs:express,
    # ecs:service, ecs:task, ecs:task-run, amplify:job, amplify:domain, cognito-idp:domain, elbv2:load-balancer, elbv2:target,
    # mq:broker, kafka:cluster, eks:cluster, eks:nodegroup, eks:fargate-profile, eks:addon, autoscaling:instance,
    # autoscaling:refresh, elasticbeanstalk:environment, elasticbeanstalk:version, elasticbeanstalk:swap, lightsail:service,
    # lightsail:deployment, ecr:scan, dms:instance, dms:connection, dms:task, datasync:execution.
    "delay": float(os.environ.get("SANDBOX_DELAY", "0.4")),
    "delays": {},
    # Seconds that pass with each call while the clock stands still between them; None: it does not stand still.
    "seconds_per_call": None,
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
    # The real registry that has ECR's images, {"url": "http://127.0.0.1:5000", "password": that of its user AWS}; None: moto
    # knows what PutImage tells it.
    "image_registry": None,
    # The engine that runs the containers of ECS, {"program": "docker", "host": "unix:///var/run/docker.sock"}; None: they are
    # taken for running, and the built-in app answers.
    "container_engine": None,
    # What scans of images find, by patterns of repositories: {"shop": {"HIGH": 2}}, or {"shop": {"status": "FAILED"}}.
    "image_findings": {},
    # Patterns of images whose containers of ECS services end as soon as they start, such as "*:broken".
    "ecs_failing_images": [],
    # How tasks that are run once end where no engine runs them, by patterns of their commands:
    # {"*migrate*": {"exit_code": 1, "lines": ["relation exists"]}}; the others end well.
    "ecs_task_runs": {},
    # Patterns of functions that find fault with deployments of ECS services, such as "*:function:shop-watch".
    "ecs_failing_hooks": [],
    # Patterns of names of EKS clusters, node groups and add-ons whose updates fail.
    "eks_failing_updates": [],
    # Where databases really are, by patterns of their names: {"shop-db-drill-*": {"address": "127.0.0.1", "port": 54321}}.
    "rds_endpoints": {},
    # Seconds by which LatestRestorableTime is behind the present; on AWS up to 300.
    "rds_backup_lag": 0.0,
    # The tables that tasks of DMS load, and what comparing them comes to, {"ValidationState": "Mismatched records"}.
    "dms_tables": [{"TableName": "Student", "FullLoadRows": 20000}, {"TableName": "Homework", "FullLoadRows": 100000}],
    # Patterns of names of endpoints that no instance of DMS reaches.
    "dms_unreachable": [],
    # How executions of DataSync's tasks fail, by patterns of the tasks' names: {"files*": {"ErrorCode": "", "ErrorDetail": ""}}.
    "datasync_failures": {},
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
