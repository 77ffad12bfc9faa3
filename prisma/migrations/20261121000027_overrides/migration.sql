-- What managers and stewards write to overrides, beside the rest that is personal; overrides are found by when they were.
ALTER TABLE "Person" ADD COLUMN overrides jsonb NOT NULL DEFAULT '[]';

CREATE INDEX "LeadEvent_overrides_idx" ON "LeadEvent" (at, "leadId", seq)
  WHERE type IN ('override_asked', 'override_rejected', 'overridden', 'override_reviewed');

-- Writes what decisions on one or more different leads change, all or nothing.
--
-- Each parameter but `ended`, `lifted` and `enriched` is an array of rows, null where there are none. A lead also carries
--   `expected`, the seq it was decided on; a ledger the version it was read at; `ended` are the ids of leads for which
--   nothing is due any more, `lifted` the identities of people who are suppressed no longer, `enriched` of those about whom no provider need be asked any more. Of a person, what is null
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
DROP FUNCTION commit_leads(json, json, json, text[], json, json, json, json, json, json, json, text[], json);
CREATE FUNCTION commit_leads(
  leads json, events json, deadlines json, ended text[], mirrors json, notices json, decisions json, notes json,
  suppressions json, lifted text[], persons json, enrichments json, enriched text[], ledgers json
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
  IF lifted IS NOT NULL THEN
    DELETE FROM "Suppression" WHERE identity = ANY(lifted);
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
      signals = coalesce(new.signals, person.signals), answers = coalesce(new.answers, person.answers),
      overrides = coalesce(new.overrides, person.overrides)
    FROM json_to_recordset(persons) AS new(
      "leadId" text, signals jsonb, answers jsonb, overrides jsonb
    )
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
