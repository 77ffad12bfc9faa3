/** `accounts`: the CRM's files, and what their columns are called. */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import {
  expected,
  filePath,
  isEmpty,
  listOf,
  maybe,
  oneOf,
  optionalSection,
  orDefault,
  section,
  text,
} from "./schemaParts.ts";
import type { AccountColumn, OpportunityColumn, TeamColumn } from "./types.ts";

/** What columns are called where the policy does not say: the first header that the file has counts. */
export const HEADERS: {
  readonly accounts: Readonly<Record<AccountColumn, string[]>>;
  readonly opportunities: Readonly<Record<OpportunityColumn, string[]>>;
  readonly teams: Readonly<Record<TeamColumn, string[]>>;
} = {
  accounts: {
    name: ["name", "account", "account_name", "company"],
    domain: ["domain", "website"],
    industry: ["industry", "sector"],
    employees: ["employees"],
    revenue: ["revenue", "annual_revenue"],
    country: ["country", "office_location"],
    parent: ["parent", "subsidiary_of", "parent_account"],
    owner: ["owner", "account_owner", "sales_agent"],
  },
  opportunities: {
    id: ["id", "opportunity_id"],
    account: ["account", "account_name", "company"],
    domain: ["domain", "website"],
    product: ["product"],
    owner: ["owner", "sales_agent", "agent"],
    stage: ["stage", "deal_stage", "status"],
    opened: ["opened", "engage_date", "created", "created_date"],
    closed: ["closed", "close_date"],
  },
  teams: {
    agent: ["agent", "sales_agent", "name", "rep"],
    manager: ["manager"],
    team: ["team", "regional_office", "region"],
  },
};

/** One header, or several. The usual ones are absent from the document: more may become usual. */
const headers = (usual: string[]) =>
  z
    .preprocess(
      (value) => (isEmpty(value) ? undefined : Array.isArray(value) ? value : [value]),
      listOf(text("a header", usual[0] ?? "name", 100), "headers", 20).optional(),
    )
    .transform((value) => (isDeepStrictEqual(value, usual) ? undefined : value));

function columns<Column extends string>(usual: Readonly<Record<Column, string[]>>) {
  const shape = Object.fromEntries(
    Object.entries<string[]>(usual).map(([column, names]) => [column, headers(names)]),
  ) as Record<Column, ReturnType<typeof headers>>;
  return optionalSection(shape);
}

const stages = (usual: string[]) =>
  orDefault(listOf(text("a stage", usual[0] ?? "", 100), "stages", 50), usual);

export const accountsSchema = maybe(
  section({
    accounts: filePath("accounts.csv"),
    opportunities: maybe(filePath("opportunities.csv")),
    teams: maybe(filePath("sales_teams.csv")),
    open: stages(["Engaging", "Prospecting", "Open"]),
    won: stages(["Won", "Closed Won"]),
    dates: orDefault(oneOf(["dmy", "mdy"]), "dmy"),
    columns: optionalSection({
      accounts: columns(HEADERS.accounts),
      opportunities: columns(HEADERS.opportunities),
      teams: columns(HEADERS.teams),
    }),
    spellings: orDefault(
      z.record(text("a misspelling", "technolgy"), text("how it should read", "technology"), {
        error: expected("a mapping of misspellings", "{ technolgy: technology }"),
      }),
      {},
    ),
  }),
);
