// How a lead is called and what is said of it, on every card alike. What may not be shown in a channel is marked so.
import { displayName, type Submission } from "../src/domain/person.ts";
import type { Trace, Why } from "../src/domain/trace.ts";
import { clip, isEmpty, joined, type Mrkdwn, md, NOTHING } from "./text.ts";
import type { LeadRecord } from "./view.ts";

/** Enough to recognise; keeps twenty rows, or a bundle of forty, within one message. */
const NAME = 80;
const SHORT = 40;

/** Outside text to show, or null where there is nothing in it to see. */
function shown(text: string | undefined, most: number): Mrkdwn | null {
  const clipped = clip(text ?? "", most);
  return isEmpty(clipped) ? null : clipped;
}

/** As the lead calls it, else as providers or the CRM do: the surest of them, then the latest. */
function companyOf({ submission: { company }, signals = [] }: LeadRecord["person"]): string | undefined {
  const [said] = signals
    .filter(({ key, value }) => key === "company.name" && typeof value === "string")
    .toSorted((a, b) => b.confidence - a.confidence || (a.observedAt < b.observedAt ? 1 : -1));
  return company?.name ?? (said && String(said.value)) ?? company?.domain;
}

/** "Jane Doe, VP Ops at Acme": personal, for the rep, the Overflow Manager and answers that one person sees. */
export function subject(record: LeadRecord, bold = false): Mrkdwn {
  return described(record, displayName(record.person.submission), bold);
}

/** The same for who has the lead no longer: an unnamed person's e-mail does not stand in for the name. */
export function formerSubject(record: LeadRecord, bold = false): Mrkdwn {
  return described(record, ownName(record.person.submission), bold);
}

function described({ person }: LeadRecord, calledAs: string, bold: boolean): Mrkdwn {
  const { submission } = person;
  const name = shown(calledAs, NAME) ?? md`Unnamed lead`;
  const title = shown(submission.title, NAME);
  const company = shown(companyOf(person), NAME);
  const role = title && company ? md`${title} at ${company}` : (title ?? company ?? NOTHING);
  return joined([bold ? md`*${name}*` : name, role], ", ");
}

/** "Jane Doe, Acme" in a few words, for rows. Falls back on no contact data, so that managers' channels may show it. */
export function shortLine(record: LeadRecord): Mrkdwn {
  const { submission } = record.person;
  const name = shown(ownName(submission), SHORT) ?? md`Unnamed lead`;
  return joined([md`*${name}*`, shown(companyOf(record.person), SHORT) ?? NOTHING], ", ");
}

/** The same for a `plain_text` slot. */
export function shortName(record: LeadRecord): string {
  const { submission } = record.person;
  return [ownName(submission) || "Unnamed lead", companyOf(record.person)].filter(Boolean).join(", ");
}

function ownName({ firstName, lastName }: Submission): string {
  return [firstName, lastName].filter(Boolean).join(" ").trim();
}

/** The company, for places where the person may not be recognised; null where it is unknown or gives them away. */
export function impersonalCompany({ person }: LeadRecord): string | null {
  const name = companyOf(person);
  return name && !givesAway(name, person.submission) ? name : null;
}

/** "a Tier 1 lead from Acme": without a word about the person. */
export function impersonal(record: LeadRecord): Mrkdwn {
  return record.lead.tier === null ? md`a lead${from(record)}` : md`a ${impersonalTitle(record)}`;
}

/** "Tier 1 lead from Acme", to begin a card with. */
export function impersonalTitle(record: LeadRecord): Mrkdwn {
  return record.lead.tier === null ? md`Lead${from(record)}` : md`${tierWords(record)} lead${from(record)}`;
}

function from(record: LeadRecord): Mrkdwn {
  const company = impersonalCompany(record);
  return company ? md` from ${clip(company, NAME)}` : NOTHING;
}

export function tierWords(record: LeadRecord): Mrkdwn {
  return record.lead.tier === null ? md`No tier yet` : md`Tier ${clip(record.lead.tier, SHORT)}`;
}

export function tierAndScore(record: LeadRecord): Mrkdwn {
  const { score } = record.lead;
  return score === null ? tierWords(record) : md`${tierWords(record)} · Score ${score}`;
}

/** What a rule is called: its label, without the points that the trace appends. */
function label(why: Why): string {
  return why.text.replace(/\s*\([+−-]\d+(?:\.\d+)?\)$/u, "") || why.rule;
}

function points(value: number): string {
  return value < 0 ? `−${-value}` : `+${value}`;
}

/** A reason in one line: the rule's label and its points. */
export function reason(why: Why): Mrkdwn {
  const said = clip(label(why), NAME);
  return why.points === undefined ? said : md`${said} ${points(why.points)}`;
}

/** The strongest rules that made the score, at most `most`. */
export function topReasons(trace: Trace | null, most: number): Why[] {
  const scored = (trace?.why ?? []).filter((why) => why.points !== undefined);
  return scored.sort((a, b) => Math.abs(b.points ?? 0) - Math.abs(a.points ?? 0)).slice(0, most);
}

/** The same for places where the person may not be recognised: a label that repeats a value gives way to the id. */
export function impersonalReason(why: Why, { person: { submission } }: LeadRecord): Mrkdwn {
  if (!givesAway(why.text, submission)) return reason(why);
  return givesAway(why.rule, submission) ? md`A rule` : reason({ ...why, text: why.rule });
}

/** Whether a text repeats the name, the e-mail, the phone or the message of the person. */
export function givesAway(text: string, submission: Submission): boolean {
  const folded = fold(text);
  const names = [submission.firstName, submission.lastName].flatMap((name) => words(name ?? ""));
  const ofText = new Set(words(text));
  if (names.some((word) => word.length > 1 && ofText.has(word))) return true;
  // Within a longer word, such as a domain, a short name would be found by chance.
  const { email, phone, message, firstName, lastName } = submission;
  const within = (value: string | undefined, least: number) => {
    const secret = fold(value ?? "");
    return secret.length >= least && folded.includes(secret);
  };
  return (
    [email, phone, message].some((value) => within(value, 1)) ||
    [firstName, lastName].some((name) => within(name, 4))
  );
}

const fold = (text: string) => text.normalize("NFKC").toLowerCase().trim();
const words = (text: string) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
