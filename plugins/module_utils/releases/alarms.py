# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The alarms of a stack, watched for a while after a release."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.aws.calls import sleep

AT_ONCE = 100
"""How many alarms one request names (DescribeAlarms)."""

LONGEST_PAUSE = 15


def watch(session, names: list[str], since: datetime.datetime, seconds: float) -> list[str]:
    """Return, in words, the alarms that began to ring since a moment; none after they were quiet for so many seconds.

    What rang before is nothing that a release can be blamed for. Raises AwsError.
    """
    end = time.monotonic() + seconds
    while True:
        rung = [each for each in _ringing(session, names) if each["StateUpdatedTimestamp"] >= since]
        left = end - time.monotonic()
        if rung or left <= 0:
            return [f"{each['AlarmName']}: {each.get('StateReason', 'in ALARM')}" for each in rung]
        sleep(min(left, LONGEST_PAUSE, max(0.5, seconds / 20)))


def _ringing(session, names: list[str]) -> Iterator[dict]:
    for start in range(0, len(names), AT_ONCE):
        asked = {"AlarmNames": names[start : start + AT_ONCE], "StateValue": "ALARM",
                 "AlarmTypes": ["MetricAlarm", "CompositeAlarm"]}  # fmt: skip
        for page in session.pages("cloudwatch", "describe_alarms", asked):
            yield from [*page.get("MetricAlarms", ()), *page.get("CompositeAlarms", ())]
