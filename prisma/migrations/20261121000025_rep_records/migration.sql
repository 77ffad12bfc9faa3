-- What is on reps' records, each kind by time: a week of it is read without whatever else happened to the leads, and
-- offers and claims are counted without their rows.
CREATE INDEX "LeadEvent_record_idx" ON "LeadEvent" (type, at) INCLUDE (rep)
  WHERE type IN ('offered', 'accepted', 'recycled', 'taken_away', 'claimed');
