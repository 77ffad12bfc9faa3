-- Takes in new leads with their persons, first events and deadlines; a (source, external id) that is known is left.
--
-- change: {leads, persons, events, deadlines}, arrays of rows. A lead also carries `nth`, its place in the call.
-- Returns one row for each lead that was not created: its place, the lead that is there, and whether that is the same
-- person: the same e-mail, or the same phone where one of the two has no e-mail.
--
-- Leads go in by external id: of two calls with the same leads, one waits for the other instead of both for ever.
-- The SETs are those of commit_leads, for the same reason.
CREATE FUNCTION insert_leads(change jsonb)
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

  INSERT INTO "Person" ("leadId", email, phone, key, submission, identities)
  SELECT "leadId", email, phone, key, submission, identities
  FROM jsonb_populate_recordset(null::"Person", change->'persons') WHERE created ? "leadId";

  INSERT INTO "LeadEvent" (id, "leadId", seq, type, actor, rep, at, payload, "prevHash", hash)
  SELECT id, "leadId", seq, type, actor, rep, at, payload, "prevHash", hash
  FROM jsonb_populate_recordset(null::"LeadEvent", change->'events') WHERE created ? "leadId";

  INSERT INTO "Deadline" ("leadId", ladder, step, does, "dueAt")
  SELECT "leadId", ladder, step, does, "dueAt"
  FROM jsonb_populate_recordset(null::"Deadline", change->'deadlines') WHERE created ? "leadId";

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
