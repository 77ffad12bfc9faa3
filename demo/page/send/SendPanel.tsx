/** "Send a lead": the form of a marketing site, filled by hand or from a preset. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { EMPTY_FORM, type LeadForm, type Preset } from "../../protocol.ts";
import { type Demo, PANELS } from "../demo.ts";
import { FIELDS, type FieldSpec, problemsOf } from "./fields.ts";

export function SendPanel({ demo }: { readonly demo: Demo }) {
  const form = useSignal<LeadForm>(EMPTY_FORM);
  const preset = useSignal<Preset | null>(null);
  const problems = useSignal<readonly string[]>([]);
  const sent = useSignal<string | null>(null);
  const isSending = useSignal(false);
  const top = useRef<HTMLFormElement>(null);
  const outcome = useRef<HTMLDivElement>(null);

  const send = async (): Promise<void> => {
    if (isSending.peek()) return;
    isSending.value = true;
    sent.value = null;
    problems.value = await demo.send(form.peek());
    isSending.value = false;
    if (problems.peek().length === 0) sent.value = demo.leadId.peek();
  };
  useEffect(() => {
    top.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems.value]);
  useEffect(() => {
    if (sent.value !== null) outcome.current?.scrollIntoView({ block: "nearest" });
  }, [sent.value]);

  const { atField, others } = problemsOf(problems.value);
  return (
    <div class="demo-panel">
      <Presets
        demo={demo}
        chosen={preset.value}
        choose={(next) => {
          preset.value = next;
          form.value = next.form;
          problems.value = [];
          sent.value = null;
          top.current?.scrollIntoView();
        }}
      />
      <form
        ref={top}
        class="demo-form"
        aria-label="Request a demo"
        // What is wrong with a lead, Baton's intake says.
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <h3>Request a demo</h3>
        {preset.value !== null && <p class="demo-faint">{preset.value.expect}</p>}
        {FIELDS.map((spec) => (
          <Field
            key={spec.name}
            spec={spec}
            value={form.value[spec.name]}
            problem={atField[spec.name]}
            write={(value) => {
              form.value = { ...form.peek(), [spec.name]: value };
            }}
          />
        ))}
        <div class="demo-outcome" role="alert">
          {problems.value.length > 0 && (
            <p>Baton did not take it. {wrongFields(Object.keys(atField).length)}</p>
          )}
          {others.length > 0 && (
            <ul>
              {others.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          )}
        </div>
        <button type="submit" class="demo-button demo-primary" aria-busy={isSending.value}>
          {isSending.value ? "Sending…" : "Send"}
        </button>
        <div ref={outcome} class="demo-outcome demo-sent" role="status">
          {sent.value !== null && (
            <>
              <p>
                Sent: <code>{sent.value}</code>
                <br />
                Baton has it.
              </p>
              <button type="button" class="demo-button" onClick={() => demo.desk.openPanel(PANELS.happened)}>
                See what happens
              </button>
            </>
          )}
        </div>
      </form>
    </div>
  );
}

function wrongFields(count: number): string {
  if (count === 0) return "";
  return count === 1 ? "One field is not right." : `${count} fields are not right.`;
}

interface PresetsProps {
  readonly demo: Demo;
  readonly chosen: Preset | null;
  choose(preset: Preset): void;
}

function Presets({ demo, chosen, choose }: PresetsProps) {
  return (
    <fieldset class="demo-presets" aria-label="Fill the form with">
      {(demo.state.value?.presets ?? []).map((preset) => (
        <button
          key={preset.id}
          type="button"
          class="demo-preset"
          aria-pressed={preset.id === chosen?.id}
          onClick={() => choose(preset)}
        >
          <strong>{preset.title}</strong>
          <span>{preset.expect}</span>
        </button>
      ))}
    </fieldset>
  );
}

interface FieldProps {
  readonly spec: FieldSpec;
  readonly value: string;
  readonly problem: string | undefined;
  write(value: string): void;
}

function Field({ spec: { name, label, kind, options = [] }, value, problem, write }: FieldProps) {
  const id = `lead-${name}`;
  const shared = {
    id,
    value,
    "aria-invalid": problem !== undefined,
    ...(problem === undefined ? {} : { "aria-describedby": `${id}-problem` }),
    onInput: (event: { readonly currentTarget: { readonly value: string } }) =>
      write(event.currentTarget.value),
  };
  return (
    <div class="demo-field" data-field={name}>
      <label for={id}>{label}</label>
      {kind === "textarea" && <textarea rows={3} {...shared} />}
      {kind === "select" && (
        <select {...shared}>
          <option value="">Choose…</option>
          {options.map(([option, words]) => (
            <option key={option} value={option}>
              {words}
            </option>
          ))}
          {value !== "" && !options.some(([option]) => option === value) && (
            <option value={value}>{value}</option>
          )}
        </select>
      )}
      {kind === "text" && <input type="text" autocomplete="off" {...shared} />}
      {kind === "email" && <input type="email" autocomplete="off" {...shared} />}
      {problem !== undefined && (
        <p id={`${id}-problem`} class="demo-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
