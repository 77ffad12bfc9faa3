-- What a version was to be as a canary (null: it was published in full), and when its cards in Slack were last brought up
-- to date. What came of it is on record in the rules' own chain of events.
ALTER TABLE "PolicyVersion"
  ADD COLUMN share double precision,
  ADD COLUMN control integer,
  ADD COLUMN "endsAt" timestamptz(3),
  ADD COLUMN "cardsAt" timestamptz(3);

-- One active version and one canary at most; the index is also how both are looked up before every command.
DROP INDEX "PolicyVersion_active_key";
CREATE UNIQUE INDEX "PolicyVersion_in_force_key" ON "PolicyVersion" (status) WHERE status IN ('active', 'canary');

-- Of a version only its status changes, and its cards' time.
DROP TRIGGER content_kept ON "PolicyVersion";
CREATE TRIGGER content_kept BEFORE UPDATE ON "PolicyVersion" FOR EACH ROW
  WHEN (
    (OLD.version, OLD.hash, OLD.canonical, OLD.by, OLD.note, OLD.at, OLD.share, OLD.control, OLD."endsAt")
    IS DISTINCT FROM
    (NEW.version, NEW.hash, NEW.canonical, NEW.by, NEW.note, NEW.at, NEW.share, NEW.control, NEW."endsAt")
  )
  EXECUTE FUNCTION refuse_change();

-- Where the chains end that are no lead's. Their events are in "LeadEvent", under the chain's name.
CREATE TABLE "Chain" (
  id text PRIMARY KEY,
  seq integer NOT NULL,
  head text NOT NULL
);

-- The guards ask for the leads that arrived since a canary began. Leads lie about in the order in which they arrived,
-- so that this finds them as well as a tree would, and costs next to nothing when a lead is written.
CREATE INDEX "Lead_receivedAt_idx" ON "Lead" USING brin ("receivedAt");
-- Nor do they look through all events for the few that are asked for by type.
CREATE INDEX "LeadEvent_overridden_idx" ON "LeadEvent" (at) WHERE type = 'overridden';
CREATE INDEX "Mirror_policy_idx" ON "Mirror" (id) WHERE kind = 'policy';
