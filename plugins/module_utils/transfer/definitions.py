# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Everything in a database that is no row, as (name, definition) by its kind."""

from __future__ import annotations

import re

from ansible_collections.skylift.aws.plugins.module_utils.transfer import ownership
from ansible_collections.skylift.aws.plugins.module_utils.transfer.catalog import (
    OWN_SCHEMA,
    RELATIONS,
    not_of_an_extension,
)
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Session

RELATION = "format('%I.%I', n.nspname, c.relname)"
TYPE = "format('%I.%I', n.nspname, t.typname)"
TYPES = f"""pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace
    AND {OWN_SCHEMA} AND {not_of_an_extension("pg_type", "t.oid")}"""
ROUTINES = f"""pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    AND {OWN_SCHEMA} AND {not_of_an_extension("pg_proc", "p.oid")}"""

QUERIES = {
    "schema": f"""SELECT quote_ident(n.nspname), '' FROM pg_namespace AS n
        WHERE {OWN_SCHEMA} AND {not_of_an_extension("pg_namespace", "n.oid")}""",
    "extension": "SELECT quote_ident(extname), '' FROM pg_extension",
    "enum": f"""SELECT {TYPE}, string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
        FROM {TYPES} JOIN pg_enum AS e ON e.enumtypid = t.oid GROUP BY 1""",
    "domain": f"""SELECT {TYPE}, concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
            CASE WHEN t.typnotnull THEN 'NOT NULL' END,
            'DEFAULT ' || t.typdefault, (SELECT string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname)
            FROM pg_constraint AS k WHERE k.contypid = t.oid AND k.contype = 'c'))
        FROM {TYPES} WHERE t.typtype = 'd'""",
    "composite type": f"""SELECT {TYPE},
            string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
        FROM {TYPES} JOIN pg_class AS k ON k.oid = t.typrelid AND k.relkind = 'c'
        JOIN pg_attribute AS a ON a.attrelid = k.oid AND NOT a.attisdropped GROUP BY 1""",
    "table": f"""SELECT {RELATION}, concat_ws(' ', CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED' END,
            'PARTITION BY ' || pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid),
            'INHERITS ' || (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) FROM pg_inherits AS i
                WHERE i.inhrelid = c.oid),
            CASE WHEN c.relrowsecurity THEN 'ROW LEVEL SECURITY' END, CASE WHEN c.relforcerowsecurity THEN 'FORCED' END,
            CASE WHEN c.relreplident <> 'd' THEN 'REPLICA IDENTITY ' || c.relreplident::text END, c.reloptions::text)
        FROM {RELATIONS} WHERE c.relkind IN ('r', 'p', 'f')""",
    "column": f"""SELECT {RELATION} || '.' || quote_ident(a.attname), concat_ws(' ', format_type(a.atttypid, a.atttypmod),
            CASE WHEN a.attnotnull THEN 'NOT NULL' END, 'IDENTITY ' || nullif(a.attidentity::text, ''),
            CASE a.attgenerated WHEN '' THEN 'DEFAULT ' ELSE 'GENERATED ' || a.attgenerated::text || ' ' END
                || pg_get_expr(d.adbin, d.adrelid),
            CASE WHEN a.attcollation <> y.typcollation THEN 'COLLATE ' || a.attcollation::regcollation::text END)
        FROM {RELATIONS} JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type AS y ON y.oid = a.atttypid LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')""",
    "index": f"""SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
            || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
        FROM {RELATIONS} JOIN pg_index AS i ON i.indrelid = c.oid""",
    # Since PostgreSQL 18 NOT NULL is a constraint; it is compared as what it was, a property of the column.
    "constraint": f"""SELECT {RELATION} || '.' || quote_ident(k.conname),
            pg_get_constraintdef(k.oid) || CASE WHEN k.convalidated THEN '' ELSE ' and is not validated' END
        FROM {RELATIONS} JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype NOT IN ('n', 't')""",
    "sequence": f"""SELECT {RELATION}, format('%s FROM %s BY %s IN %s..%s %s OF %s', format_type(s.seqtypid, NULL), s.seqstart,
            s.seqincrement, s.seqmin, s.seqmax, CASE WHEN s.seqcycle THEN 'CYCLE' END,
            (SELECT d.refobjid::regclass::text FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass
                AND d.objid = c.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0 LIMIT 1))
        FROM {RELATIONS} JOIN pg_sequence AS s ON s.seqrelid = c.oid""",
    # What a materialized view holds is a matter of when it was refreshed.
    "view": f"""SELECT {RELATION}, concat_ws(' ', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED' END,
            CASE WHEN NOT c.relispopulated THEN 'WITH NO DATA' END, pg_get_viewdef(c.oid))
        FROM {RELATIONS} WHERE c.relkind IN ('v', 'm')""",
    "function": f"""SELECT p.oid::regprocedure::text,
            CASE WHEN p.prokind = 'a' THEN 'AGGREGATE' ELSE pg_get_functiondef(p.oid) END
        FROM {ROUTINES}""",
    "trigger": f"""SELECT {RELATION} || '.' || quote_ident(g.tgname), pg_get_triggerdef(g.oid) || ' ' || g.tgenabled::text
        FROM {RELATIONS} JOIN pg_trigger AS g ON g.tgrelid = c.oid AND NOT g.tgisinternal""",
    "rule": f"""SELECT {RELATION} || '.' || quote_ident(w.rulename), pg_get_ruledef(w.oid)
        FROM {RELATIONS} JOIN pg_rewrite AS w ON w.ev_class = c.oid AND w.rulename <> '_RETURN'""",
    "policy": f"""SELECT {RELATION} || '.' || quote_ident(o.polname), concat_ws(' ', o.polcmd, o.polpermissive,
            'USING ' || pg_get_expr(o.polqual, o.polrelid), 'CHECK ' || pg_get_expr(o.polwithcheck, o.polrelid))
        FROM {RELATIONS} JOIN pg_policy AS o ON o.polrelid = c.oid""",
    "statistics": f"""SELECT format('%I.%I', n.nspname, e.stxname), pg_get_statisticsobjdef(e.oid)
        FROM pg_statistic_ext AS e JOIN pg_namespace AS n ON n.oid = e.stxnamespace AND {OWN_SCHEMA}""",
    "event trigger": f"""SELECT quote_ident(v.evtname),
            concat_ws(' ', v.evtevent, v.evtfoid::regprocedure, v.evtenabled, v.evttags)
        FROM pg_event_trigger AS v WHERE {not_of_an_extension("pg_event_trigger", "v.oid")}""",
    "comment": f"""SELECT concat_ws('.', {RELATION}, (SELECT quote_ident(a.attname) FROM pg_attribute AS a
            WHERE a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0)), d.description
        FROM {RELATIONS} JOIN pg_description AS d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid""",
}  # fmt: skip

SPELT_ANEW = {"view", "rule", "function"}
"""What a server keeps parsed, and spells as its version does."""


def definitions(session: Session, kind: str) -> dict[str, str]:
    """Return all things of a kind."""
    return dict(session.rows(QUERIES[kind]))


def grants(session: Session, roles: dict[str, str]) -> dict[str, str]:
    """Return what mapped roles and everybody may do."""
    return dict.fromkeys(ownership.grants(session, roles), "")


def alike(kind: str, one: str, other: str, same_version: bool) -> bool:
    """Whether two definitions say the same; servers of different versions may spell it differently."""
    if one == other:
        return True
    return not same_version and kind in SPELT_ANEW and bare(one) == bare(other)


def bare(definition: str) -> str:
    """Return a definition without what versions add or leave out: qualifiers, brackets and spaces."""
    return re.sub(r'("[^"]+"|\b[A-Za-z_]\w*)\.(?=["A-Za-z_])|[()\s]', "", definition)
