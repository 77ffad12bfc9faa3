-- What a rep holds in the order of the queue, so that a page of it is read from the index however much they hold.
DROP INDEX "Lead_held_idx";
CREATE INDEX "Lead_held_idx" ON "Lead" (owner, "queueRank", "queueAt", id)
  WHERE "queueRank" IS NOT NULL AND owner IS NOT NULL;
