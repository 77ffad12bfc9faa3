/** Any value of an event or a rule, as a person reads it: by its form, and by the field it stands in. */
import { dayAndTime, duration, isInstant, toTheSecond } from "../time.ts";
import { type Json, withoutDirections } from "./lead.ts";
import { stepName } from "./words.ts";

interface ValueProps {
  readonly field: string;
  readonly value: Json;
  nameOf(person: string): string;
}

export function Value({ field, value, nameOf }: ValueProps) {
  if (value === null) return <span class="demo-faint">none</span>;
  if (typeof value === "boolean") return <>{value ? "yes" : "no"}</>;
  if (typeof value === "number") return <>{/Ms$/.test(field) ? duration(value) : value}</>;
  if (typeof value === "string") return <Text text={value} nameOf={nameOf} />;
  if (isList(value)) return <List field={field} values={value} nameOf={nameOf} />;
  if (field === "policy") return <Policy policy={value} />;
  if (field === "timer") return <Timer timer={value} />;
  return (
    <>
      {Object.entries(value).map(([key, part]) => (
        <span key={key} class="demo-part">
          {key} <Value field={key} value={part} nameOf={nameOf} />
        </span>
      ))}
    </>
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function Text({ text, nameOf }: { readonly text: string; nameOf(person: string): string }) {
  if (isInstant(text)) return <Moment at={text} />;
  if (/^[0-9a-f]{64}$/.test(text)) {
    return (
      <span title="No personal data is in the record: only a fingerprint of it.">
        fingerprint <code>{text.slice(0, 10)}…</code>
      </span>
    );
  }
  if (/^[UW][A-Z0-9]{2,}$/.test(text)) return <>{nameOf(text)}</>;
  return <bdi>{withoutDirections(text.replaceAll("_", " "))}</bdi>;
}

function List({ field, values, nameOf }: Omit<ValueProps, "value"> & { readonly values: readonly Json[] }) {
  if (values.length === 0) return <span class="demo-faint">none</span>;
  return (
    <>
      {values.map((value, index) => (
        <span key={index} class="demo-part">
          <Value field={field} value={value} nameOf={nameOf} />
        </span>
      ))}
    </>
  );
}

type Fields = { readonly [key: string]: Json };

function Policy({ policy: { version, hash } }: { readonly policy: Fields }) {
  return (
    <>
      version {String(version)} <code>{String(hash).slice(0, 10)}…</code>
    </>
  );
}

/** What happens by time, and when. */
function Timer({ timer: { steps } }: { readonly timer: Fields }) {
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

/** An instant in the zone of this browser. */
export function Moment({ at, seconds = false }: { readonly at: string; readonly seconds?: boolean }) {
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={at}>
      {seconds ? toTheSecond(ms) : dayAndTime(ms)}
    </time>
  );
}
