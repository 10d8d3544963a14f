# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudFront, one for all regions; moto drops too much of it to be asked."""

from . import distributions, functions, invalidations, managed, policies, tags  # noqa: F401
from .store import TAGS  # noqa: F401
