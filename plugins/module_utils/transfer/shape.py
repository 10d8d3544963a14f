# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The shape of tables, as far as rows depend on it."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.transfer.catalog import RELATIONS
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Session


def columns(session: Session) -> dict[str, dict[str, str]]:
    """Return of each table that holds rows, partitions too, the columns with their types."""
    query = f"""
        SELECT format('%I.%I', n.nspname, c.relname), a.attname, format_type(a.atttypid, a.atttypmod)
        FROM {RELATIONS} LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relkind = 'r' ORDER BY 1, 2"""
    found: dict[str, dict[str, str]] = {}
    for table, column, told in session.rows(query):
        found.setdefault(table, {})
        if column is not None:
            found[table][column] = told
    return found


def different_shapes(source: Session, target: Session) -> list[str]:
    """Return in which tables and columns the two differ."""
    ours, theirs = columns(source), columns(target)
    found = [f"{table} is only on the source" for table in sorted(set(ours) - set(theirs))]
    found += [f"{table} is only on the target" for table in sorted(set(theirs) - set(ours))]
    for table in sorted(set(ours) & set(theirs)):
        for name in sorted(ours[table].keys() | theirs[table].keys()):
            pair = ours[table].get(name, "nothing"), theirs[table].get(name, "nothing")
            if pair[0] != pair[1]:
                found.append(f"{table}.{name} is {pair[0]} on the source, {pair[1]} on the target")
    return found
