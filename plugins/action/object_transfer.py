# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The object_transfer action: copies files from the controller, through which all of them go."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.modules.object_transfer import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction, shower
from ansible_collections.skylift.aws.plugins.plugin_utils.reports import written


class ActionModule(ControllerAction):
    """Copies, and passes when the target has everything."""

    documentation = DOCUMENTATION
    secret = frozenset({"source.config", "target.config"})

    def outcome(self, options, task_vars):
        """Return what was copied, and the report."""
        from ansible_collections.skylift.aws.plugins.module_utils.transfer import objects
        from ansible_collections.skylift.aws.plugins.module_utils.transfer.rclone import Rclone, Remote
        from ansible_collections.skylift.aws.plugins.module_utils.transfer.waiting import Watch

        source, target = (Remote(role, **options[role]) for role in ("source", "target"))
        watch = Watch(shower(task_vars))
        rclone = Rclone((source, target), watch)
        copied = objects.copied(rclone, options, watch, self._task.check_mode)
        changed = bool(copied["copied_objects"])
        if self._task.check_mode and changed:
            return {"changed": True, **copied}
        report = {"source": source.path, "target": target.path, **copied, **objects.check(rclone, options, watch)}
        files = written(options["report_folder"], "objects", report, objects.as_markdown(report))
        told = {"changed": changed, "report": report, "files": files}
        if report["equal"]:
            return told
        differences = objects.shown([f"{each['object']} {each['said']}" for each in report["differences"]])
        said = f"{source} and {target} differ in {len(report['differences'])} objects: {differences}"
        return {**told, "failed": True, "msg": said}
