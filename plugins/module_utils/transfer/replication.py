# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""The link between source and target: publication, slot and subscription of one name, made and dropped together."""

from __future__ import annotations

import json

from ansible_collections.skylift.aws.plugins.module_utils.transfer import catalog
from ansible_collections.skylift.aws.plugins.module_utils.transfer.servers import (
    Server,
    Session,
    TransferError,
    literal,
)

# A subscription holds the password, and a statement that makes one must not come into the target's log.
QUIET = {
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_duration": "off",
    "pg_stat_statements.track_utility": "off",
}
DROP_TRIES = 50


def hindrances(source: Session, target: Session | None) -> list[str]:
    """Return what keeps the source from being followed, by any target or by this one."""
    found = []
    level = source.value("SHOW wal_level")
    if level != "logical":
        found.append(f"wal_level is {level}: set it to logical and restart the source, or use method dump")
    may_replicate = source.value("""
        SELECT rolsuper OR rolreplication OR EXISTS (SELECT FROM pg_roles AS g
            WHERE g.rolname IN ('rds_replication', 'rds_superuser') AND pg_has_role(r.oid, g.oid, 'member'))
        FROM pg_roles AS r WHERE rolname = current_user""")
    if not may_replicate:
        found.append(f"{source.server.user} may not replicate: ALTER ROLE ... REPLICATION, or use method dump")
    if source.value("SELECT current_setting('max_replication_slots')::int - count(*) < 1 FROM pg_replication_slots"):
        found.append("no replication slot is free: raise max_replication_slots")
    found += keyless(source)
    firing = [name for (name,) in source.rows(f"""
        SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(g.tgname)
        FROM {catalog.RELATIONS} JOIN pg_trigger AS g ON g.tgrelid = c.oid AND g.tgenabled IN ('A', 'R') ORDER BY 1""")]
    if firing:
        found.append(f"these triggers fire for replicated rows, too, and would do twice what they do: {', '.join(firing)}")
    unlogged = [name for (name,) in source.rows(f"""
        SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM {catalog.RELATIONS}
        WHERE c.relkind = 'r' AND c.relpersistence = 'u' ORDER BY 1""")]  # fmt: skip
    if unlogged:
        found.append(f"unlogged tables are not replicated: {', '.join(unlogged)}. ALTER TABLE ... SET LOGGED, or use method dump")
    objects = source.value("SELECT count(*) FROM pg_largeobject_metadata")
    if objects:
        found.append(f"{objects} large objects are not replicated: use method dump")
    return found + (_secrecy(target) if target else [])


def keyless(source: Session) -> list[str]:
    """Return what is wrong with tables that a publication would keep from being updated."""
    found = [name for (name,) in source.rows(f"""
        SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM {catalog.RELATIONS}
        WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND (c.relreplident = 'n' OR c.relreplident = 'd'
            AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary)) ORDER BY 1""")]  # fmt: skip
    if not found:
        return []
    return [
        f"these tables have no primary key, and could not be updated once they are published: {', '.join(found)}. "
        "Give them one, or ALTER TABLE ... REPLICA IDENTITY FULL"
    ]


def _secrecy(target: Session) -> list[str]:
    logged = target.value("SHOW log_statement")
    if logged in ("none",) or may_set(target, "log_statement"):
        return []
    return [f"the target logs statements (log_statement = {logged}), a password with them: set it to none for the move"]


def may_set(session: Session, setting: str) -> bool:
    """Return whether this user may set a setting that is a superuser's."""
    if session.value("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
        return True
    return session.major >= 15 and session.value("SELECT has_parameter_privilege(%s, 'SET')", setting)


class Link:
    """Everything on both servers that makes the target follow the source."""

    def __init__(self, source: Session, target: Session | None):
        self._source = source
        self._target = target
        self._name = "skylift_" + source.value("SELECT left(md5(current_database()), 12)")

    def make(self, from_target: dict) -> None:
        """Publish all tables, and subscribe to them with a copy of what they hold."""
        tables = catalog.tables(self._source)
        self._source.run(f"CREATE PUBLICATION {self._name}" + (f" FOR TABLE ONLY {', ONLY '.join(tables)}" if tables else ""))
        for setting, value in QUIET.items():
            if may_set(self._target, setting):
                self._target.rows("SELECT set_config(%s, %s, false)", setting, value)
        conninfo = conninfo_of(self._source.server, from_target, self._target.major)
        # The statement with the password does not connect: what fails is logged, whatever one sets.
        options = f"connect = false, slot_name = {self._name}"
        self._target.run(
            f"CREATE SUBSCRIPTION {self._name} CONNECTION {literal(conninfo)} PUBLICATION {self._name} WITH ({options})"
        )
        self._source.rows("SELECT pg_create_logical_replication_slot(%s, 'pgoutput')", self._name)
        # Whoever finds the source alone has to know which slots are ours.
        told = json.dumps({"subscription": self._subscription(), "target": str(self._target.server)})
        self._source.run(f"COMMENT ON PUBLICATION {self._name} IS {literal(told)}")
        self._target.run(
            f"ALTER SUBSCRIPTION {self._name} ENABLE",
            f"ALTER SUBSCRIPTION {self._name} REFRESH PUBLICATION WITH (copy_data = true)",
        )

    def extend(self) -> None:
        """Follow tables, too, that were made since."""
        query = """
            SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_publication_tables WHERE pubname = %s"""
        published = {name for (name,) in self._source.rows(query, self._name)}
        new = [name for name in catalog.tables(self._source) if name not in published]
        if new:
            faults = keyless(self._source)
            if faults:
                raise TransferError(f"{self._source.server}: {faults[0]}")
            self._source.run(f"ALTER PUBLICATION {self._name} ADD TABLE ONLY {', ONLY '.join(new)}")
        self._target.run(f"ALTER SUBSCRIPTION {self._name} REFRESH PUBLICATION WITH (copy_data = true)")

    def exists(self) -> bool:
        """Whether something of it is on the source."""
        return bool(self._slots(None)) or self._source.value("""
            SELECT EXISTS (SELECT FROM pg_publication WHERE pubname = %s)""", self._name)  # fmt: skip

    def drop(self) -> None:
        """Take everything off both servers; also what only is there in part, and also without the target."""
        subscription = self._subscription() if self._target else None
        told = self._source.value(f"""
            SELECT obj_description(oid, 'pg_publication') FROM pg_publication WHERE pubname = {literal(self._name)}""")
        subscription = subscription or (json.loads(told)["subscription"] if told else None)
        if self._target and self._subscription():
            self._target.run(
                f"ALTER SUBSCRIPTION {self._name} DISABLE",
                f"ALTER SUBSCRIPTION {self._name} SET (slot_name = NONE)",
                f"DROP SUBSCRIPTION {self._name}",
            )
        for slot in self._slots(subscription):
            self._drop_slot(slot)
        self._source.run(f"DROP PUBLICATION IF EXISTS {self._name}")

    def copying(self) -> str | None:
        """Return what the first copy still waits for, None when all tables are there."""
        left = [name for (name,) in self._target.rows("""
            SELECT c.relname FROM pg_subscription_rel AS r JOIN pg_class AS c ON c.oid = r.srrelid
            WHERE r.srsubid = %s AND r.srsubstate <> 'r' ORDER BY 1""", self._subscription())]  # fmt: skip
        return f"the first copy of {len(left)} tables{self._faults()}: {', '.join(left[:5])}" if left else None

    def lag(self) -> int:
        """Return how many bytes of WAL the target is behind. Raises TransferError if it cannot follow any more."""
        query = """
            SELECT pg_current_wal_lsn() - confirmed_flush_lsn, wal_status FROM pg_replication_slots WHERE slot_name = %s"""
        found = self._source.rows(query, self._name)
        if not found or found[0][1] == "lost":
            raise TransferError(
                f"{self._source.server}: the slot {self._name} is {'lost' if found else 'gone'}, so the target cannot follow any "
                "more; end this move with state: aborted, empty the target, and begin anew"
            )
        return int(found[0][0])

    def has_confirmed(self, lsn: str) -> bool:
        """Whether everything up to a place in the WAL is safe on the target."""
        query = "SELECT confirmed_flush_lsn >= %s::pg_lsn FROM pg_replication_slots WHERE slot_name = %s"
        return bool(self._source.value(query, lsn, self._name))

    def stalled(self, lag: int) -> str:
        """Return what is known of why the target comes no closer."""
        active = self._source.value("SELECT active FROM pg_replication_slots WHERE slot_name = %s", self._name)
        return (
            f"the target stays {lag} bytes of WAL behind{self._faults()}; it is {'' if active else 'not '}connected to the "
            "source. Its log says why: often a row was changed by hand on the target, or the network between the two is "
            "cut. Mend that, and run again to go on"
        )

    def _faults(self) -> str:
        if self._target.major < 15:
            return ""
        query = "SELECT apply_error_count, sync_error_count FROM pg_stat_subscription_stats WHERE subname = %s"
        found = self._target.rows(query, self._name)
        faults = sum(found[0]) if found else 0
        return f" ({faults} errors on the target)" if faults else ""

    def _subscription(self) -> int | None:
        return self._target.value("""
            SELECT s.oid::bigint FROM pg_subscription AS s JOIN pg_database AS d ON d.oid = s.subdbid
            WHERE d.datname = current_database() AND s.subname = %s""", self._name)  # fmt: skip

    def _slots(self, subscription: int | None) -> list[str]:
        # Beside the slot of the subscription, each table has one of its own while it is copied.
        query = """
            SELECT slot_name FROM pg_replication_slots
            WHERE database = current_database() AND (slot_name = %s OR slot_name ~ %s)"""
        of_tables = f"^pg_{subscription or 'none'}_sync_"
        return [name for (name,) in self._source.rows(query, self._name, of_tables)]

    def _drop_slot(self, slot: str) -> None:
        ended = "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = %s AND active"
        dropped = "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = %s AND NOT active"
        there = "SELECT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = %s)"
        for _try in range(DROP_TRIES):
            self._source.rows(ended, slot)
            self._source.rows(dropped, slot)
            if not self._source.value(there, slot):
                return
            self._source.rows("SELECT pg_sleep(0.1)")
        raise TransferError(f"{self._source.server}: the slot {slot} is in use and cannot be dropped; run again")


def conninfo_of(source: Server, given: dict, major: int) -> str:
    """Return how the target reaches the source; its own files of certificates are not ours."""
    found = {"host": source.host, "port": source.port, "dbname": source.database, "user": source.user}
    found |= {"sslmode": source.sslmode} | {name: value for name, value in given.items() if value is not None}
    if found["sslmode"].startswith("verify-") and "sslrootcert" not in found:
        if major < 16:
            raise TransferError(
                "from_target.sslrootcert is needed: a target older than PostgreSQL 16 does not know its system's certificate "
                "authorities, by which it is to verify the source"
            )
        found["sslrootcert"] = "system"
    if source.password:
        found["password"] = source.password
    escaped = {name: str(value).replace("\\", "\\\\").replace("'", "\\'") for name, value in found.items()}
    return " ".join(f"{name}='{value}'" for name, value in escaped.items())
