// The two ways to write a case's signals, for editors: a mapping of attributes, or a list that says who said it.
import { CASE_ATTRIBUTES, typeOf } from "../../src/policy/caseAttributes.ts";
import type { Json } from "./describe.ts";

/** May be left empty. */
const time: Json = { type: ["string", "null"], format: "date-time" };
const count: Json = { type: "integer", minimum: 1 };
const behaviour: Json = {
  anyOf: [
    count,
    {
      type: "object",
      properties: {
        count: { ...count, description: "How often it was done." },
        first: { ...time, description: "When first; left out: with the last." },
        last: { ...time, description: "When last; left out: when the lead is decided." },
      },
      required: ["count"],
      additionalProperties: false,
    },
  ],
};

const TYPES: Readonly<Record<string, Json>> = {
  string: { type: "string" },
  int: { type: "integer" },
  double: { type: "number" },
  bool: { type: "boolean" },
  "list<string>": { type: "array", items: { type: "string" }, minItems: 1 },
  "google.protobuf.Timestamp": { type: "string", format: "date-time" },
};

/** Dotted keys are completed; what stands nested in a mapping is free here. */
export function signalsOfCase(): Json {
  const attributes = CASE_ATTRIBUTES.map((key): [string, Json] => [
    key,
    { ...TYPES[typeOf(key) ?? ""], description: `What conditions read as ${key}.` },
  ]);
  const mapping: Json = {
    type: "object",
    properties: Object.fromEntries([
      ...attributes,
      [
        "lead.attribution",
        { const: "contested", description: "Two partners claim to have brought the person." },
      ],
    ]),
    patternProperties: {
      "^signals\\.[a-z][a-z0-9_]{0,49}\\..+$": behaviour,
      "^lead\\.utm\\..+$": { type: "string" },
      "^lead\\.extra\\..+$": {},
    },
    additionalProperties: { type: "object" },
  };
  const listed: Json = {
    type: "object",
    properties: {
      key: {
        type: "string",
        examples: CASE_ATTRIBUTES,
        description: "The attribute, as conditions name it.",
      },
      value: { description: "Its value, of the attribute's type." },
      provider: {
        type: ["string", "null"],
        description: "Who says so: a provider's id, crm, behaviour or lead.",
      },
      observedAt: { ...time, description: "When it was observed; left out: when the lead is decided." },
      freshUntil: { ...time, description: "Until when it counts; left out: for good." },
      confidence: {
        type: ["number", "null"],
        minimum: 0,
        maximum: 1,
        description: "How sure it is, from 0 to 1.",
      },
    },
    required: ["key", "value"],
    additionalProperties: false,
  };
  return { anyOf: [mapping, { type: "array", items: listed }] };
}
