/** `audit verify`, run on demand, and its output as a terminal shows it. */
import { useSignal } from "@preact/signals";
import type { Demo } from "../demo.ts";
import { type Inspection, isNamedIn } from "./inspection.ts";

interface Props {
  readonly demo: Demo;
  readonly inspection: Inspection;
}

export function Verifying({ demo, inspection }: Props) {
  const isBusy = useSignal(false);
  const output = inspection.verified.value;
  const tampered = demo.state.value?.tampered ?? null;
  const named = inspection.lead.value?.lead.events.find(({ id }) => isNamedIn(output, id));
  const isElsewhere = tampered !== null && tampered.leadId !== demo.leadId.value;
  return (
    <section class="demo-verify" aria-label="Audit">
      {tampered !== null && (
        <div class="demo-broken">
          <p>
            <strong>An event {isElsewhere ? "of another lead " : ""}was changed in the database.</strong>{" "}
            Baton was not asked. Does the audit notice?
          </p>
          {isElsewhere && (
            <button type="button" class="demo-button" onClick={() => demo.showLead(tampered.leadId)}>
              Show that lead
            </button>
          )}
        </div>
      )}
      <button
        type="button"
        class="demo-button demo-primary"
        aria-busy={isBusy.value}
        onClick={async () => {
          if (isBusy.peek()) return;
          isBusy.value = true;
          await inspection.verify();
          isBusy.value = false;
        }}
      >
        {isBusy.value ? "Verifying…" : "Run audit verify"}
      </button>
      <div role="status">
        {output !== null && (
          <pre class="demo-terminal">
            <span class="demo-command">$ {output.command}</span>
            {`\n${output.output.trimEnd()}\n`}
            <span class="demo-exit" data-ok={output.exit === 0}>
              exit code {output.exit}
            </span>
          </pre>
        )}
      </div>
      {named !== undefined && (
        <button type="button" class="demo-button" onClick={() => show(named.id)}>
          Show the event it names
        </button>
      )}
    </section>
  );
}

function show(eventId: string): void {
  const event = document.getElementById(eventId);
  event?.scrollIntoView({ block: "center" });
  event?.focus({ preventScroll: true });
}
