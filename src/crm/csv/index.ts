// Accounts from CSV files that the CRM exports. They are held in memory, and read again when a file has changed.
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "pino";
import type { AccountDirectory, Accounts } from "../../app/accounts/ports.ts";
import type { Clock } from "../../clock.ts";
import type { AccountRules } from "../../policy/types.ts";
import { AccountBook } from "./accounts.ts";
import { Remarks } from "./remarks.ts";
import { readTable, type TableColumns, type TableRow } from "./table.ts";

/** How long it is taken on trust that the files are what they were. */
const TRUST_MS = 5_000;
/** Leads under way may be decided by an older policy, which names other files. */
const KEPT = 4;

interface Held {
  checkedAt: number;
  /** Sizes and times of change: whether a file is another one than was read. */
  state: string;
  directory: Promise<AccountDirectory>;
}

export interface CsvAccountsOptions {
  /** The policy file's folder, from which the paths in the rules start. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Pick<Logger, "info" | "warn">;
}

export function csvAccounts({ folder, clock, log }: CsvAccountsOptions): Accounts {
  const held = new Map<string, Held>();

  async function directory(rules: AccountRules): Promise<AccountDirectory> {
    const key = keyOf(rules);
    const known = held.get(key);
    const now = clock.now();
    if (known && Math.abs(now - known.checkedAt) < TRUST_MS) return known.directory;
    if (known) known.checkedAt = now;
    const state = await stateOf(rules, folder);
    const latest = held.get(key);
    if (latest?.state === state) return latest.directory;
    const reading = read(rules, folder, log, latest?.directory ?? null);
    held.delete(key);
    held.set(key, { checkedAt: now, state, directory: reading });
    for (const oldest of [...held.keys()].slice(0, -KEPT)) held.delete(oldest);
    return reading;
  }

  return { directory };
}

function keyOf(rules: AccountRules): string {
  return JSON.stringify(rules, (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );
}

function filesOf({ accounts, opportunities, teams }: AccountRules): string[] {
  return [accounts, opportunities, teams].filter((file) => file !== null);
}

async function stateOf(rules: AccountRules, folder: string): Promise<string> {
  const states = filesOf(rules).map(async (file) => {
    try {
      const { mtimeMs, size, ino } = await stat(path.resolve(folder, file));
      return `${mtimeMs}:${size}:${ino}`;
    } catch (error) {
      return `${(error as NodeJS.ErrnoException).code}`;
    }
  });
  return (await Promise.all(states)).join(" ");
}

/** What was read `before` stays where a file cannot be read: it may be about to be replaced. */
async function read(
  rules: AccountRules,
  folder: string,
  log: CsvAccountsOptions["log"],
  before: Promise<AccountDirectory> | null,
): Promise<AccountDirectory> {
  const book = new AccountBook(rules);
  const { columns, spellings } = rules;
  const remarks: string[] = [];
  let rows = 0;
  let whole = true;

  async function take<Column extends string>(
    file: string | null,
    headers: TableColumns<Column>["headers"],
    needed: TableColumns<NoInfer<Column>>["needed"],
    row: (row: TableRow<Column>, remarks: Remarks) => void,
  ) {
    if (file === null) return;
    const ofFile = new Remarks(file);
    try {
      for await (const one of readTable(path.resolve(folder, file), { headers, needed }, spellings, ofFile)) {
        rows++;
        row(one, ofFile);
      }
    } catch (error) {
      whole = false;
      remarks.push(`${file}: cannot be read (${(error as Error).message})`);
    }
    remarks.push(...ofFile.lines());
  }

  await take(rules.accounts, columns.accounts, [["name", "domain"]], (row, ofFile) =>
    book.account(row, ofFile),
  );
  await take(rules.opportunities, columns.opportunities, [["account", "domain"]], (row, ofFile) =>
    book.opportunity(row, ofFile),
  );
  await take(rules.teams, columns.teams, [["agent"], ["manager", "team"]], (row, ofFile) =>
    book.team(row, ofFile),
  );
  for (const remark of remarks) log.warn(remark);
  if (!whole && before !== null) {
    log.warn("the CRM's accounts stay as they were read before");
    return before;
  }
  log.info({ files: filesOf(rules), rows }, "read the CRM's accounts");
  return book.directory();
}
