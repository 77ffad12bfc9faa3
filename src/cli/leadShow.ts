// `baton lead show`: where a lead is, whose it is, why, and everything that happened to it.
import { type LeadStateView, type LeadView, leadView, namesOf } from "../app/leadView.ts";
import type { LeadRecord } from "../app/ports.ts";
import { instant } from "../clock.ts";
import type { LeadEvent } from "../domain/events.ts";
import { factsSource, signalsKnown } from "../domain/facts.ts";
import type { Lead } from "../domain/lead.ts";
import type { Override } from "../domain/overrides.ts";
import { displayName } from "../domain/person.ts";
import type { Signal } from "../domain/signals.ts";
import { durationText } from "../policy/duration.ts";
import { printable } from "../policy/problem.ts";
import type { JsonValue } from "../policy/types.ts";
import type { Services } from "../services.ts";
import type { Host } from "./host.ts";
import { type ExitCode, type Io, printJson } from "./io.ts";
import { table } from "./table.ts";

/** Exit 1: no such lead. */
export async function showLead(
  { id, json }: { readonly id: string; readonly json: boolean },
  io: Io,
  host: Host,
): Promise<ExitCode> {
  const services = await host.services();
  const record = await services.leads.load(id);
  if (!record) return unknownLead(id, io);
  const [events, names, signals] = await Promise.all([
    services.leads.events(id),
    namesFrom(services),
    signalsFrom(services, record),
  ]);
  const view = leadView(record, names);
  if (json) {
    printJson(io, {
      ...view,
      signals,
      touches: record.lead.touches,
      trace: record.trace,
      answers: record.person.answers,
      events: events.map(eventView),
      overrides: record.lead.overrides.map(overrideView),
    });
  } else io.out(story(record, view, signals, events));
  return 0;
}

export function unknownLead(id: string, io: Io): ExitCode {
  io.err(
    `${printable(id)}: no such lead; its id is in the answer to whoever posted it, and in /leads queue\n`,
  );
  return 1;
}

export async function namesFrom({ rules, people }: Pick<Services, "rules" | "people">) {
  const [team, everybody] = await Promise.all([rules.activeTeam(), people.all()]);
  return namesOf(team?.team ?? null, everybody);
}

/** What the rules of the lead's cycle would read of it now. */
async function signalsFrom({ rules, clock }: Services, { lead, person }: LeadRecord): Promise<Signal[]> {
  const pinned = await rules.policy(lead.policy.version);
  const now = instant(clock.now());
  return pinned ? signalsKnown(pinned.policy, factsSource(lead, person, now)) : [];
}

/** A line each for what a state says; what has no value is left out. */
export function stateLines(view: LeadStateView): string[] {
  const { state, overdue, cycle, owner, tier, score, nextDeadline, policyVersion } = view;
  const lines = [
    ["state", overdue ? `${state}, overdue` : state],
    ["owner", owner && `${owner.name} (${owner.slack})`],
    ["tier", tier],
    ["score", score],
    ["next", nextDeadline && `${nextDeadline.does} at ${nextDeadline.at}`],
    ["cycle", cycle],
    ["policy", `version ${policyVersion}`],
  ] as const;
  return lines.flatMap(([name, value]) =>
    value === null ? [] : [`${name.padEnd(8)} ${printable(String(value))}`],
  );
}

/** An event with its payload beside its envelope: the names of the two never meet. */
function eventView({ id, seq, at, actor, body, prev, hash }: LeadEvent) {
  return { id, seq, at, actor, ...body, prev, hash };
}

/** `approvedBy` null: nobody has approved it, or had to. */
function overrideView({ no, by, at, act, reasonCode, rulesWouldHave, standing }: Override) {
  const approvedBy = standing.is === "done" ? standing.approvedBy : null;
  return { no, by, action: act.do, reasonCode, at, rulesWouldHave, approvedBy, status: standing.is };
}

const LONGEST_VALUE = 60;

/** A value in a cell of a table. */
function cell(value: JsonValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return printable(text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE).toWellFormed()}…` : text);
}

function signalRow({ key, value, provider, observedAt, freshUntil, confidence, replaced }: Signal): string[] {
  return [
    ...[printable(key), cell(value), provider, observedAt, freshUntil ?? "", String(confidence)],
    replaced ? `${cell(replaced.value)} (${replaced.provider}, ${replaced.observedAt})` : "",
  ];
}

const TOUCHES_SHOWN = 20;

/** Other leads of the same person, which have been merged into this one. */
function touchLines({ touches }: Lead): string[] {
  const lines = touches.slice(0, TOUCHES_SHOWN).map(({ from, source, partner, at }) => {
    const by = partner === null ? "" : ` (partner ${partner})`;
    return printable(`Also came from: ${source}${by} on ${at}, as ${from}`);
  });
  const more = touches.length - lines.length;
  return more > 0 ? [...lines, `and ${more} times more: see --json`] : lines;
}

function story(
  record: LeadRecord,
  view: LeadView,
  signals: readonly Signal[],
  events: readonly LeadEvent[],
): string {
  const { submission } = record.person;
  const who = [displayName(submission), submission.title, submission.company?.name].filter(Boolean);
  const head = [
    view.leadId,
    `${"who".padEnd(8)} ${printable(who.join(", "))}`,
    `${"source".padEnd(8)} ${printable(`${view.source}, ${view.externalId}`)}`,
    ...stateLines(view),
    ...touchLines(record.lead),
  ];
  const why = view.why.map(({ rule, points, text }) => [
    rule,
    points === undefined ? "" : String(points),
    text,
  ]);
  const timeline = events.map(({ seq, at, actor, body, id }) => [
    String(seq),
    at,
    body.type,
    actor,
    detail(body),
    id,
  ]);
  return [
    `${head.join("\n")}\n`,
    ...(why.length > 0 ? [table(["why", "points", ""], why)] : []),
    table(
      ["signal", "value", "from", "observed", "fresh until", "sure", "in place of"],
      signals.map(signalRow),
    ),
    table(["#", "time", "event", "by", "", "id"], timeline),
  ].join("\n");
}

/** What sets an event apart from others of its type, in a few words. */
function detail(body: LeadEvent["body"]): string {
  switch (body.type) {
    case "received":
      return body.lane === null ? body.source : `${body.source}, lane ${body.lane}`;
    case "qualified":
      return [body.decision, `score ${body.score}`, body.tier && `tier ${body.tier}`]
        .filter(Boolean)
        .join(", ");
    case "nurtured":
    case "suppressed":
      return body.because;
    case "enriched":
      return body.providers.map(({ id, outcome }) => `${id}: ${outcome}`).join(", ");
    case "touched":
      return `by ${body.from} from ${body.source}`;
    case "merged":
      return `into ${body.into}, same ${body.by}`;
    case "review_asked":
      return `${body.queue}: ${body.rule}, asked ${body.owner}`;
    case "approved":
    case "rejected":
      return body.by ?? "by itself";
    case "unrouted":
      return `${body.considered.length} reps considered`;
    case "offered":
      return `to ${body.rep}, by ${body.how}`;
    case "overdue":
    case "claimed":
    case "accepted":
      return body.rep;
    case "taken_away":
      return `from ${body.rep}: ${body.why}${body.by ? `, handed on by ${body.by}` : ""}`;
    case "overflowed":
      return `to ${body.owner}: ${body.because}`;
    case "assigned":
      return `to ${body.rep} by ${body.by}`;
    case "reminded":
    case "escalated":
      return `step ${body.step + 1}`;
    case "recycled":
      return `${body.rep}: ${body.recycled.reason}`;
    case "re_engaged":
      return `cycle ${body.cycle}`;
    case "override_asked":
    case "overridden":
      return `${body.no}: ${body.act.do} by ${body.by}, ${body.reasonCode}`;
    case "override_reminded":
      return `${body.no}: step ${body.step + 1}`;
    case "override_rejected":
      return `${body.no}: ${body.why}${body.by === null ? "" : ` by ${body.by}`}`;
    case "override_reviewed":
      return `${body.no} by ${body.by}`;
    case "extended":
      return `by ${durationText(body.byMs)}`;
    case "reopened":
      return `cycle ${body.cycle}${body.lifted.length > 0 ? `, without ${body.lifted.join(", ")}` : ""}`;
    case "refused":
      return `${body.attempt}: ${body.code}`;
    case "card_posted":
    case "observed":
    case "tanked":
    case "unclaimed":
      return "";
  }
}
