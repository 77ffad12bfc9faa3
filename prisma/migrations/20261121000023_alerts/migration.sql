-- What somebody should look at, and what they have done about it.
CREATE TYPE "AlertKind" AS ENUM ('latency', 'overrides', 'tank', 'campaign', 'post_mortem');
CREATE TYPE "AlertStatus" AS ENUM ('open', 'acknowledged', 'snoozed', 'over', 'closed');
CREATE TYPE "AlertOverCause" AS ENUM ('passed', 'switched_off', 'renewed');

CREATE TABLE "Alert" (
  id text PRIMARY KEY,
  kind "AlertKind" NOT NULL,
  subject text NOT NULL,
  key text NOT NULL,
  "to" text NOT NULL,
  "raisedAt" timestamptz(3) NOT NULL,
  facts jsonb NOT NULL,
  "factsAt" timestamptz(3) NOT NULL,
  status "AlertStatus" NOT NULL,
  by text,
  "actedAt" timestamptz(3),
  until timestamptz(3),
  "overAt" timestamptz(3),
  "overBecause" "AlertOverCause",
  owner text,
  "dueAt" timestamptz(3),
  note text
);
CREATE UNIQUE INDEX "Alert_key_key" ON "Alert" (key);
CREATE INDEX "Alert_raisedAt_idx" ON "Alert" ("raisedAt");
-- Of one kind and subject there is one at a time.
CREATE UNIQUE INDEX "Alert_live_key" ON "Alert" (kind, subject) WHERE status IN ('open', 'acknowledged', 'snoozed');

-- What a lead came by has a column of its own, since campaigns are judged every few seconds by their leads of a week. A
-- campaign is none of the person's data: it stays when the person is forgotten.
ALTER TABLE "Lead" ADD COLUMN campaign text;
UPDATE "Lead" AS lead SET campaign = nullif(trim(person.submission ->> 'campaign'), '')
FROM "Person" AS person WHERE person."leadId" = lead.id AND person.submission ? 'campaign';
CREATE INDEX "Lead_campaign_idx" ON "Lead" (campaign, "receivedAt") WHERE campaign IS NOT NULL;
-- Only a campaign of which a lead has lately turned out to be none can have come to be worth telling of.
CREATE INDEX "Lead_campaign_disqualified_idx" ON "Lead" (since)
  WHERE campaign IS NOT NULL AND state IN ('recycled', 'nurture', 'suppressed');

-- How long leads wait for an answer, and how often the rules are overridden, is asked as often.
CREATE INDEX "LeadEvent_answered_idx" ON "LeadEvent" (at) WHERE type IN ('accepted', 'claimed', 'recycled');
CREATE INDEX "LeadEvent_override_asked_idx" ON "LeadEvent" (at) WHERE type = 'override_asked';

-- As before, with the campaign.
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
      "receivedAt", since, "nextDueAt", "queueRank", "queueAt", campaign, detail
    )
    SELECT
      id, source, "externalId", state, overdue, cycle, owner, tier, score, "policyVersion", "policyHash", seq, head,
      "receivedAt", since, "nextDueAt", "queueRank", "queueAt", campaign, detail
    FROM jsonb_to_recordset(change->'leads') AS given(
      nth integer, id text, source text, "externalId" text, state "LeadState", overdue boolean, cycle integer,
      owner text, tier text, score double precision, "policyVersion" integer, "policyHash" text, seq integer,
      head text, "receivedAt" timestamptz, since timestamptz, "nextDueAt" timestamptz, "queueRank" integer,
      "queueAt" timestamptz, campaign text, detail jsonb
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
