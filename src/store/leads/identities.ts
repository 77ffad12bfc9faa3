/** Who has come before: the table `Identity`, which knows leads by hashes of what makes a person recognisable. */
import type { KnownPeople } from "../../app/duplicates.ts";
import type { Match } from "../../domain/duplicates.ts";
import type { LeadId } from "../../ids.ts";
import type { Database } from "../database/open.ts";
import { retried } from "../retry.ts";

/** Leads are looked at under one key: more than a few that are not merged share none but a switchboard's phone. */
const MOST_UNDER_A_KEY = 16;

type Row = Omit<Match, "at" | "receivedAt"> & { readonly at: Date; readonly receivedAt: Date };

/** By hand: for each key an index look-up of its first leads, however many there are. */
const matching = {
  name: "matching_leads",
  text: `
    SELECT known.key, known.at, lead.id, lead."receivedAt", lead.state, lead.cycle, lead.detail ->> 'until' AS until
    FROM unnest($1::text[]) AS sought(key)
    CROSS JOIN LATERAL (
      SELECT key, "leadId", at FROM "Identity" WHERE key = sought.key AND at >= $2::timestamptz
      ORDER BY "leadId" LIMIT ${MOST_UNDER_A_KEY}
    ) AS known
    CROSS JOIN LATERAL (SELECT * FROM "Lead" WHERE id = known."leadId" LIMIT 1) AS lead
    WHERE lead.state <> 'merged'`,
};

/** Under a key that both have, whoever came later counts: the person was last here then. */
const handingOn = {
  name: "hand_keys_on",
  text: `
    WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS given(key, "from", "into")),
    gone AS (
      DELETE FROM "Identity" AS known USING given
      WHERE known.key = given.key AND known."leadId" = given."from"
      RETURNING known.key, given."into" AS "leadId", known.at
    )
    INSERT INTO "Identity" AS known (key, "leadId", at)
    SELECT key, "leadId", max(at) FROM gone GROUP BY key, "leadId" ORDER BY key, "leadId"
    ON CONFLICT (key, "leadId") DO UPDATE SET at = greatest(known.at, excluded.at)`,
};

export function identities({ pool, prisma }: Pick<Database, "pool" | "prisma">): KnownPeople {
  return {
    async matches(keys, since) {
      const asked = [...new Set(keys)];
      if (asked.length === 0) return [];
      const { rows } = await pool.query<Row>({ ...matching, values: [asked, since] });
      return rows.map((row) => ({
        ...row,
        at: row.at.toISOString(),
        receivedAt: row.receivedAt.toISOString(),
      }));
    },

    async leadWith(source, externalId) {
      const row = await prisma.lead.findUnique({
        where: { externalId_source: { externalId, source } },
        select: { id: true },
      });
      return row?.id ?? null;
    },

    async newestUnder(key, source) {
      const [row] = await prisma.$queryRaw<{ id: LeadId }[]>`
        SELECT lead.id FROM "Identity" AS known JOIN "Lead" AS lead ON lead.id = known."leadId"
        WHERE known.key = ${key} AND lead.state <> 'merged'
        ORDER BY lead.source = ${source} DESC, lead."receivedAt" DESC, lead.id DESC LIMIT 1`;
      return row?.id ?? null;
    },

    async hasObserved({ leadId, observed }) {
      const [row] = await prisma.$queryRaw<[{ known: boolean }]>`
        SELECT EXISTS (
          SELECT FROM "LeadEvent"
          WHERE "leadId" = ${leadId} AND type = 'observed' AND payload ->> 'signal' = ${observed}
        ) AS known`;
      return row.known;
    },

    async handKeysOn(moves) {
      if (moves.length === 0) return;
      const values = [
        moves.map(({ key }) => key),
        moves.map(({ from }) => from),
        moves.map(({ into }) => into),
      ];
      await retried(() => pool.query({ ...handingOn, values }));
    },
  };
}
