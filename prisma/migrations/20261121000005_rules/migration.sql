-- What the rules read and remember of a lead beyond what it brought: recorded signals, who the person is, what providers
-- are still to be asked, what reviewers answered; and the states of a review and of a lead merged into another.

ALTER TYPE "LeadState" ADD VALUE 'review' BEFORE 'accepted';
ALTER TYPE "LeadState" ADD VALUE 'merged';
ALTER TYPE "LadderName" ADD VALUE 'review' BEFORE 'return';
ALTER TYPE "TimerVerb" ADD VALUE 'approve' BEFORE 're_engage';
ALTER TYPE "TimerVerb" ADD VALUE 'reject' BEFORE 're_engage';
ALTER TYPE "MirrorKind" ADD VALUE 'review' BEFORE 'reminder';
ALTER TYPE "SuppressionCause" ADD VALUE 'check';
ALTER TYPE "SuppressionCause" ADD VALUE 'rejected';

-- Reviews stand before offers in the queue.
UPDATE "Lead" SET "queueRank" = "queueRank" + 1 WHERE "queueRank" >= 3;

ALTER TABLE "Person" ADD COLUMN signals jsonb NOT NULL DEFAULT '[]';
ALTER TABLE "Person" ADD COLUMN answers jsonb NOT NULL DEFAULT '[]';

CREATE TABLE "Identity" (
  key text NOT NULL,
  "leadId" text NOT NULL,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (key, "leadId")
);

CREATE TABLE "Enrichment" (
  "leadId" text PRIMARY KEY,
  cycle integer NOT NULL,
  priority integer NOT NULL,
  since timestamptz(3) NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  "leasedUntil" timestamptz(3)
);
CREATE INDEX "Enrichment_priority_since_leadId_idx" ON "Enrichment" (priority, since, "leadId");

-- Writes what decisions on one or more different leads change, all or nothing.
--
-- Each parameter but `ended` and `enriched` is an array of rows, null where there are none. A lead also carries
--   `expected`, the seq it was decided on; a ledger the version it was read at; `ended` are the ids of leads for which
--   nothing is due any more, `enriched` of those about whom no provider need be asked any more. Of a person, what is null
--   stays as it is.
--   As json, not jsonb: a row's values are read once and go in as they are. Building jsonb of them all first took more
--   time than everything else.
-- Returns null when a ledger has moved on, else the ids of the leads that have; an empty array when all was written.
--
-- Everybody locks in this order, which rules out deadlocks: ledgers, leads, deadlines, mirrors; each by id.
-- READ COMMITTED is enough: whoever waits for a lock sees the row as it is afterwards, and its guard fails.
--
-- The SETs: the planner takes every array of rows for 100, and on small tables would read them whole; a plan made then
-- and kept by the session would go on doing so when they are large.
DROP FUNCTION commit_leads(json, json, json, text[], json, json, json, json, json, json);
CREATE FUNCTION commit_leads(
  leads json, events json, deadlines json, ended text[], mirrors json, notices json, decisions json, notes json,
  suppressions json, persons json, enrichments json, enriched text[], ledgers json
) RETURNS text[] LANGUAGE plpgsql
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  guard record;
  lost text[];
BEGIN
  IF ledgers IS NOT NULL THEN
    FOR guard IN
      SELECT id, version FROM json_populate_recordset(null::"Ledger", ledgers) ORDER BY id
    LOOP
      -- A row with version 0 stands for "none yet", so that there is something to lock and nothing to undo.
      IF guard.version = 0 THEN
        INSERT INTO "Ledger" (id, version, data) VALUES (guard.id, 0, '{}') ON CONFLICT (id) DO NOTHING;
      END IF;
      PERFORM 1 FROM "Ledger" WHERE id = guard.id AND version = guard.version FOR UPDATE;
      IF NOT FOUND THEN RETURN null; END IF;
    END LOOP;
  END IF;

  -- One lead is locked and guarded by its update. Several must all hold before anything is written.
  IF json_array_length(leads) > 1 THEN
    WITH given AS (
      SELECT id, expected FROM json_to_recordset(leads) AS given(id text, expected integer)
    ), held AS (
      SELECT lead.id FROM given JOIN "Lead" AS lead ON lead.id = given.id AND lead.seq = given.expected
      ORDER BY lead.id FOR UPDATE OF lead
    )
    SELECT coalesce(array_agg(given.id), '{}') INTO lost
    FROM given WHERE given.id NOT IN (SELECT id FROM held);
    IF lost <> '{}' THEN RETURN lost; END IF;
  END IF;

  UPDATE "Lead" AS lead SET
    state = new.state, overdue = new.overdue, cycle = new.cycle, owner = new.owner, tier = new.tier,
    score = new.score, "policyVersion" = new."policyVersion", "policyHash" = new."policyHash",
    seq = new.seq, head = new.head, since = new.since, "nextDueAt" = new."nextDueAt",
    "queueRank" = new."queueRank", "queueAt" = new."queueAt", detail = new.detail
  FROM json_to_recordset(leads) AS new(
    id text, expected integer, state "LeadState", overdue boolean, cycle integer, owner text, tier text,
    score double precision, "policyVersion" integer, "policyHash" text, seq integer, head text, since timestamptz,
    "nextDueAt" timestamptz, "queueRank" integer, "queueAt" timestamptz, detail jsonb
  )
  WHERE lead.id = new.id AND lead.seq = new.expected;
  IF NOT FOUND THEN RETURN ARRAY[leads->0->>'id']; END IF;

  IF events IS NOT NULL THEN
    INSERT INTO "LeadEvent" (id, "leadId", seq, type, actor, rep, at, payload, "prevHash", hash)
    SELECT id, "leadId", seq, type, actor, rep, at, payload, "prevHash", hash
    FROM json_populate_recordset(null::"LeadEvent", events);
  END IF;

  IF ended IS NOT NULL THEN
    DELETE FROM "Deadline" WHERE "leadId" = ANY(ended);
  END IF;
  IF deadlines IS NOT NULL THEN
    -- An unchanged deadline keeps its lease: somebody may be at it.
    INSERT INTO "Deadline" AS old ("leadId", ladder, step, does, "dueAt")
    SELECT "leadId", ladder, step, does, "dueAt"
    FROM json_populate_recordset(null::"Deadline", deadlines)
    ORDER BY "leadId"
    ON CONFLICT ("leadId") DO UPDATE SET
      ladder = excluded.ladder, step = excluded.step, does = excluded.does, "dueAt" = excluded."dueAt",
      "leasedUntil" = null
    WHERE (old.ladder, old.step, old.does, old."dueAt")
      IS DISTINCT FROM (excluded.ladder, excluded.step, excluded.does, excluded."dueAt");
  END IF;

  IF mirrors IS NOT NULL THEN
    -- Grouped: one statement may not touch a row twice. A mirror that is behind already keeps its lease or back-off
    -- (attempts were made); one that only waits to be confirmed has something new to show, at once.
    INSERT INTO "Mirror" AS old (id, kind, "leadId", "to", lane, wanted, "notBefore")
    SELECT id, min(kind), min("leadId"), min("to"), min(lane), 1, max("notBefore")
    FROM json_populate_recordset(null::"Mirror", mirrors)
    GROUP BY id ORDER BY id
    ON CONFLICT (id) DO UPDATE SET
      wanted = old.wanted + 1,
      "notBefore" = CASE
        WHEN old.wanted > old.shown AND old.attempts > 0 THEN old."notBefore"
        WHEN old.wanted > old.shown THEN least(old."notBefore", excluded."notBefore")
        ELSE excluded."notBefore"
      END;
  END IF;

  IF notices IS NOT NULL THEN
    INSERT INTO "NoticeTurn" ("noticeId", "leadId", turn)
    SELECT "noticeId", "leadId", turn FROM json_populate_recordset(null::"NoticeTurn", notices)
    ON CONFLICT ("noticeId", "leadId", turn) DO NOTHING;
  END IF;
  IF decisions IS NOT NULL THEN
    INSERT INTO "Decision" ("leadId", cycle, trace)
    SELECT "leadId", cycle, trace FROM json_populate_recordset(null::"Decision", decisions)
    ON CONFLICT ("leadId", cycle) DO UPDATE SET trace = excluded.trace;
  END IF;
  IF notes IS NOT NULL THEN
    INSERT INTO "Note" ("leadId", turn, by, text)
    SELECT "leadId", turn, by, text FROM json_populate_recordset(null::"Note", notes);
  END IF;
  IF suppressions IS NOT NULL THEN
    -- Of two suppressions of one person the longer stands.
    INSERT INTO "Suppression" AS old (identity, until, because, "leadId")
    SELECT DISTINCT ON (identity) identity, until, because, "leadId"
    FROM json_populate_recordset(null::"Suppression", suppressions)
    ORDER BY identity, until DESC NULLS FIRST
    ON CONFLICT (identity) DO UPDATE SET
      until = excluded.until, because = excluded.because, "leadId" = excluded."leadId"
    WHERE coalesce(old.until, 'infinity') < coalesce(excluded.until, 'infinity');
  END IF;

  IF persons IS NOT NULL THEN
    UPDATE "Person" AS person SET
      signals = coalesce(new.signals, person.signals), answers = coalesce(new.answers, person.answers)
    FROM json_to_recordset(persons) AS new("leadId" text, signals jsonb, answers jsonb)
    WHERE person."leadId" = new."leadId";
  END IF;
  IF enriched IS NOT NULL THEN
    DELETE FROM "Enrichment" WHERE "leadId" = ANY(enriched);
  END IF;
  IF enrichments IS NOT NULL THEN
    INSERT INTO "Enrichment" ("leadId", cycle, priority, since)
    SELECT "leadId", cycle, priority, since FROM json_populate_recordset(null::"Enrichment", enrichments)
    ON CONFLICT ("leadId") DO UPDATE SET
      cycle = excluded.cycle, priority = excluded.priority, since = excluded.since, attempts = 0, "leasedUntil" = null;
  END IF;

  IF ledgers IS NOT NULL THEN
    UPDATE "Ledger" AS ledger SET version = ledger.version + 1, data = new.data
    FROM json_populate_recordset(null::"Ledger", ledgers) AS new
    WHERE ledger.id = new.id;
  END IF;
  RETURN '{}';
END;
$$;

-- Takes in new leads with their persons, first events and deadlines; a (source, external id) that is known is left.
--
-- change: {leads, persons, events, deadlines, identities, enrichments}, arrays of rows. A lead also carries `nth`, its place in the call.
-- Returns one row for each lead that was not created: its place, the lead that is there, and whether that is the same
-- person: the same e-mail, or the same phone where one of the two has no e-mail.
--
-- Leads go in by external id: of two calls with the same leads, one waits for the other instead of both for ever.
-- The SETs are those of commit_leads, for the same reason.
CREATE OR REPLACE FUNCTION insert_leads(change jsonb)
  RETURNS TABLE (nth integer, "leadId" text, state "LeadState", "samePerson" boolean) LANGUAGE plpgsql
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  -- The ids that were created, as keys: looked up in logarithmic time however many there are.
  created jsonb;
BEGIN
  WITH fresh AS (
    INSERT INTO "Lead" (
      id, source, "externalId", state, overdue, cycle, owner, tier, score, "policyVersion", "policyHash", seq, head,
      "receivedAt", since, "nextDueAt", "queueRank", "queueAt", detail
    )
    SELECT
      id, source, "externalId", state, overdue, cycle, owner, tier, score, "policyVersion", "policyHash", seq, head,
      "receivedAt", since, "nextDueAt", "queueRank", "queueAt", detail
    FROM jsonb_to_recordset(change->'leads') AS given(
      nth integer, id text, source text, "externalId" text, state "LeadState", overdue boolean, cycle integer,
      owner text, tier text, score double precision, "policyVersion" integer, "policyHash" text, seq integer,
      head text, "receivedAt" timestamptz, since timestamptz, "nextDueAt" timestamptz, "queueRank" integer,
      "queueAt" timestamptz, detail jsonb
    )
    ORDER BY "externalId", source, nth
    ON CONFLICT ("externalId", source) DO NOTHING
    RETURNING id
  )
  SELECT coalesce(jsonb_object_agg(id, true), '{}') INTO created FROM fresh;

  INSERT INTO "Person" ("leadId", email, phone, key, submission, signals, answers, identities)
  SELECT "leadId", email, phone, key, submission, signals, answers, identities
  FROM jsonb_populate_recordset(null::"Person", change->'persons') WHERE created ? "leadId";

  INSERT INTO "LeadEvent" (id, "leadId", seq, type, actor, rep, at, payload, "prevHash", hash)
  SELECT id, "leadId", seq, type, actor, rep, at, payload, "prevHash", hash
  FROM jsonb_populate_recordset(null::"LeadEvent", change->'events') WHERE created ? "leadId";

  INSERT INTO "Deadline" ("leadId", ladder, step, does, "dueAt")
  SELECT "leadId", ladder, step, does, "dueAt"
  FROM jsonb_populate_recordset(null::"Deadline", change->'deadlines') WHERE created ? "leadId";

  INSERT INTO "Identity" (key, "leadId", at)
  SELECT key, "leadId", at
  FROM jsonb_populate_recordset(null::"Identity", change->'identities') WHERE created ? "leadId";

  INSERT INTO "Enrichment" ("leadId", cycle, priority, since)
  SELECT "leadId", cycle, priority, since
  FROM jsonb_populate_recordset(null::"Enrichment", change->'enrichments') WHERE created ? "leadId";

  -- A statement of its own, so that it sees what another call has committed meanwhile.
  RETURN QUERY
  SELECT given.nth, lead.id, lead.state,
    CASE
      WHEN person.email IS NOT NULL AND other.email IS NOT NULL THEN person.email = other.email
      ELSE coalesce(person.phone = other.phone, false)
    END
  FROM jsonb_to_recordset(change->'leads') AS given(nth integer, id text, source text, "externalId" text)
  JOIN "Lead" AS lead ON lead."externalId" = given."externalId" AND lead.source = given.source
  LEFT JOIN "Person" AS person ON person."leadId" = lead.id
  CROSS JOIN LATERAL jsonb_populate_record(null::"Person", change->'persons'->given.nth) AS other
  WHERE NOT created ? given.id;
END;
$$;
