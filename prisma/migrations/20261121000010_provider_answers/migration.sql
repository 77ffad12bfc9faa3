-- What providers said, shared by all instances: by a hash of whom was asked what. Never of a person.
CREATE TABLE "ProviderAnswer" (
  key text PRIMARY KEY,
  provider text NOT NULL,
  values jsonb,
  at timestamptz(3) NOT NULL,
  "freshUntil" timestamptz(3) NOT NULL
);
CREATE INDEX "ProviderAnswer_freshUntil_idx" ON "ProviderAnswer" ("freshUntil");
