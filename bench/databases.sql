-- A school as large as {scale} says: 5 million rows in 1 GB at scale 1, in tables as learning_platform has them.
CREATE TABLE "Student" ("id" serial PRIMARY KEY, "email" text NOT NULL UNIQUE, "displayName" text, "settings" jsonb NOT NULL DEFAULT '{}',
    "createdAt" timestamptz NOT NULL DEFAULT now());
CREATE TABLE "Word" ("id" serial PRIMARY KEY, "text" text NOT NULL, "meaning" text, "forms" text[]);
CREATE TABLE "Content" ("id" uuid PRIMARY KEY DEFAULT gen_random_uuid(), "title" text, "body" text);
CREATE TABLE "Homework" ("id" serial PRIMARY KEY, "studentId" int NOT NULL, "wordId" int, "done" boolean NOT NULL DEFAULT false,
    "note" text, "at" timestamptz NOT NULL DEFAULT now());
CREATE TABLE "Attempt" ("id" bigserial PRIMARY KEY, "homeworkId" int NOT NULL, "answer" text, "took" double precision,
    "at" timestamptz NOT NULL DEFAULT now());

INSERT INTO "Student" ("email", "displayName", "settings")
    SELECT format('s%s@example.com', n), 'Student ' || md5(n::text), jsonb_build_object('n', n, 'theme', md5((n % 7)::text))
    FROM generate_series(1, 300000 * {scale}) AS n;
INSERT INTO "Word" ("text", "meaning", "forms")
    SELECT 'word ' || n, md5(n::text) || md5((n + 1)::text), ARRAY['a' || n, 'b' || n] FROM generate_series(1, 500000 * {scale}) AS n;
INSERT INTO "Content" ("title", "body")
    SELECT 'title ' || n, (SELECT string_agg(md5((n * 40 + m)::text), ' ') FROM generate_series(1, 36) AS m)
    FROM generate_series(1, 200000 * {scale}) AS n;
INSERT INTO "Homework" ("studentId", "wordId", "done", "note")
    SELECT 1 + n % (300000 * {scale}), 1 + n % (500000 * {scale}), n % 3 = 0, CASE WHEN n % 5 > 0 THEN 'note of ' || md5(n::text) END
    FROM generate_series(1, 2000000 * {scale}) AS n;
INSERT INTO "Attempt" ("homeworkId", "answer", "took")
    SELECT 1 + n % (2000000 * {scale}), md5(n::text), n / 7.0 FROM generate_series(1, 2000000 * {scale}) AS n;

CREATE INDEX "Homework_student" ON "Homework" ("studentId", "at");
CREATE INDEX "Homework_open" ON "Homework" ("wordId") WHERE NOT "done";
CREATE INDEX "Attempt_homework" ON "Attempt" ("homeworkId");
CREATE INDEX "Word_text" ON "Word" ("text");
ALTER TABLE "Homework" ADD FOREIGN KEY ("studentId") REFERENCES "Student" ("id") ON DELETE CASCADE,
    ADD FOREIGN KEY ("wordId") REFERENCES "Word" ("id");
ALTER TABLE "Attempt" ADD FOREIGN KEY ("homeworkId") REFERENCES "Homework" ("id");
ANALYZE;
