# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Owners and grants of roles that are called something else on the target; all others stay behind."""

from __future__ import annotations

from ansible_collections.skylift.aws.plugins.module_utils.transfer.catalog import (
    OWN_SCHEMA,
    SCHEMA,
    not_of_an_extension,
)
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import Session, identifier

PUBLIC = "PUBLIC"

# A sequence that belongs to a column goes with its table, the table's row type too.
OWNED = f"""
SELECT i.type, i.identity, r.rolname, i.schema FROM pg_catalog.pg_shdepend AS d
JOIN pg_catalog.pg_roles AS r ON r.oid = d.refobjid,
    pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS i
WHERE d.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) AND d.deptype = 'o'
    AND d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND r.rolname = ANY(%s)
    AND i.type NOT IN ('extension', 'publication', 'subscription', 'user mapping', 'default acl')
    AND i.identity IS NOT NULL AND i.schema IS DISTINCT FROM '{SCHEMA}' AND i.identity <> '{SCHEMA}'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS x
        WHERE x.classid = d.classid AND x.objid = d.objid AND x.deptype IN ('e', 'a', 'i')
            AND (x.deptype = 'e' OR x.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.type = 'sequence'))
ORDER BY 1, 2"""

_ACLS = f"""
    SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind,
        quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, '' AS columns, c.relacl AS acl
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE {OWN_SCHEMA} AND {not_of_an_extension('pg_class', 'c.oid')}
    UNION ALL SELECT 'TABLE', quote_ident(n.nspname) || '.' || quote_ident(c.relname),
        ' (' || quote_ident(a.attname) || ')', a.attacl
        FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE {OWN_SCHEMA} AND a.attacl IS NOT NULL
    UNION ALL SELECT 'SCHEMA', quote_ident(n.nspname), '', n.nspacl FROM pg_namespace AS n WHERE {OWN_SCHEMA}
    UNION ALL SELECT 'ROUTINE', p.oid::regprocedure::text, '', p.proacl FROM pg_proc AS p
        JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE {OWN_SCHEMA} AND {not_of_an_extension('pg_proc', 'p.oid')}
    UNION ALL SELECT 'TYPE', quote_ident(n.nspname) || '.' || quote_ident(t.typname), '', t.typacl FROM pg_type AS t
        JOIN pg_namespace AS n ON n.oid = t.typnamespace WHERE {OWN_SCHEMA} AND t.typacl IS NOT NULL
    UNION ALL SELECT 'LARGE OBJECT', oid::text, '', lomacl FROM pg_largeobject_metadata"""

GRANTED = f"""
SELECT o.kind, o.name, g.privilege_type || o.columns, coalesce(r.rolname, '{PUBLIC}'), g.is_grantable
FROM ({_ACLS}) AS o, aclexplode(o.acl) AS g LEFT JOIN pg_roles AS r ON r.oid = g.grantee
WHERE o.acl IS NOT NULL AND (g.grantee = 0 OR r.rolname = ANY(%s)) ORDER BY 1, 2, 3, 4"""

# Everybody may execute a new function and use a new type, until it is said that they may not.
CLOSED = f"""
SELECT o.kind, o.name FROM ({_ACLS}) AS o
WHERE o.kind IN ('ROUTINE', 'TYPE') AND o.acl IS NOT NULL AND NOT EXISTS (SELECT FROM aclexplode(o.acl) AS g WHERE g.grantee = 0)
ORDER BY 1, 2"""


def unknown(source: Session, target: Session, roles: dict[str, str]) -> list[str]:
    """Return what is wrong with a map of roles."""
    faults = []
    for session, wanted in ((source, roles.keys()), (target, roles.values())):
        missing = sorted({*wanted} - {name for (name,) in session.rows("SELECT rolname FROM pg_catalog.pg_roles")})
        if missing:
            faults.append(f"{session.server}: there is no role {', '.join(missing)}; create it, or leave it out of roles")
    return faults


def replay(source: Session, target: Session, roles: dict[str, str]) -> None:
    """Give the mapped roles on the target what theirs have on the source."""
    names = list(roles)
    with target.transaction():
        for kind, name in source.rows(CLOSED):
            target.run(f"REVOKE ALL ON {kind} {name} FROM PUBLIC")
        lent = set()
        for kind, name, role, schema in source.rows(OWNED, names):
            owner = roles[role]
            # Who owns something in a schema may create there, at the moment that it becomes theirs.
            if schema and not target.value("SELECT has_schema_privilege(%s, %s, 'CREATE')", owner, schema):
                target.run(f"GRANT CREATE ON SCHEMA {identifier(schema)} TO {identifier(owner)}")
                lent.add((schema, owner))
            target.run(f"ALTER {kind.upper()} {name} OWNER TO {identifier(owner)}")
        for schema, owner in sorted(lent):
            target.run(f"REVOKE CREATE ON SCHEMA {identifier(schema)} FROM {identifier(owner)}")
        for kind, name, privilege, role, grantable in source.rows(GRANTED, names):
            to = PUBLIC if role == PUBLIC else identifier(roles[role])
            target.run(f"GRANT {privilege} ON {kind} {name} TO {to}{' WITH GRANT OPTION' if grantable else ''}")


def grants(session: Session, roles: dict[str, str]) -> set[str]:
    """Return what mapped roles and everybody may do and own, by the names that the roles have on the target."""
    names = list(roles)
    found = {
        f"{privilege} ON {kind} {name} TO {roles.get(role, role)}{' WITH GRANT OPTION' if grantable else ''}"
        for kind, name, privilege, role, grantable in session.rows(GRANTED, names)
    }
    found |= {f"{kind} {name} is closed to PUBLIC" for kind, name in session.rows(CLOSED)}
    return found | {f"{kind} {name} is owned by {roles[role]}" for kind, name, role, _schema in session.rows(OWNED, names)}
