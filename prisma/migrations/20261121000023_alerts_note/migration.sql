-- A post-mortem's note may name people: on record is a commitment to it, made with this key, and the note can be erased.
ALTER TABLE "Alert" ADD COLUMN "noteKey" text;
