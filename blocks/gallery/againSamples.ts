// Samples of a lead whose person came again, and of whom others than the lead say something.
import type { Signal } from "../../src/domain/signals.ts";
import type { LeadRecord } from "../view.ts";
import { ALICE, at, leadIdOf } from "./samples.ts";

const DAY = 24 * 60;

/** The same lead in its second cycle, after a visit to a page, brought by another partner meanwhile. */
export function backAgain(record: LeadRecord, by = "acme", partner = "Acme", page = "pricing"): LeadRecord {
  const touches = [
    { from: leadIdOf(7), source: "website", partner: null, at: at(-9 * DAY) },
    { from: leadIdOf(8), source: by, partner, at: at(-2 * DAY) },
  ];
  const { turns } = record.lead;
  const lead = {
    ...record.lead,
    cycle: 2,
    recycledBefore: "budget",
    back: { by: "page_visit", page },
    touches,
    turns: turns.map((turn) => ({ ...turn, cycle: 2 })),
  } as const;
  return { ...record, lead };
}

/** What others say of it; `word` stands for every text that comes from outside. */
export function known(word = ""): Signal[] {
  const sure = { freshUntil: null, confidence: 0.9 };
  const days = (count: number) => at(-count * DAY);
  const replaced = { value: word || 20, provider: word || "lead", observedAt: days(9) };
  const visits = { count: 3, first: days(5), last: days(1) };
  return [
    {
      key: "company.employees",
      value: 300,
      provider: word || "roster",
      observedAt: days(2),
      ...sure,
      replaced,
    },
    {
      key: "company.tech",
      value: [word || "kubernetes", "kafka"],
      provider: "roster",
      observedAt: days(2),
      ...sure,
    },
    { key: "account.owner", value: ALICE, provider: "crm", observedAt: days(0), ...sure },
    { key: "lead.title", value: word || "COO", provider: "lead", observedAt: days(2), ...sure },
    {
      key: `signals.page_visit.${word || "pricing"}`,
      value: visits,
      provider: "behaviour",
      observedAt: visits.last,
      ...sure,
    },
    {
      key: `lead.extra.${word || "rank"}`,
      value: word || 4,
      provider: "roster",
      observedAt: days(2),
      ...sure,
    },
  ];
}

/** Qualified by what others say. */
export function qualifiedByOthers(record: LeadRecord, word = ""): LeadRecord {
  if (record.trace === null) return record;
  const signals = known(word);
  const [first, ...others] = record.trace.why;
  if (!first) return record;
  const read = Object.fromEntries(signals.map(({ key, value }) => [key, value]));
  const from = Object.fromEntries(
    signals.map(({ key, provider, observedAt, replaced }) => [
      key,
      { provider, observedAt, ...(replaced && { replaced }) },
    ]),
  );
  return { ...record, trace: { ...record.trace, why: [{ ...first, read, from }, ...others] } };
}
