# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One application on other services of AWS: C(container_service_kind) is changed and nothing else."""

from __future__ import annotations

import pytest
from deployment import Deployment
from kubernetes_api.control_plane import NOT_BUILT, is_built

NEEDS_KUBERNETES = pytest.mark.skipif(not is_built(), reason=NOT_BUILT)
KINDS = {
    "ec2": "autoscaling_auto_scaling_group",
    "eks": "k8s_manifest",
    "elastic_beanstalk": "elasticbeanstalk_environment",
    "fargate": "ecs_service",
    "lightsail": "lightsail_container_service_deployment",
}
NAMES = [pytest.param(name, marks=NEEDS_KUBERNETES if name == "eks" else ()) for name in KINDS]
DATA = ("rds_", "s3_bucket.", "ssm_parameter.", "kms_key.", "ecr_repository.")


@pytest.fixture
def system(tmp_path, sandbox) -> Deployment:
    """The learning platform's staging environment, in which nothing takes long."""
    sandbox.settings(delay=0.05)
    return Deployment(tmp_path, sandbox, environment="staging")


def kind(name: str) -> tuple[str, str]:
    """The arguments that choose a kind of service."""
    return "-e", f"container_service_kind={name}"


@pytest.mark.parametrize("name", NAMES)
def test_it_is_planned_and_made_and_kept(system, sandbox, name):
    planned = system.run(*kind(name), "--check")
    assert planned.code == 0, planned.ending
    assert f"+ {KINDS[name]}." in planned.printed
    made = system.run(*kind(name))
    assert made.code == 0, made.ending
    sandbox.clear_calls()
    kept = system.run(*kind(name))
    assert kept.code == 0, kept.ending
    assert "Plan: 0 to create, 0 to update, 0 to replace, 0 to delete" in kept.printed, kept.ending
    assert sandbox.writes() == []


@pytest.mark.parametrize("name", NAMES)
def test_a_live_stack_goes_over_to_it_and_no_data_is_touched(system, name):
    assert system.run().code == 0
    planned = system.run(*kind(name), "-e", "prune=true", "--check")
    assert planned.code == 0, planned.ending
    lines = planned.printed.splitlines()
    assert any(line.strip().startswith(f"+ {KINDS[name]}.") for line in lines), planned.ending
    assert any(line.strip().startswith("- ecs_express_gateway_service.") for line in lines), planned.ending
    touched = [line for line in lines if line.strip().startswith(("- ", "~ ", "-/+ "))]
    assert not [line for line in touched if any(data in line for data in DATA)]
    switched = system.run(*kind(name), "-e", "prune=true")
    assert switched.code == 0, switched.ending
    told = [line.strip() for line in switched.printed.splitlines()]
    ready = max(index for index, line in enumerate(told) if line.startswith(f"+ {KINDS[name]}.") and " created in " in line)
    leaving = next(index for index, line in enumerate(told) if "ecs_express_gateway_service." in line and "deleting" in line)
    assert ready < leaving, switched.ending


def test_a_release_is_a_version_and_the_old_one_goes_when_it_runs_no_more(system, sandbox):
    chosen = *kind("elastic_beanstalk"), "-e", "prune=true"
    assert system.run(*chosen).code == 0
    released = system.run(*chosen, "-e", "learning_platform_release=v1.1.0")
    assert released.code == 0, released.ending
    beanstalk = sandbox.client("elasticbeanstalk")
    labels = [each["VersionLabel"] for each in beanstalk.describe_application_versions()["ApplicationVersions"]]
    assert [label.partition("-")[0] for label in labels] == ["v1.1.0"]
    assert beanstalk.describe_environments()["Environments"][0]["VersionLabel"] == labels[0]
    bundles = sandbox.client("s3").list_objects_v2(Bucket="elasticbeanstalk-us-east-1-123456789012")["Contents"]
    assert len(bundles) == 1
