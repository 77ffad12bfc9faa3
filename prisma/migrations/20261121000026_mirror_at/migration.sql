-- What a message in Slack shows: a shortcut on it names only where it is.
CREATE INDEX "Mirror_refChannel_refTs_idx" ON "Mirror" ("refChannel", "refTs");
