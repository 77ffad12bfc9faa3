/** `LeadStore` on the database: one file for each thing that is done with leads. */
import type { LeadStore } from "../../app/ports.ts";
import type { Database } from "../database/open.ts";
import { commits } from "./commit.ts";
import { deadlines } from "./deadlines.ts";
import { earlier } from "./earlier.ts";
import { identities } from "./identities.ts";
import { insertion } from "./insert.ts";
import { queue } from "./queue.ts";
import { reads } from "./reads.ts";
import { repHistory } from "./repHistory.ts";

export function leadStore({ prisma, pool }: Pick<Database, "prisma" | "pool">): LeadStore {
  return {
    ...insertion({ pool }),
    ...identities({ pool, prisma }),
    ...reads(prisma),
    ...commits({ pool }),
    ...deadlines(prisma),
    ...queue(prisma),
    ...earlier(prisma),
    ...repHistory(prisma),
  };
}
