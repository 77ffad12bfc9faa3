-- Who is away, and what Slack said of each person when it was last heard.

CREATE TYPE "AwayBecause" AS ENUM ('said_so', 'do_not_disturb', 'status');

CREATE TABLE "Availability" (
  slack text PRIMARY KEY,
  since timestamptz(3) NOT NULL,
  until timestamptz(3),
  by text,
  because "AwayBecause" NOT NULL
);

CREATE TABLE "Heard" (
  slack text PRIMARY KEY,
  "doNotDisturbUntil" timestamptz(3),
  "statusSet" boolean NOT NULL,
  "statusUntil" timestamptz(3)
);
