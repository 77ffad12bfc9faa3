/** Any value of an event or a rule, as a person reads it: by its form, and by the field it stands in. */
import { duration, isInstant } from "../time.ts";
import { type Json, withoutDirections } from "./lead.ts";
import { Moment } from "./Moment.tsx";
import { partOf } from "./Parts.tsx";
import { valueName } from "./words.ts";

interface ValueProps {
  readonly field: string;
  readonly value: Json;
  nameOf(person: string): string;
}

export function Value({ field, value, nameOf }: ValueProps) {
  if (value === null) return <span class="demo-faint">none</span>;
  if (typeof value === "boolean") return <>{value ? "yes" : "no"}</>;
  if (typeof value === "number") return <>{/Ms$/.test(field) ? duration(value) : value}</>;
  if (typeof value === "string") return <Text field={field} text={value} nameOf={nameOf} />;
  if (isList(value)) return <List field={field} values={value} nameOf={nameOf} />;
  const Part = partOf(field);
  if (Part !== undefined) return <Part fields={value} nameOf={nameOf} />;
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

function Text({ field, text, nameOf }: Omit<ValueProps, "value"> & { readonly text: string }) {
  const words = valueName(field, text);
  if (words !== undefined) return <>{words}</>;
  if (isInstant(text)) return <Moment at={text} />;
  if (/^[0-9a-f]{64}$/.test(text)) {
    return (
      <span title="No personal data is in the record: only a fingerprint of it.">
        fingerprint <code>{text.slice(0, 10)}…</code>
      </span>
    );
  }
  if (/^lead_[0-9a-f]{32}$/.test(text)) return <code title={text}>{text.slice(0, 15)}…</code>;
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
