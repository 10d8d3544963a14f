# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An application on other services of AWS: deployed though the network is bad, kept, and destroyed though answers are lost."""

from __future__ import annotations

import pytest
from deployment import Deployment
from test_destroyed_on_a_bad_day import empty as empty  # noqa: PLC0414  # a fixture
from test_destroyed_on_a_bad_day import everything, left, start

# Elastic Beanstalk keeps its bucket for the account, and the logs of its servers for as long as it was told.
OF_AWS = ("/aws/elasticbeanstalk/", "elasticbeanstalk-us-east-1-123456789012")


@pytest.mark.parametrize(("kind", "seed"), [("elastic_beanstalk", 1), ("elastic_beanstalk", 2), ("lightsail", 3)])
def test_nothing_is_made_twice_and_nothing_is_left(tmp_path, sandbox, empty, kind, seed):
    sandbox.settings(delay=0.05)
    deployment = Deployment(tmp_path, sandbox, environment="staging")
    chosen = "-e", f"container_service_kind={kind}"
    own = f"{kind.replace('_', '')}:*"
    sandbox.faults(throttle_rate=0.1, error_rate=0.05, drop_rate=0.05, stale_seconds=0.5, seed=seed, only=own)
    made = deployment.run(*chosen)
    sandbox.faults()
    assert made.code == 0, made.ending
    kept = deployment.run(*chosen)
    assert "Plan: 0 to create, 0 to update, 0 to replace, 0 to delete" in kept.printed, kept.ending
    consent = everything(deployment)
    sandbox.faults(drop_rate=0.3, only="*:Delete*", seed=seed)
    done = start(deployment, *chosen, "-e", consent).wait()
    sandbox.faults()
    assert done.code == 0, done.ending
    assert [line for line in left(sandbox, empty) if not any(name in line for name in OF_AWS)] == []
