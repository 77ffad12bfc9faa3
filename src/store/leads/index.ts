/** `LeadStore` on the database: one file for each thing that is done with leads. */
import type { LeadStore } from "../../app/ports.ts";
import type { PrismaClient } from "../generated/client.ts";
import { commits } from "./commit.ts";
import { deadlines } from "./deadlines.ts";
import { insertion } from "./insert.ts";
import { queue } from "./queue.ts";
import { reads } from "./reads.ts";

export function leadStore(prisma: PrismaClient): LeadStore {
  return {
    ...insertion(prisma),
    ...reads(prisma),
    ...commits(prisma),
    ...deadlines(prisma),
    ...queue(prisma),
  };
}
