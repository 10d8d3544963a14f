# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The alarm_check action: alarms are watched from the worker itself, for as long as it takes."""

from __future__ import annotations

import datetime

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.modules.alarm_check import DOCUMENTATION
from ansible_collections.skylift.aws.plugins.plugin_utils.controller_action import ControllerAction
from ansible_collections.skylift.aws.plugins.plugin_utils.task_facts import split_connection


class ActionModule(ControllerAction):
    """Passes when all alarms stay quiet; fails as soon as one rings."""

    documentation = DOCUMENTATION

    def outcome(self, options, task_vars):
        """Return which alarms ring."""
        options, connection = split_connection(options)
        from ansible_collections.skylift.aws.plugins.module_utils.aws.session import session
        from ansible_collections.skylift.aws.plugins.module_utils.releases.alarms import watch

        seconds = 0 if self._task.check_mode else options["seconds"]
        rung = watch(session(connection), options["alarm_names"], _moment(options["since"]), seconds)
        faults = [f"{len(rung)} alarms ring since the release", *rung] if rung else []
        return {"ringing": rung, "failed": bool(rung), "msg": "\n".join(faults)}


def _moment(text: str | None) -> datetime.datetime:
    if not text:
        return datetime.datetime.now(datetime.UTC)
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise SkyliftError(f"since: {error}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
