# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""When Lambda's runtimes end.

Source: AWS Lambda Developer Guide, "Lambda runtimes" (deprecation schedule), as generated into cfn-lint 1.58.0 from
live AWS APIs on 2026-10-20. A runtime that is not listed is taken for a current one. When AWS moves a date, so does
this table.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple


class Ending(NamedTuple):
    """From when AWS patches a runtime no more, takes no new function of it, and no change to one; and its successor."""

    deprecated: datetime.date
    no_create: datetime.date
    no_update: datetime.date
    successor: str


NODEJS, PYTHON, JAVA, DOTNET, PROVIDED = "nodejs24.x", "python3.14", "java25", "dotnet10", "provided.al2023"

ENDINGS = {
    name: Ending(*(datetime.date.fromisoformat(date) for date in dates), successor)
    for successor, name, *dates in (
        (NODEJS, "nodejs18.x", "2025-09-01", "2027-02-01", "2027-03-03"),
        (NODEJS, "nodejs20.x", "2026-04-30", "2027-02-01", "2027-03-03"),
        (NODEJS, "nodejs22.x", "2027-04-30", "2027-06-01", "2027-07-01"),
        (NODEJS, "nodejs24.x", "2028-04-30", "2028-06-01", "2028-07-01"),
        (PYTHON, "python3.9", "2025-12-15", "2027-02-01", "2027-03-03"),
        (PYTHON, "python3.10", "2026-10-31", "2027-02-01", "2027-03-03"),
        (PYTHON, "python3.11", "2027-06-30", "2027-07-31", "2027-08-31"),
        (PYTHON, "python3.12", "2028-10-31", "2028-11-30", "2029-01-10"),
        (PYTHON, "python3.13", "2029-06-30", "2029-07-31", "2029-08-31"),
        (PYTHON, "python3.14", "2029-06-30", "2029-07-31", "2029-08-31"),
        (JAVA, "java8.al2", "2027-06-30", "2027-07-31", "2027-08-31"),
        (JAVA, "java11", "2027-06-30", "2027-07-31", "2027-08-31"),
        (JAVA, "java17", "2027-06-30", "2027-07-31", "2027-08-31"),
        (JAVA, "java21", "2029-06-30", "2029-07-31", "2029-08-31"),
        (JAVA, "java25", "2029-06-30", "2029-07-31", "2029-08-31"),
        (DOTNET, "dotnet8", "2026-11-10", "2027-02-01", "2027-03-03"),
        (DOTNET, "dotnet10", "2028-11-14", "2028-12-14", "2029-01-15"),
        (PROVIDED, "provided.al2", "2026-07-31", "2027-02-01", "2027-03-03"),
        (PROVIDED, "provided.al2023", "2029-06-30", "2029-07-31", "2029-08-31"),
    )
}
