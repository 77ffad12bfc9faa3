// The companies that the CRM knows: how a lead's company is recognised among them, and which deal is under way there.

/** A deal under way. Texts are as the CRM has them. */
export interface Opportunity {
  readonly id: string | null;
  readonly product: string | null;
  readonly stage: string;
  /** The ISO date since when; null: not yet, or not known. */
  readonly opened: string | null;
  /** Whose deal it is. */
  readonly agent: string | null;
  /** At which account: the lead's own, or the parent of it. */
  readonly account: string;
}

/** A company as the CRM has it. */
export interface Account {
  /** What two rows of one account have in common: the domain, or else the name as `companyKey` gives it. */
  readonly key: string;
  readonly name: string;
  /** Registrable, in lower-case ASCII. */
  readonly domain: string | null;
  readonly industry: string | null;
  readonly employees: number | null;
  /** In whatever unit the CRM has it. */
  readonly revenue: number | null;
  /** ISO 3166 alpha-2 where the CRM's text is a country, else that text. */
  readonly country: string | null;
  /** The name of the company that this one belongs to. */
  readonly parent: string | null;
  /** Whose account it is, as the CRM calls them. */
  readonly agent: string | null;
  /** The deals under way: its own before its parents', each the latest first. */
  readonly open: readonly Opportunity[];
  /** Whether it has ever bought. */
  readonly customer: boolean;
}

/** Agents who work together, by the CRM. */
export interface CrmTeam {
  readonly name: string;
  readonly agents: readonly string[];
}

/** What says the legal form of a company rather than its name. */
const LEGAL_FORMS = new Set(
  (
    "ab ag aps as asa bv bvba co company corp corporation cv doo eood eurl gmbh inc incorporated kft kg kgaa kk lda " +
    "limited llc llp lp ltd ltda mbh nv oy oyj plc private pte pty pvt sa sab sarl sas sca se sl spa srl sro ug ulc zrt"
  ).split(" "),
);

/**
 * A company's name in the one form by which it is compared: `The Acme Co., Ltd.` → `acme`, `Müller & Söhne GmbH & Co.
 * KG` → `mullerandsohne`. Case, accents, punctuation, spaces and the legal form do not count; a name that is nothing
 * but a legal form stays. Empty where there is no letter or digit.
 */
export function companyKey(name: string): string {
  const words = folded(name)
    .replace(/[.'’`]/g, "")
    .replace(/&/g, " and ")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  if (words.length > 1 && words[0] === "the") words.shift();
  while (words.length > 1 && isLegalForm(words.at(-1))) words.pop();
  return words.join("");
}

/** Whether a last word says the legal form, or leads over to one: `& Co. KG`. */
function isLegalForm(word: string | undefined): boolean {
  return word !== undefined && (word === "and" || LEGAL_FORMS.has(word));
}

/** A product's name as it is compared: `GTXPro`, `GTX Pro` and `gtx-pro` are one. */
export function productKey(product: string): string {
  return folded(product).replace(/[^\p{L}\p{N}]+/gu, "");
}

/** A person's name as it is compared: case, accents and doubled spaces do not count. */
export function personKey(name: string): string {
  return folded(name).replace(/\s+/g, " ").trim();
}

function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ø/g, "o");
}

/**
 * The deal that a lead for `product` belongs to: the account's own before its parents', and there one for the same
 * product before the others; then the one that was opened last.
 */
export function opportunityFor(account: Account, product: string | undefined): Opportunity | null {
  const wanted = product === undefined ? "" : productKey(product);
  const [first] = account.open;
  if (first === undefined) return null;
  const nearest = account.open.filter((deal) => deal.account === first.account);
  const same = nearest.find((deal) => deal.product !== null && productKey(deal.product) === wanted);
  return (wanted === "" ? undefined : same) ?? first;
}

/** The latest first; those without a date last; then by id, so that the order of the file does not matter. */
export function latestFirst(a: Opportunity, b: Opportunity): number {
  const [later, earlier] = [b.opened ?? "", a.opened ?? ""];
  if (later !== earlier) return later < earlier ? -1 : 1;
  return (a.id ?? "") < (b.id ?? "") ? -1 : 1;
}
