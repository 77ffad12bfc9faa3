/** `AnswerStore` on the database: what providers said, for as long as it holds. */
import type { AnswerStore } from "../app/enrichPorts.ts";
import type { JsonValue } from "../policy/types.ts";
import { Prisma, type PrismaClient } from "./generated/client.ts";

export function answerStore(prisma: PrismaClient): AnswerStore {
  return {
    async get(key, now) {
      const row = await prisma.providerAnswer.findUnique({
        where: { key, freshUntil: { gt: now } },
        select: { values: true, at: true },
      });
      return row && { values: row.values as Record<string, JsonValue> | null, at: row.at.toISOString() };
    },

    async put(key, { values, ...answer }) {
      const row = { ...answer, values: values === null ? Prisma.DbNull : (values as Prisma.InputJsonObject) };
      await prisma.providerAnswer.upsert({ where: { key }, create: { key, ...row }, update: row });
    },

    async forgetStale(now) {
      const { count } = await prisma.providerAnswer.deleteMany({ where: { freshUntil: { lte: now } } });
      return count;
    },
  };
}
