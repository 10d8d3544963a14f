# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is not the same on both sides is found, and named."""

from __future__ import annotations

from moving import differences, move

PLANTED = {
    # what somebody did on the target: what is said of it
    """ALTER TABLE "Student" DISABLE TRIGGER "noted\"""": 'trigger public."Student".noted: ',
    """DELETE FROM audit.log WHERE "id" = 17""":
        'rows of audit.log: 2000 rows on the source, 1999 on the target; (17) is missing',
    """ALTER TABLE "Attempt_2026" DISABLE TRIGGER ALL; INSERT INTO "Attempt_2026" VALUES (999999, 1, '2026-05-05')""":
        """rows of public."Attempt_2026": """,
    """UPDATE "Student" SET "score" = "score" + 1e-15 WHERE "id" = 3""":
        'rows of public."Student": 20000 rows on both sides, but other values in score; (3) has other values',
    """UPDATE "Content" SET "body" = NULL, "title" = '' WHERE "title" = 'title 9'""": "but other values in body, title",
    """UPDATE "Word" SET "forms" = ARRAY[['a', 'b'], ['c', '']] WHERE "id" = 5""": "but other values in forms; (5)",
    """ALTER TABLE "Homework" ALTER "note" TYPE varchar(250)""":
        'column public."Homework".note: text on the source, character varying(250) on the target',
    """ALTER TABLE "Homework" ALTER "done" DROP DEFAULT""":
        'column public."Homework".done: boolean NOT NULL DEFAULT false on the',
    """DROP INDEX "Homework_open\"""": 'index public."Homework_open": is missing',
    """ALTER TABLE "Homework" DROP CONSTRAINT "note is short\"""": 'constraint public."Homework"."note is short": is missing',
    """ALTER TABLE "Homework" DROP CONSTRAINT "Homework_wordId_fkey", ADD CONSTRAINT "Homework_wordId_fkey"
        FOREIGN KEY ("wordId") REFERENCES "Word" ON DELETE CASCADE NOT VALID""":
        'constraint public."Homework"."Homework_wordId_fkey": FOREIGN KEY',
    """SELECT setval('"Ticket"', 105)""": 'sequence public."Ticket": goes on with 135 on the source, with 110 on the target',
    """DROP SEQUENCE audit.log_id_seq CASCADE""": "sequence audit.log_id_seq: is missing",
    """ALTER TYPE "Level" ADD VALUE 'C2'""": """enum public."Level": 'A1', 'A2', 'B1', 'B2', 'C1' on the source""",
    """ALTER DOMAIN "Points" DROP DEFAULT""": 'domain public."Points": numeric(6,2) DEFAULT 0 CHECK',
    """CREATE OR REPLACE VIEW "Progress" AS SELECT s."id", s."email", count(h."id") FILTER (WHERE NOT h."done") AS "done"
        FROM "Student" AS s LEFT JOIN "Homework" AS h ON h."studentId" = s."id" GROUP BY s."id\"""":
        'view public."Progress": SELECT',
    """CREATE OR REPLACE FUNCTION audit.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'""":
        "function audit.note(): CREATE OR REPLACE FUNCTION",
    """DROP POLICY "published" ON "Content\"""": 'policy public."Content".published: is missing',
    """ALTER TABLE "Content" DISABLE ROW LEVEL SECURITY""":
        'table public."Content": ROW LEVEL SECURITY on the source,  on the target',
    """DROP STATISTICS "Homework_pairs\"""": 'statistics public."Homework_pairs": is missing',
    """COMMENT ON TABLE "Student" IS NULL""": 'comment public."Student": is missing',
    """SELECT lo_put(oid, 0, 'x') FROM pg_largeobject_metadata LIMIT 1""": "large objects of the database: other contents",
    """REVOKE INSERT ON "Student" FROM app""": 'grant INSERT ON TABLE public."Student" TO app: is missing',
    """GRANT EXECUTE ON FUNCTION open_work(int) TO PUBLIC""":
        "grant EXECUTE ON ROUTINE public.open_work(integer) TO PUBLIC: is only",
    """ALTER TABLE "Word" OWNER TO owner""": 'grant table public."Word" is owned by app: is missing',
    """CREATE TABLE extra (id int)""": "table public.extra: is only on the target",
    """DROP MATERIALIZED VIEW "Levels\"""": 'view public."Levels": is missing',
    """ALTER TABLE "Attempt" DETACH PARTITION "Attempt_2025\"""": 'table public."Attempt_2025": FOR VALUES FROM',
}  # fmt: skip


def test_every_difference_is_named(school):
    move(school)
    assert differences(school) == []
    for done in PLANTED:
        school.target.run(school.name, done)
    found = differences(school)
    unsaid = [said for said in PLANTED.values() if not any(said in each for each in found)]
    assert unsaid == [], "\n".join(found)
    assert len(found) >= len(PLANTED) > 12
