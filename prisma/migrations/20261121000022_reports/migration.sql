CREATE TYPE "ReportName" AS ENUM ('override_digest', 'daily', 'weekly', 'monthly');

-- One row a slot: whoever writes it is the one that posts. The primary key is also how the latest of each is found.
CREATE TABLE "Report" (
  name "ReportName" NOT NULL,
  "slotAt" timestamptz(3) NOT NULL,
  "coversFrom" timestamptz(3) NOT NULL,
  "coversTo" timestamptz(3) NOT NULL,
  "postedAt" timestamptz(3),
  page integer NOT NULL DEFAULT 1,
  picture text,
  PRIMARY KEY (name, "slotAt"),
  CHECK ("coversFrom" < "coversTo" AND "coversTo" <= "slotAt"),
  CHECK (page > 0)
);
