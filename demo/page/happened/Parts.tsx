/** The parts of an event that have a form of their own: rules, a clock, what providers said, whose account it is. */
import { type Json, withoutDirections } from "./lead.ts";
import { Moment } from "./Moment.tsx";
import { stepName, valueName } from "./words.ts";

export type Fields = { readonly [key: string]: Json };

interface PartProps {
  readonly fields: Fields;
  nameOf(person: string): string;
}

/** How to show a field's object; undefined where it has no form of its own. */
export function partOf(field: string) {
  return PARTS[field];
}

const PARTS: Readonly<Record<string, (props: PartProps) => preact.JSX.Element>> = {
  account: Account,
  back: Back,
  enriching: ({ fields }) => (
    <>
      all who are asked have answered, not before <Moment at={textOf(fields.earliest)} />
    </>
  ),
  policy: Policy,
  providers: Provider,
  timer: Timer,
};

function Policy({ fields: { version, hash } }: PartProps) {
  return (
    <>
      version {String(version)} <code>{String(hash).slice(0, 10)}…</code>
    </>
  );
}

/** What happens by time, and when. */
function Timer({ fields: { steps } }: PartProps) {
  const list = (Array.isArray(steps) ? steps : []) as readonly { readonly do: string; readonly at: string }[];
  return (
    <>
      {list.map((step) => (
        <span key={step.do} class="demo-part">
          {stepName(step.do)} at <Moment at={step.at} />
        </span>
      ))}
    </>
  );
}

/** One of those who were asked about the lead; what they said stands with the person, not in the record. */
function Provider({ fields: { id, outcome, keys } }: PartProps) {
  const known = Array.isArray(keys) ? keys.map((key) => textOf(key).replace(/^(lead|company)\./, "")) : [];
  return (
    <>
      <b>{clean(id)}</b> {valueName("outcome", textOf(outcome)) ?? textOf(outcome)}
      {known.length > 0 && `: ${known.join(", ")}`}
    </>
  );
}

function Back({ fields }: PartProps) {
  if (fields.by === "touch") return <>the person, who came again</>;
  return (
    <>
      a visit of the page <bdi>{textOf(fields.page)}</bdi>
    </>
  );
}

const OWNS: Readonly<Record<string, string>> = {
  opportunity: "the open deal",
  account: "the account",
  lead: "the account, by its last lead,",
};
const NOT_THEIRS: Readonly<Record<string, string>> = {
  not_on_team: "is not on the team",
  deactivated: "has a deactivated Slack account",
  unreachable: "cannot be reached in Slack",
  away: "is away",
  had_it: "had this lead already",
};

/** "the open deal OPP-1042 is Elena Ruiz’s". */
function Account({ fields: { by, agent, rep, opportunity, out, team }, nameOf }: PartProps) {
  const who = rep === null ? textOf(agent) : nameOf(textOf(rep));
  const then = team === true ? "so it is for their team" : "so it is routed like any other lead";
  return (
    <>
      {OWNS[textOf(by)] ?? "the account"} {opportunity !== null && <bdi>{clean(opportunity)} </bdi>}
      is <bdi>{withoutDirections(who)}</bdi>’s
      {out !== null && `, who ${NOT_THEIRS[textOf(out)] ?? textOf(out)}, ${then}`}
    </>
  );
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function clean(value: Json | undefined): string {
  return withoutDirections(textOf(value));
}
