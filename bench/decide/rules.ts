// Fifty score rules as a marketing team writes them: what was asked for, how large, who, where, from which channel.
import {
  atLeast,
  type BothWays,
  below,
  both,
  domainIn,
  either,
  hasWord,
  inList,
  is,
  oneOf,
} from "./bothWays.ts";

export interface Rule extends BothWays {
  readonly id: string;
  readonly points: number;
}

export const LISTS = {
  competitors: ["rival.example", "other.example", "third.example"],
  free_mail: ["mail.example", "post.example", "inbox.example"],
  academic: ["*.edu", "*.ac.uk", "school.example"],
} as const;

const employees = "company.employees";
const title = "lead.title";
const west = ["GB", "DE", "FR", "US", "NL", "SE"];

const rules: readonly (readonly [id: string, points: number, condition: BothWays])[] = [
  ["demo", 40, is("lead.intent", "demo")],
  ["pricing", 25, is("lead.intent", "pricing")],
  ["trial", 20, is("lead.intent", "trial")],
  ["newsletter", -5, is("lead.intent", "newsletter")],
  ["partner", 15, is("lead.source", "acme")],
  ["website", 5, is("lead.source", "website")],
  ["core", 5, is("lead.product", "core")],
  ["analytics", 8, is("lead.product", "analytics")],
  ["english", 2, is("lead.language", "en")],
  ["german", 3, is("lead.language", "de")],
  ["search", 6, is("lead.utm.medium", "cpc")],
  ["webinar", 7, is("lead.campaign", "webinar")],

  ["ten", 2, atLeast(employees, 10)],
  ["fifty", 5, atLeast(employees, 50)],
  ["two-hundred", 15, atLeast(employees, 200)],
  ["thousand", 20, atLeast(employees, 1_000)],
  ["tiny", -10, below(employees, 5)],
  ["middle", 6, both(atLeast(employees, 100), below(employees, 500))],
  ["visits", 5, atLeast("lead.extra.visits", 5)],
  ["many-visits", 5, atLeast("lead.extra.visits", 20)],
  ["reads", 4, atLeast("lead.extra.minutes", 10)],
  ["bounced", -6, below("lead.extra.minutes", 1)],

  ["west", 5, oneOf("lead.country", west)],
  ["nordics", 4, oneOf("lead.country", ["SE", "NO", "DK", "FI"])],
  ["far", -3, oneOf("lead.country", ["AU", "NZ", "JP", "SG"])],
  ["home-office", 3, oneOf("company.country", west)],
  ["target-industry", 12, oneOf("company.industry", ["software", "finance", "retail"])],
  ["hard-industry", -8, oneOf("company.industry", ["government", "military"])],
  ["good-campaign", 4, oneOf("lead.campaign", ["webinar", "fair", "referral"])],
  ["competitor", -100, inList("company.domain", "competitors")],
  ["own-mail", -4, inList("lead.emailDomain", "free_mail")],

  ["chief", 25, hasWord(title, ["chief", "ceo", "cto", "cfo"])],
  ["vice", 22, hasWord(title, ["vp", "vice president"])],
  ["director", 18, hasWord(title, ["director", "head"])],
  ["manager", 8, hasWord(title, ["manager", "lead"])],
  ["student", -100, hasWord(title, ["student", "intern"])],
  ["consultant", -5, hasWord(title, ["consultant", "freelance"])],
  ["operations", 5, hasWord(title, ["operations", "ops"])],
  ["urgent", 10, hasWord("lead.message", ["urgent", "asap", "this week"])],
  ["budget", 10, hasWord("lead.message", ["budget", "purchase", "contract"])],
  ["support", -15, hasWord("lead.message", ["bug", "support", "refund"])],
  ["academic", -50, domainIn("lead.emailDomain", "academic")],
  ["academic-company", -20, domainIn("company.domain", "academic")],

  ["large-demo", 15, both(is("lead.intent", "demo"), atLeast(employees, 500))],
  ["paid-demo", 5, both(is("lead.intent", "demo"), is("lead.utm.medium", "cpc"))],
  [
    "hot",
    10,
    both(either(is("lead.intent", "demo"), is("lead.intent", "pricing")), oneOf("lead.country", west)),
  ],
  ["engaged", 6, either(atLeast("lead.extra.visits", 10), atLeast("lead.extra.minutes", 30))],
  ["buyer", 12, both(hasWord(title, ["procurement", "purchasing", "head"]), atLeast(employees, 100))],
  ["partner-core", 4, both(is("lead.source", "acme"), is("lead.product", "core"))],
  [
    "event",
    3,
    both(is("lead.campaign", "fair"), either(is("lead.language", "de"), is("lead.language", "fr"))),
  ],
];

export const RULES: readonly Rule[] = rules.map(([id, points, condition]) => ({ id, points, ...condition }));
