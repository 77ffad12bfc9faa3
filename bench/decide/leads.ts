// Leads to decide on: made up, the same in every run, with the gaps that real ones have.
import type { Submission } from "../../src/domain/person.ts";

/** Mulberry32: the same numbers from the same seed, from 0 to 1. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TITLES = [
  ...["VP Operations", "Chief Executive", "Student", "Head of Purchasing", "Account Manager", "Engineer"],
  ...["Sales Director EMEA", "Freelance consultant", "SVP Finance", "Team Lead", "CTO", "Office assistant"],
];
const MESSAGES = [
  "We need this urgent, budget is approved for the quarter.",
  "Just looking around, please send me your brochure.",
  "There is a bug in the form on your web site, and I would like a refund.",
  "Could you show us the product this week? We are a team of forty people in two countries.",
];
const DOMAINS = [
  "acme.example",
  "rival.example",
  "mail.example",
  "cs.oxford.ac.uk",
  "mit.edu",
  "globex.example",
];

/** So many submissions; one attribute in five is not given. */
export function submissions(count: number): Submission[] {
  const next = numbersFrom(20_261_121);
  const upTo = (limit: number) => Math.floor(next() * limit);
  const pick = (texts: readonly string[]) => texts[upTo(texts.length)] as string;
  const given = <T extends object>(values: T): T =>
    Object.fromEntries(Object.entries(values).filter(() => next() >= 0.2)) as T;
  return Array.from({ length: count }, (_, index) => {
    const domain = pick(DOMAINS);
    return {
      email: `person${index}@${domain}`,
      ...given({
        firstName: `Person ${index}`,
        lastName: "Doe",
        title: pick(TITLES),
        country: pick(["GB", "DE", "FR", "US", "SE", "AU", "BR", "IN"]),
        language: pick(["en", "de", "fr", "pt"]),
        product: pick(["core", "analytics", "mobile"]),
        campaign: pick(["webinar", "fair", "referral", "spring"]),
        intent: pick(["demo", "pricing", "trial", "newsletter", "contact"]),
        message: pick(MESSAGES),
        utm: { medium: pick(["cpc", "email", "social"]), source: "search" },
        extra: { visits: upTo(30), minutes: upTo(40) },
      }),
      company: given({
        name: `Company ${index}`,
        domain,
        country: pick(["GB", "DE", "US", "IN"]),
        employees: upTo(2_000),
        industry: pick(["software", "finance", "retail", "government", "farming"]),
      }),
    };
  });
}
