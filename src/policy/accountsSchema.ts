/** `accounts`: the CRM's files, and what their columns are called. */
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

const ACCOUNTS: Record<AccountColumn, string[]> = {
  name: ["name", "account", "account_name", "company"],
  domain: ["domain", "website"],
  industry: ["industry", "sector"],
  employees: ["employees"],
  revenue: ["revenue", "annual_revenue"],
  country: ["country", "office_location"],
  parent: ["parent", "subsidiary_of", "parent_account"],
  owner: ["owner", "account_owner", "sales_agent"],
};
const OPPORTUNITIES: Record<OpportunityColumn, string[]> = {
  id: ["id", "opportunity_id"],
  account: ["account", "account_name", "company"],
  domain: ["domain", "website"],
  product: ["product"],
  owner: ["owner", "sales_agent", "agent"],
  stage: ["stage", "deal_stage", "status"],
  opened: ["opened", "engage_date", "created", "created_date"],
  closed: ["closed", "close_date"],
};
const TEAMS: Record<TeamColumn, string[]> = {
  agent: ["agent", "sales_agent", "name", "rep"],
  manager: ["manager"],
  team: ["team", "regional_office", "region"],
};

/** One header, or several of which the first that the file has counts. */
const headers = (usual: string[]) =>
  z.preprocess(
    (value) => (isEmpty(value) ? usual : Array.isArray(value) ? value : [value]),
    listOf(text("a header", usual[0] ?? "name", 100), "headers", 20),
  );

function columns<Column extends string>(usual: Record<Column, string[]>) {
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
      accounts: columns(ACCOUNTS),
      opportunities: columns(OPPORTUNITIES),
      teams: columns(TEAMS),
    }),
    spellings: orDefault(
      z.record(text("a misspelling", "technolgy"), text("how it should read", "technology"), {
        error: expected("a mapping of misspellings", "{ technolgy: technology }"),
      }),
      {},
    ),
  }),
);
