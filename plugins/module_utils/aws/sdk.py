# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The AWS SDK, imported once. Without it everything here still imports, and `missing` says what to install."""
from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Problem

try:
    import botocore
    import botocore.exceptions
    import botocore.paginate
    import botocore.session
    import jmespath  # pylint: disable=unused-import  # templates.py takes it from here
except ImportError as absent:
    botocore = jmespath = None
    MISSING = absent.name
else:
    MISSING = ""

HAS_BOTO3 = botocore is not None


def missing() -> list[Problem]:
    """Return what keeps this Python from talking to AWS: nothing, or one problem."""
    if HAS_BOTO3:
        return []
    return [Problem(f"the Python library {MISSING} is missing", "install it: pip install boto3 jmespath")]
