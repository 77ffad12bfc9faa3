-- Reports read the events of a time. They are written in its order, so that a summary of each stretch of pages finds them,
-- and costs writers next to nothing.
CREATE INDEX "LeadEvent_at_idx" ON "LeadEvent" USING brin (at) WITH (pages_per_range = 32, autosummarize = on);
