# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudWatch Logs: saved queries."""

from __future__ import annotations

import time
import uuid

from ..rules import Refusal, answers
from .paging import page

QUERIES = "saved queries"
MEMBERS = ("queryLanguage", "name", "queryString", "logGroupNames", "parameters")


@answers("logs:PutQueryDefinition")
def put_query(call):
    """A new one without an id, whatever others are called; with one, the whole of it is replaced."""
    known = call.memory(QUERIES)
    identifier = call.params.get("queryDefinitionId")
    if identifier and identifier not in known:
        raise Refusal("ResourceNotFoundException", "The specified query definition does not exist.")
    identifier = identifier or str(uuid.uuid4())
    given = {name: call.params[name] for name in MEMBERS if name in call.params}
    known[identifier] = {
        "queryLanguage": "CWLI",
        **given,
        "queryDefinitionId": identifier,
        "lastModified": int(time.time() * 1000),
    }
    return {"queryDefinitionId": identifier}


@answers("logs:DescribeQueryDefinitions")
def describe_queries(call):
    """In pages."""
    prefix = call.params.get("queryDefinitionNamePrefix", "")
    found = [query for query in call.memory(QUERIES).values() if query["name"].startswith(prefix)]
    shown, more = page(found, call.params, 1000, "nextToken", "maxResults")
    return {"queryDefinitions": shown, **more}


@answers("logs:DeleteQueryDefinition")
def delete_query(call):
    """By its id."""
    if call.memory(QUERIES).pop(call.params["queryDefinitionId"], None) is None:
        raise Refusal("ResourceNotFoundException", "The specified query definition does not exist.")
    return {"success": True}
