/** "Break something": a row for each trouble, with what one should then see. */
import { useSignal } from "@preact/signals";
import { TROUBLES, type Trouble, type TroubleState } from "../../protocol.ts";
import type { Demo } from "../demo.ts";
import { server } from "../server.ts";
import { second } from "../ticking.ts";
import { TROUBLE_WORDS, troubleName } from "./troubles.ts";

export function BreakPanel({ demo }: { readonly demo: Demo }) {
  return (
    <div class="demo-panel">
      <p class="demo-intro">
        Everything here can be mended. Baton must not lose a lead or post a card twice.
      </p>
      <ul class="demo-troubles">
        {TROUBLES.map((trouble) => (
          <Row key={trouble} demo={demo} trouble={trouble} />
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  readonly demo: Demo;
  readonly trouble: Trouble;
}

function Row({ demo, trouble }: RowProps) {
  const { title, expect, isAboutRep } = TROUBLE_WORDS[trouble];
  const broken = (demo.state.value?.troubles ?? []).filter((one) => one.trouble === trouble);
  return (
    <li class="demo-trouble-row">
      <h3>{title}</h3>
      <p>{expect}</p>
      {isAboutRep ? (
        <>
          <RepChoice demo={demo} trouble={trouble} broken={broken} />
          {broken.map((state) => (
            <Change key={state.person} demo={demo} trouble={trouble} broken={state} person={state.person} />
          ))}
        </>
      ) : (
        <Change demo={demo} trouble={trouble} broken={broken[0]} person={undefined} />
      )}
    </li>
  );
}

interface ChangeProps extends RowProps {
  /** Undefined: it works. */
  readonly broken: TroubleState | undefined;
  readonly person: string | undefined;
}

/** One button that breaks, and then mends: the keyboard's place stays where it is. */
function Change({ demo, trouble, broken, person }: ChangeProps) {
  const { breakIt, mend } = TROUBLE_WORDS[trouble];
  const change = { trouble, ...(person === undefined ? {} : { person }) };
  return (
    <div class={broken === undefined ? "demo-actions" : "demo-broken"}>
      {broken !== undefined && (
        <p>
          <strong>{troubleName(broken, demo.nameOf)}</strong>
          {broken.until !== null && <Countdown until={broken.until} />}
        </p>
      )}
      <button
        type="button"
        class="demo-button"
        onClick={() => void demo.ask(broken === undefined ? server.breakIt(change) : server.mend(change))}
      >
        {broken === undefined ? breakIt : mend}
      </button>
    </div>
  );
}

interface RepChoiceProps extends RowProps {
  readonly broken: readonly TroubleState[];
}

/** Whom it happens to, among those to whom it has not happened yet. */
function RepChoice({ demo, trouble, broken }: RepChoiceProps) {
  const { title, breakIt } = TROUBLE_WORDS[trouble];
  const reps = (demo.state.value?.people ?? []).filter(
    ({ id, role }) => role === "rep" && !broken.some(({ person }) => person === id),
  );
  const chosen = useSignal("");
  const person = reps.find(({ id }) => id === chosen.value) ?? reps[0];
  if (person === undefined) return null;
  return (
    <div class="demo-actions">
      <select
        aria-label={`${title}: who`}
        value={person.id}
        onChange={(event) => {
          chosen.value = event.currentTarget.value;
        }}
      >
        {reps.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="demo-button"
        onClick={() => void demo.ask(server.breakIt({ trouble, person: person.id }))}
      >
        {breakIt}
      </button>
    </div>
  );
}

function Countdown({ until }: { readonly until: number }) {
  const left = Math.max(0, Math.ceil((until - second.value) / 1_000));
  return <span class="demo-countdown"> · {left} s left</span>;
}
