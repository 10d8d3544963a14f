# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What to say when Skylift itself is wrong: an unexpected exception, told as a failure."""

from __future__ import annotations

import traceback
from dataclasses import replace

from .declaration import Declaration
from .events import Events
from .problem import Failed, Problem


def explained(error: Exception, events: Events) -> Failed:
    """Return the failure for any exception; what nobody expected is traced and said to be Skylift's mistake."""
    if isinstance(error, Failed):
        return error
    if hasattr(error, "code") and hasattr(error, "request_id"):
        # An answer of the cloud that nobody has put into a Failed is no mistake of ours.
        return Failed(Problem(str(error)), error.code, error.request_id, getattr(error, "status", None))
    events.trace("".join(traceback.format_exception(error)))
    return Failed(
        Problem(
            f"{type(error).__name__}: {error}",
            "this is a mistake in Skylift, please report it with the traceback that -vvv shows",
        )
    )


def placed(failure: Failed, declaration: Declaration) -> Failed:
    """Return the failure with the address and the place of the declaration, where it has none of its own."""
    failure.problem = replace(
        failure.problem,
        address=failure.problem.address or declaration.address,
        where=failure.problem.where or declaration.where,
    )
    return failure


def failure_text(failure: Failed) -> str:
    """Return a failure on one line, with AWS's code and request id unless its own words have them."""
    text = str(failure.problem)
    facts = [failure.code, f"request id {failure.request_id}" if failure.request_id else ""]
    missing = [fact for fact in facts if fact and fact not in text]
    return f"{text} ({', '.join(missing)})" if missing else text
