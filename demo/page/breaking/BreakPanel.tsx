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
  const { title, expect, breakIt, isAboutRep } = TROUBLE_WORDS[trouble];
  const broken = (demo.state.value?.troubles ?? []).filter((one) => one.trouble === trouble);
  const reps = (demo.state.value?.people ?? []).filter(
    ({ id, role }) => role === "rep" && !broken.some(({ person }) => person === id),
  );
  const chosen = useSignal("");
  const person = reps.some(({ id }) => id === chosen.value) ? chosen.value : reps[0]?.id;
  const isBusy = useSignal(false);
  const change = async (what: Promise<unknown>): Promise<void> => {
    isBusy.value = true;
    await what;
    isBusy.value = false;
  };
  const canBreak = isAboutRep ? person !== undefined : broken.length === 0;
  return (
    <li class="demo-trouble-row" data-broken={broken.length > 0}>
      <h3>{title}</h3>
      <p>{expect}</p>
      <div class="demo-actions">
        {isAboutRep && canBreak && (
          <label>
            <span class="visually-hidden">{title}: who</span>
            <select
              value={person ?? ""}
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
          </label>
        )}
        {canBreak && (
          <button
            type="button"
            class="demo-button"
            aria-busy={isBusy.value}
            onClick={() => {
              const about = isAboutRep && person !== undefined ? { person } : {};
              void change(demo.ask(server.breakIt({ trouble, ...about })));
            }}
          >
            {breakIt}
          </button>
        )}
      </div>
      {broken.map((state) => (
        <Broken key={state.person ?? ""} demo={demo} state={state} />
      ))}
    </li>
  );
}

function Broken({ demo, state }: { readonly demo: Demo; readonly state: TroubleState }) {
  const { trouble, person, until } = state;
  const about = person === undefined ? {} : { person };
  return (
    <div class="demo-broken">
      <p>
        <strong>{troubleName(state, demo.nameOf)}</strong>
        {until !== null && <Countdown until={until} />}
      </p>
      <button
        type="button"
        class="demo-button demo-mend"
        onClick={() => void demo.ask(server.mend({ trouble, ...about }))}
      >
        {TROUBLE_WORDS[trouble].mend}
      </button>
    </div>
  );
}

function Countdown({ until }: { readonly until: number }) {
  const left = Math.max(0, Math.ceil((until - second.value) / 1_000));
  return <span class="demo-countdown"> for {left} s more</span>;
}
