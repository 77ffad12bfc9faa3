/** What the real Slack would have refused: empty as long as the bot is right. */
import type { Violation } from "../../types.ts";
import { fullTimeOf } from "../text/times.ts";
import { useSitting, useStore } from "./context.ts";
import { Icon } from "./Icon.tsx";

export const REFUSED_PANEL = "refused";
export const REFUSED_TITLE = "Slack would have refused";

export function RefusedButton() {
  const { panel, openPanel } = useStore();
  const count = useSitting().session.violations.value.length;
  const isOpen = panel.value === REFUSED_PANEL;
  const words = count === 0 ? "Nothing refused" : `${count} refused`;
  return (
    <button
      type="button"
      class="refused-button"
      data-some={count > 0}
      aria-expanded={isOpen}
      title={REFUSED_TITLE}
      onClick={() => openPanel(isOpen ? null : REFUSED_PANEL)}
    >
      <Icon name={count === 0 ? "shield" : "warning"} />
      <span class="refused-words">{words}</span>
    </button>
  );
}

export function RefusedPanel() {
  const violations = useSitting().session.violations.value;
  if (violations.length === 0) {
    return (
      <div class="empty">
        <p class="empty-title">Nothing refused</p>
        <p>Everything the app has sent so far, the real Slack would have taken as well.</p>
      </div>
    );
  }
  return (
    <>
      <p class="panel-intro">The app sent this, and the real Slack would not have taken it. Newest first.</p>
      <ol class="violations">
        {violations.toReversed().map((violation, index) => (
          <Refusal key={violations.length - index} violation={violation} />
        ))}
      </ol>
    </>
  );
}

function Refusal({ violation }: { readonly violation: Violation }) {
  const { at, where, code, detail } = violation;
  return (
    <li class="violation">
      <p class="violation-head">
        <code>{code}</code> <span>{where}</span>
      </p>
      <p>{detail}</p>
      <time dateTime={new Date(at).toISOString()}>{fullTimeOf(at)}</time>
    </li>
  );
}
