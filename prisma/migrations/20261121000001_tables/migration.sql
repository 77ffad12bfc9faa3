CREATE TYPE "LeadState" AS ENUM (
  'buffering', 'routing', 'offered', 'tank', 'overflow', 'accepted', 'recycled', 'nurture', 'suppressed'
);
CREATE TYPE "LadderName" AS ENUM ('buffer', 'fallback', 'offer', 'tank', 'overflow', 'return');
CREATE TYPE "TimerVerb" AS ENUM (
  'qualify', 'fallback', 'overdue', 'tank', 'overflow', 'remind', 'escalate', 're_engage'
);
CREATE TYPE "MirrorKind" AS ENUM ('offer', 'tank', 'overflow', 'reminder', 'escalation', 'notice');
CREATE TYPE "SuppressionCause" AS ENUM ('not_icp', 'score', 'rule');
CREATE TYPE "RulesStatus" AS ENUM ('active', 'retired');
CREATE TYPE "PersonStatus" AS ENUM ('active', 'deactivated', 'unreachable');

CREATE TABLE "Lead" (
  id text PRIMARY KEY,
  source text NOT NULL,
  "externalId" text NOT NULL,
  state "LeadState" NOT NULL,
  overdue boolean NOT NULL,
  cycle integer NOT NULL,
  owner text,
  tier text,
  score double precision,
  "policyVersion" integer NOT NULL,
  "policyHash" text NOT NULL,
  seq integer NOT NULL,
  head text NOT NULL,
  "receivedAt" timestamptz(3) NOT NULL,
  since timestamptz(3) NOT NULL,
  "nextDueAt" timestamptz(3),
  "queueRank" integer,
  "queueAt" timestamptz(3),
  detail jsonb NOT NULL
);
-- Bytewise, so that it serves both the identity of a lead and the search for external ids that begin with a text.
CREATE UNIQUE INDEX "Lead_externalId_source_key" ON "Lead" ("externalId" text_pattern_ops, source);
-- Closed leads are the many: the queue and what a rep holds never look at them.
CREATE INDEX "Lead_queue_idx" ON "Lead" ("queueRank", "queueAt", id) WHERE "queueRank" IS NOT NULL;
CREATE INDEX "Lead_held_idx" ON "Lead" (owner, "queueRank")
  WHERE "queueRank" IS NOT NULL AND owner IS NOT NULL;
CREATE INDEX "Lead_accepted_idx" ON "Lead" (owner, since, id) WHERE state = 'accepted';

CREATE TABLE "Person" (
  "leadId" text PRIMARY KEY REFERENCES "Lead" (id),
  email text,
  phone text,
  key text NOT NULL,
  submission jsonb NOT NULL,
  identities text[]
);

CREATE TABLE "Note" (
  no bigserial PRIMARY KEY,
  "leadId" text NOT NULL REFERENCES "Lead" (id),
  turn integer NOT NULL,
  by text NOT NULL,
  text text NOT NULL
);
CREATE INDEX "Note_leadId_idx" ON "Note" ("leadId");

-- This and the tables below have no foreign key to "Lead": only commit_leads and insert_leads write them, with the
-- lead's row locked, and checking again took a tenth of a commit. For the same reason `id`, which follows from the
-- lead and `seq`, has no index.
CREATE TABLE "LeadEvent" (
  id text NOT NULL,
  no bigserial NOT NULL,
  "leadId" text NOT NULL,
  seq integer NOT NULL,
  type text NOT NULL,
  actor text NOT NULL,
  rep text,
  at timestamptz(3) NOT NULL,
  payload json NOT NULL,
  "prevHash" text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY ("leadId", seq)
);
CREATE UNIQUE INDEX "LeadEvent_no_key" ON "LeadEvent" (no);

CREATE TABLE "Decision" (
  "leadId" text NOT NULL,
  cycle integer NOT NULL,
  trace json NOT NULL,
  PRIMARY KEY ("leadId", cycle)
);

CREATE TABLE "Deadline" (
  "leadId" text PRIMARY KEY,
  ladder "LadderName" NOT NULL,
  step integer NOT NULL,
  does "TimerVerb" NOT NULL,
  "dueAt" timestamptz(3) NOT NULL,
  "leasedUntil" timestamptz(3)
);
CREATE INDEX "Deadline_dueAt_leadId_idx" ON "Deadline" ("dueAt", "leadId");
CREATE INDEX "Deadline_leasedUntil_idx" ON "Deadline" ("leasedUntil") WHERE "leasedUntil" IS NOT NULL;

CREATE TABLE "Mirror" (
  id text PRIMARY KEY,
  kind "MirrorKind" NOT NULL,
  "leadId" text NOT NULL,
  "to" text NOT NULL,
  lane text NOT NULL,
  wanted integer NOT NULL,
  shown integer NOT NULL DEFAULT 0,
  "refChannel" text,
  "refTs" text,
  attempts integer NOT NULL DEFAULT 0,
  unsure boolean NOT NULL DEFAULT false,
  "cutAt" timestamptz(3),
  leased boolean NOT NULL DEFAULT false,
  lease bigint NOT NULL DEFAULT 0,
  "notBefore" timestamptz(3) NOT NULL,
  blocked text,
  "lastError" text
);
CREATE INDEX "Mirror_behind_idx" ON "Mirror" (lane, "notBefore", id) WHERE wanted > shown AND blocked IS NULL;
CREATE INDEX "Mirror_leased_idx" ON "Mirror" (lane, "notBefore") WHERE leased;

CREATE TABLE "Lane" (
  id text PRIMARY KEY,
  "nextAt" timestamptz(3) NOT NULL,
  "everyMs" integer NOT NULL,
  "burstMs" integer NOT NULL,
  "atOnce" integer NOT NULL
);

CREATE TABLE "NoticeTurn" (
  no bigserial PRIMARY KEY,
  "noticeId" text NOT NULL,
  "leadId" text NOT NULL,
  turn integer NOT NULL
);
CREATE UNIQUE INDEX "NoticeTurn_noticeId_leadId_turn_key" ON "NoticeTurn" ("noticeId", "leadId", turn);

CREATE TABLE "Ledger" (
  id text PRIMARY KEY,
  version integer NOT NULL,
  data jsonb NOT NULL
);

CREATE TABLE "Suppression" (
  identity text PRIMARY KEY,
  until timestamptz(3),
  because "SuppressionCause" NOT NULL,
  "leadId" text NOT NULL
);

CREATE TABLE "PolicyVersion" (
  version integer PRIMARY KEY,
  hash text NOT NULL,
  canonical text NOT NULL,
  by text NOT NULL,
  note text NOT NULL,
  at timestamptz(3) NOT NULL,
  status "RulesStatus" NOT NULL
);
CREATE UNIQUE INDEX "PolicyVersion_active_key" ON "PolicyVersion" (status) WHERE status = 'active';

CREATE TABLE "TeamVersion" (
  version integer PRIMARY KEY,
  hash text NOT NULL,
  canonical text NOT NULL,
  by text NOT NULL,
  at timestamptz(3) NOT NULL,
  status "RulesStatus" NOT NULL
);
CREATE UNIQUE INDEX "TeamVersion_active_key" ON "TeamVersion" (status) WHERE status = 'active';

CREATE TABLE "SlackPerson" (
  slack text PRIMARY KEY,
  name text NOT NULL,
  status "PersonStatus" NOT NULL,
  until timestamptz(3),
  timezone text,
  "updatedAt" timestamptz(3) NOT NULL
);

CREATE TABLE "Exception" (
  id text PRIMARY KEY,
  source text,
  code text NOT NULL,
  fields jsonb NOT NULL,
  raw bytea NOT NULL,
  "receivedAt" timestamptz(3) NOT NULL
);
CREATE INDEX "Exception_receivedAt_idx" ON "Exception" ("receivedAt");

CREATE TABLE "AuditLeaf" (
  index bigint PRIMARY KEY,
  "eventNo" bigint NOT NULL,
  "eventId" text NOT NULL,
  hash text NOT NULL
);
CREATE UNIQUE INDEX "AuditLeaf_eventNo_key" ON "AuditLeaf" ("eventNo");
CREATE UNIQUE INDEX "AuditLeaf_eventId_key" ON "AuditLeaf" ("eventId");

CREATE TABLE "Checkpoint" (
  size bigint PRIMARY KEY,
  root text NOT NULL,
  at timestamptz(3) NOT NULL,
  signature text NOT NULL,
  key text NOT NULL
);
