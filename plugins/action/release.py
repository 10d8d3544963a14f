# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The release action: what a stack has shipped is written down."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import asdict

from ansible_collections.skylift.aws.plugins.modules.release import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import split_connection

OF_PIPELINES = ("GITHUB_SHA", "CI_COMMIT_SHA", "CODEBUILD_RESOLVED_SOURCE_VERSION")
"""Where GitHub, GitLab and CodeBuild tell the commit."""


class ActionModule(ControllerAction):
    """Keeps the release, unless it is the last one once more."""

    documentation = DOCUMENTATION

    def outcome(self, options, task_vars):
        """Return the release as it is kept."""
        options, connection = split_connection(options)
        if self._task.check_mode:
            return {}
        from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
        from ansible_collections.skylift.aws.plugins.module_utils.releases.history import History, shipped
        from ansible_collections.skylift.aws.plugins.module_utils.releases.withdrawing import withdraw
        from ansible_collections.skylift.aws.plugins.module_utils.resource_types.provider import all_types

        commit = options["commit"] or commit_of(str(task_vars.get("inventory_dir") or os.getcwd()))
        history = History(session(connection), options["stack"])
        if options["state"] == "absent":
            return {"changed": history.forget()}
        made = shipped(options["resources"], all_types())
        if options["instead_of"]:
            withdraw(session(connection), made, history.find(options["instead_of"]).shipped)
        told = options["variables"], made, options["result"], commit, options["of"], options["tags"]
        release, is_new = history.record(*told)
        return {"changed": is_new, "release": asdict(release)}


def commit_of(folder: str) -> str:
    """Return the commit that is shipped, as the pipeline or git tells it; "" where neither does."""
    told = next(filter(None, map(os.environ.get, OF_PIPELINES)), "")
    if told or not shutil.which("git"):
        return told
    asked = ["git", "-C", folder, "rev-parse", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, timeout=10, check=False).stdout.strip()
