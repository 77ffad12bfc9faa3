// Goes through a JSON Schema beside the zod schema it was made of, and adds what was lost on the way: which keys may be
// left out or empty (zod's own account stops at a preprocessing step, so each is asked), and words for people.
import type { z } from "zod";

export type Json = { [key: string]: unknown };

interface Given {
  readonly words: Readonly<Record<string, string>>;
  readonly forms: Readonly<Record<string, (json: Json) => Json>>;
  readonly used: Set<string>;
}

/** @throws when a key has no words, or words have no key */
export function describeKeys(
  schema: z.ZodType,
  json: Json,
  words: Given["words"],
  forms: Given["forms"],
): Json {
  const given: Given = { words, forms, used: new Set() };
  const made = walk(schema, json, "", given);
  const unused = Object.keys(words).filter((path) => !given.used.has(path));
  if (unused.length > 0) throw new Error(`words for keys that there are not: ${unused.join(", ")}`);
  return made;
}

function walk(schema: z.ZodType, json: Json, path: string, given: Given): Json {
  const inside = within(schema, json, path, given);
  const made = given.forms[path]?.(inside) ?? inside;
  const words = given.words[path];
  if (words !== undefined) given.used.add(path);
  else if (!path.endsWith("[]")) throw new Error(`no words for '${path}'`);
  return words === undefined ? made : { ...made, description: words };
}

function within(schema: z.ZodType, json: Json, path: string, given: Given): Json {
  const { def } = bare(schema)._zod as unknown as { def: Definition };
  switch (def.type) {
    case "object": {
      const made = { ...json, ...keysOf(def.shape, json.properties as Record<string, Json>, path, given) };
      const { catchall } = def;
      const others = json.additionalProperties;
      // Of a strict object it is a schema that accepts nothing, and false in JSON.
      if (catchall === undefined || typeof others !== "object") return made;
      const values = walk(catchall, others as Json, `${path}.*`, given);
      return { ...made, additionalProperties: alsoAccepting(catchall, values) };
    }
    case "array": {
      const items = json.items as Json;
      const { type } = (bare(def.element)._zod as unknown as { def: Definition }).def;
      return type === "object" ? { ...json, items: walk(def.element, items, `${path}[]`, given) } : json;
    }
    case "record": {
      const below = `${path}.*`;
      if (given.words[below] === undefined) return json;
      const values = walk(def.valueType, json.additionalProperties as Json, below, given);
      return { ...json, additionalProperties: alsoAccepting(def.valueType, values) };
    }
    case "union": {
      const ways = json.anyOf as Json[];
      return {
        ...json,
        anyOf: def.options.map((option, nth) => within(option, ways[nth] ?? {}, path, given)),
      };
    }
    default:
      return json;
  }
}

function keysOf(
  shape: Record<string, z.ZodType>,
  properties: Record<string, Json>,
  path: string,
  given: Given,
) {
  const keys = Object.entries(shape);
  return {
    properties: Object.fromEntries(
      keys.map(([key, inner]) => {
        const below = path === "" ? key : `${path}.${key}`;
        return [key, alsoAccepting(inner, walk(inner, properties[key] ?? {}, below, given))];
      }),
    ),
    required: keys.filter(([, inner]) => !inner.safeParse(undefined).success).map(([key]) => key),
  };
}

/** Null where a key may be left empty; true and false where a condition may be one of them. */
function alsoAccepting(schema: z.ZodType, json: Json): Json {
  const types = [
    ...(json.type === "string" && schema.safeParse(true).success ? ["boolean"] : []),
    ...(schema.safeParse(null).success ? ["null"] : []),
  ];
  if (types.length === 0) return json;
  if (Array.isArray(json.anyOf)) return { ...json, anyOf: [...json.anyOf, { type: types }] };
  const more = Array.isArray(json.enum) ? { enum: [...json.enum, null] } : {};
  return { ...json, ...more, type: [json.type, ...types] };
}

type Definition =
  | {
      readonly type: "object";
      readonly shape: Record<string, z.ZodType>;
      readonly catchall?: z.ZodType;
    }
  | { readonly type: "array"; readonly element: z.ZodType }
  | { readonly type: "record"; readonly valueType: z.ZodType }
  | { readonly type: "pipe"; readonly in: z.ZodType; readonly out: z.ZodType }
  | { readonly type: "union"; readonly options: readonly z.ZodType[] }
  | { readonly type: "optional"; readonly innerType: z.ZodType }
  | {
      readonly type: "string" | "number" | "boolean" | "enum" | "literal" | "tuple" | "transform" | "unknown";
    };

/** Without what prepares a value, or lets it be absent. */
function bare(schema: z.ZodType): z.ZodType {
  const { def } = schema._zod as unknown as { def: Definition };
  if (def.type === "optional") return bare(def.innerType);
  if (def.type !== "pipe") return schema;
  const prepares = (def.in._zod as unknown as { def: Definition }).def.type === "transform";
  return bare(prepares ? def.out : def.in);
}
