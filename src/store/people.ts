/** `PeopleStore` on the database. */
import type { PeopleStore } from "../app/ports.ts";
import type { PrismaClient } from "./generated/client.ts";

export function peopleStore(prisma: PrismaClient): PeopleStore {
  return {
    async all() {
      const rows = await prisma.slackPerson.findMany({ omit: { updatedAt: true } });
      return new Map(
        rows.map((row) => [row.slack, { ...row, until: row.until?.toISOString() ?? null }] as const),
      );
    },

    async put({ slack, ...person }, at) {
      const values = { ...person, updatedAt: at };
      await prisma.slackPerson.upsert({
        where: { slack },
        create: { slack, ...values },
        update: values,
      });
    },
  };
}
