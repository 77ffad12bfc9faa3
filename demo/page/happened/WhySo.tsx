/** Why it was decided so: the rules that fired and what they read, who was considered, who was left out. */
import {
  type Choice,
  lastChoice,
  type Payload,
  type Reason,
  type ShownLead,
  withoutDirections,
} from "./lead.ts";
import { Value } from "./Value.tsx";
import { leftOutName, providerName, valueName } from "./words.ts";

interface Props {
  readonly lead: ShownLead;
  nameOf(person: string): string;
}

export function WhySo({ lead, nameOf }: Props) {
  const { trace } = lead;
  const choice = lastChoice(lead);
  if (trace === null && choice === null) return null;
  return (
    <details class="demo-why">
      <summary>Why it was decided so</summary>
      {trace !== null && (
        <>
          <p>{outcomeWords(trace.outcome, trace.score)}</p>
          <Rules title="Rules that fired" reasons={trace.why} nameOf={nameOf} />
          <Rules
            title="Rules that could not read what they ask about"
            reasons={trace.silent}
            nameOf={nameOf}
          />
        </>
      )}
      {choice !== null && <Reps choice={choice} nameOf={nameOf} />}
      <details>
        <summary>As JSON</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard. */}
        <pre tabIndex={0}>
          {withoutDirections(JSON.stringify({ trace, considered: choice?.considered ?? [] }, null, 2))}
        </pre>
      </details>
    </details>
  );
}

function outcomeWords(
  { decision, tier, because, seniority, queue, step, by }: Payload,
  score: number,
): string {
  if (decision === "route") {
    return `Score ${score}: Tier ${tier}, to ${seniority === null ? "any" : `a ${seniority}`} rep.`;
  }
  if (decision === "review")
    return `Score ${score}: the ${queue} reviewers are asked, because of ${ASKED[String(step)] ?? step}.`;
  if (decision === "merged") return `It has ${valueName("by", String(by)) ?? by} as a lead that came before.`;
  if (decision === "nurture")
    return `Score ${score}: into nurture, because of ${NURTURED[String(because)] ?? because}.`;
  return `Score ${score}: suppressed, because of ${SUPPRESSED[String(because)] ?? because}.`;
}

const ASKED: Readonly<Record<string, string>> = {
  hold: "a check that it does not pass",
  source: "where it comes from",
  triage: "a score that is neither high nor low",
};
const NURTURED: Readonly<Record<string, string>> = {
  icp: "a criterion that is not met",
  minimum: "a score below the minimum",
  tier: "its tier",
  no_tier: "no tier that fits",
  rejected: "a reviewer’s no",
};
const SUPPRESSED: Readonly<Record<string, string>> = {
  person: "an earlier answer about this person",
  score: "a score this low",
  rule: "a rule",
  check: "a check that it does not pass",
  rejected: "a reviewer’s no",
};

interface RulesProps {
  readonly title: string;
  readonly reasons: readonly Reason[];
  nameOf(person: string): string;
}

function Rules({ title, reasons, nameOf }: RulesProps) {
  if (reasons.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul class="demo-rules">
        {reasons.map(({ rule, points, text, read, from, missing }) => (
          <li key={rule}>
            <span class="demo-points">{points === undefined ? "" : signed(points)}</span>
            <span>
              {text.replace(/\s*\([+−-]\d+(?:\.\d+)?\)$/u, "") || rule} <code>{rule}</code>
              <span class="demo-read">
                {Object.entries(read).map(([key, value]) => (
                  <span key={key} class="demo-part">
                    {key}: <Value field={key} value={value} nameOf={nameOf} />
                    {from?.[key] !== undefined && ` (by ${providerName(from[key].provider)})`}
                  </span>
                ))}
                {missing?.map((key) => (
                  <span key={key} class="demo-part">
                    {key}: not given
                  </span>
                ))}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Reps({ choice, nameOf }: { readonly choice: Choice; nameOf(person: string): string }) {
  const { how, account } = choice;
  const considered = choice.considered;
  const inLine = considered
    .filter(({ out }) => out === null)
    .toSorted((a, b) => (b.credit ?? 0) - (a.credit ?? 0));
  return (
    <>
      {account !== null && (
        <p>
          Account: <Value field="account" value={account} nameOf={nameOf} />
        </p>
      )}
      <h4>Who could have it</h4>
      <ul class="demo-reps">
        {inLine.length === 0 && <li>Nobody.</li>}
        {inLine.map(({ rep, credit }) => (
          <li key={rep}>
            {nameOf(rep)}:{" "}
            {how === "account_owner" ? "the account is theirs, past all shares" : shareWords(credit ?? 0)}
          </li>
        ))}
      </ul>
      <h4>Who was left out</h4>
      <ul class="demo-reps">
        {inLine.length === considered.length && <li>Nobody.</li>}
        {considered.map(({ rep, out }) =>
          out === null ? null : (
            <li key={rep}>
              {nameOf(rep)}: {leftOutName(out)}
            </li>
          ),
        )}
      </ul>
    </>
  );
}

function signed(points: number): string {
  return points < 0 ? `−${-points}` : `+${points}`;
}

function shareWords(leads: number): string {
  const size = Math.abs(leads).toFixed(1);
  if (size === "0.0") return "exactly at their fair share";
  return `${size} leads ${leads > 0 ? "behind" : "ahead of"} their fair share`;
}
