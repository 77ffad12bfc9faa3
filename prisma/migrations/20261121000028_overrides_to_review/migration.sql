-- Overrides by when they were submitted, and how many have been reviewed, without touching the events themselves: how many
-- are left to review stands in every manager's App Home.
CREATE INDEX "LeadEvent_submitted_idx" ON "LeadEvent" (at, "leadId")
  WHERE type = 'override_asked' OR (type = 'overridden' AND payload ->> 'approvedBy' IS NULL);
CREATE INDEX "LeadEvent_reviewed_idx" ON "LeadEvent" (at) WHERE type = 'override_reviewed';
