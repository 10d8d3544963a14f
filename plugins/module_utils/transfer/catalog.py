# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""What there is in a database that somebody made: nothing of the system's, of an extension's, or of the journal's."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.transfer.journal import SCHEMA
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Session, TransferError

OWN_SCHEMA = f"n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '{SCHEMA}')"


def not_of_an_extension(catalog: str, oid: str) -> str:
    """Return the condition that an object was not made by an extension."""
    return f"""NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
        WHERE x.classid = 'pg_catalog.{catalog}'::pg_catalog.regclass AND x.objid = {oid} AND x.deptype = 'e')"""


OWN_RELATION = f"{OWN_SCHEMA} AND {not_of_an_extension('pg_class', 'c.oid')}"
RELATIONS = f"pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND {OWN_RELATION}"


def contents(session: Session) -> list[str]:
    """Return some of what a database holds; nothing for an empty one."""
    return [name for (name,) in session.rows(f"""
        (SELECT format('%I.%I', n.nspname, c.relname) FROM {RELATIONS} WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') LIMIT 5)
        UNION ALL
        (SELECT p.oid::regprocedure::text FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
            WHERE {OWN_SCHEMA} AND {not_of_an_extension('pg_proc', 'p.oid')} LIMIT 5)
        UNION ALL
        (SELECT format('type %I.%I', n.nspname, t.typname) FROM pg_catalog.pg_type AS t
            JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
            WHERE t.typtype IN ('e', 'd') AND {OWN_SCHEMA} AND {not_of_an_extension('pg_type', 't.oid')} LIMIT 5)
        UNION ALL
        (SELECT format('schema %I', n.nspname) FROM pg_catalog.pg_namespace AS n
            WHERE {OWN_SCHEMA} AND n.nspname <> 'public' AND {not_of_an_extension('pg_namespace', 'n.oid')} LIMIT 5)
        UNION ALL
        (SELECT 'large object ' || oid FROM pg_catalog.pg_largeobject_metadata LIMIT 1)""")]  # fmt: skip


def tables(session: Session) -> list[str]:
    """Return all tables that hold rows themselves, partitions too, the largest first."""
    return [name for (name,) in session.rows(f"""
        SELECT format('%I.%I', n.nspname, c.relname) FROM {RELATIONS} WHERE c.relkind = 'r'
        ORDER BY pg_catalog.pg_relation_size(c.oid) DESC, 1""")]  # fmt: skip


def extensions(session: Session) -> dict[str, str]:
    """Return the extensions in use with their versions."""
    return dict(session.rows("SELECT extname, extversion FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'"))


def sequences(session: Session) -> list[tuple[str, int, bool, int]]:
    """Return (name, last value, whether that was handed out, increment) of each sequence."""
    found = session.rows(f"""
        SELECT format('%I.%I', n.nspname, c.relname), s.seqincrement
        FROM {RELATIONS} JOIN pg_catalog.pg_sequence AS s ON s.seqrelid = c.oid ORDER BY 1""")
    if not found:
        return []
    each = " UNION ALL ".join(f"SELECT {number}, last_value, is_called FROM {name}" for number, (name, _by) in enumerate(found))
    return [(found[number][0], last, called, found[number][1]) for number, last, called in session.rows(each)]


def identity_of_database(session: Session) -> str:
    """Return what tells this database from all others, by whatever name its server is reached."""
    oid = session.value("SELECT oid::bigint FROM pg_catalog.pg_database WHERE datname = current_database()")
    try:
        return f"{session.value('SELECT system_identifier FROM pg_catalog.pg_control_system()')}/{oid}"
    except TransferError:
        # A provider may keep that to itself.
        return f"{session.server.host}:{session.server.port}/{oid}"
