// A backtest for people: a screenful, the last line saying how fast it was.
import type { Backtest } from "../app/backtest/backtest.ts";
import { bandName, type Foretold } from "../domain/foretold.ts";
import { printable } from "../policy/problem.ts";
import { table } from "./table.ts";

/** Rows of a table that may be long. */
const SHOWN = 10;

export interface Tried {
  readonly file: string;
  readonly hash: string;
  /** The CSV file that outcomes are from. */
  readonly outcome: string | undefined;
}

export function backtestReport(result: Backtest, tried: Tried): string {
  const { leads, leadsPerSecond } = result;
  const parts = leads === 0 ? [summary(result, tried)] : allParts(result, tried);
  const speed = `${amount(leads)} ${leads === 1 ? "lead" : "leads"} decided again: ${leadsPerSecond} leads/s\n`;
  return [...parts.filter((part) => part !== ""), speed].join("\n");
}

function allParts(result: Backtest, tried: Tried): string[] {
  return [
    summary(result, tried),
    oldByNew(result),
    fates(result),
    changes(result),
    rules(result),
    outcomes(result, tried),
  ];
}

function summary({ leads, changed, leftOut }: Backtest, { file, hash }: Tried): string {
  const what = `${printable(file)} (${hash.slice(0, 8)})`;
  const changing = changed === 0 ? "no lead changes" : `${amount(changed)} change (${share(changed, leads)})`;
  const found = leads === 0 ? "no lead on record has been decided" : `of ${amount(leads)} leads, ${changing}`;
  const out = [
    leftOut.undecided > 0 ? `${amount(leftOut.undecided)} not decided yet` : "",
    leftOut.merged > 0 ? `${amount(leftOut.merged)} merged into others` : "",
    leftOut.forgotten > 0 ? `${amount(leftOut.forgotten)} forgotten` : "",
  ].filter((text) => text !== "");
  return `${what}: ${found}.\n${out.length === 0 ? "" : `Left out: ${out.join(", ")}.\n`}`;
}

/** What was decided down, what would be across. */
function oldByNew({ table: cells }: Backtest): string {
  const [rows, columns] = [uniq(cells.map(({ from }) => from)), uniq(cells.map(({ to }) => to))];
  const leads = new Map(cells.map((cell) => [`${cell.from}\n${cell.to}`, cell.leads]));
  return table(
    ["was \\ would be", ...columns],
    rows.map((from) => [from, ...columns.map((to) => amount(leads.get(`${from}\n${to}`) ?? 0))]),
  );
}

function fates({ fates: all }: Backtest): string {
  if (all.length === 0) return "";
  const rows = all.map(({ leads, from, to, became }) => [amount(leads), from, to, became]);
  return limited(["leads", "was", "would be", "became"], rows, all.length);
}

function changes({ changes: listed, changed }: Backtest): string {
  if (changed === 0) return "";
  const rows = listed.map(({ leadId, from, to, became }) => [leadId, from, to, became]);
  return limited(["lead", "was", "would be", "became"], rows, changed);
}

/** Rules whose count differs, the greatest difference first. */
function rules({ rules: all }: Backtest): string {
  const differing = all
    .filter(({ old, new: now }) => old !== now)
    .sort((a, b) => Math.abs(b.new - b.old) - Math.abs(a.new - a.old));
  const same = all.length - differing.length;
  const rest =
    same === 0 ? "" : `${differing.length === 0 ? "All" : "The other"} ${same} as often as before.\n`;
  if (differing.length === 0) return `Rules: ${rest}`;
  const rows = differing.map(({ id, old, new: now }) => [id, amount(old), amount(now), signed(now - old)]);
  return `${limited(["rule", "fired", "would fire", ""], rows, differing.length)}${rest}`;
}

function outcomes({ outcomes: known }: Backtest, { outcome }: Tried): string {
  if (known === null) {
    if (outcome === undefined) return "";
    return `${printable(outcome)} says of none of these leads what became of it.\n`;
  }
  const { old, new: now } = known;
  const told = outcome === undefined ? "accepted or recycled by a rep" : `by ${printable(outcome)}`;
  const edges = [...old.bands, ...now.bands].sort((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity));
  const names = uniq(edges.map(bandName));
  const rows = names.map((name) => [name, ...converted(old, name), ...converted(now, name)]);
  return [
    `What became of ${amount(old.leads)} leads is known (${told}): ${share(old.converted, old.leads)} converted.\n`,
    table(["score", "was: leads", "converted", "would be: leads", "converted"], rows),
    `AUC ${area(old)}, would be ${area(now)}\n`,
  ].join("");
}

function converted({ bands }: Foretold, name: string): [leads: string, share: string] {
  const band = bands.find((one) => bandName(one) === name);
  return band === undefined ? ["0", "–"] : [amount(band.leads), share(band.converted, band.leads)];
}

function limited(head: readonly string[], rows: readonly (readonly string[])[], of: number): string {
  const shown = rows.slice(0, SHOWN);
  const more = of - shown.length;
  return `${table(head, shown)}${more > 0 ? `and ${amount(more)} more: see --json\n` : ""}`;
}

const area = ({ auc }: Foretold): string => auc?.toFixed(4) ?? "unknown (all or none converted)";
const uniq = <T>(values: readonly T[]): T[] => [...new Set(values)];
const amount = (count: number): string => count.toLocaleString("en");
const signed = (count: number): string => `${count < 0 ? "−" : "+"}${amount(Math.abs(count))}`;
const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
