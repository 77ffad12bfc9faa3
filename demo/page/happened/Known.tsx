/** What was known of the lead besides what it first said itself, who says so, and what that won against. */
import type { ShownLead } from "./lead.ts";
import { Value } from "./Value.tsx";
import { providerName } from "./words.ts";

interface Props {
  readonly lead: ShownLead;
  nameOf(person: string): string;
}

export function Known({ lead, nameOf }: Props) {
  const others = Map.groupBy(
    lead.signals.filter(({ provider, replaced }) => provider !== "lead" || replaced !== undefined),
    ({ provider }) => provider,
  );
  if (others.size === 0) return null;
  return (
    <details class="demo-why">
      <summary>What else is known of it</summary>
      {[...others].map(([provider, signals]) => (
        <section key={provider}>
          <h4>{provider === "lead" ? "By the lead, when it came again" : `By ${providerName(provider)}`}</h4>
          <ul class="demo-reps">
            {signals.map(({ key, value, replaced }) => (
              <li key={key}>
                {key}: <Value field={key} value={value} nameOf={nameOf} />
                {replaced !== undefined && (
                  <span class="demo-read">
                    instead of <Value field={key} value={replaced.value} nameOf={nameOf} />{" "}
                    {replaced.provider === provider ? "before" : `by ${providerName(replaced.provider)}`}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
