// Many leads in one request: a JSON array, or one JSON a line.
import { setImmediate } from "node:timers/promises";
import { parseJson } from "../intake/json.ts";
import { MOST_BATCH_BYTES, MOST_BATCH_LEADS, MOST_LEAD_BYTES } from "../intake/limits.ts";
import type { Body } from "./body.ts";
import type { Answer, Incoming, IntakeDesk } from "./intakeDesk.ts";

/** So many leads are read and committed at a time; others get their turn in between. */
const AT_A_TIME = 200;

export type BatchResult =
  | { readonly answers: readonly Answer[] }
  /** The request as a whole, for all of its leads. */
  | { readonly refused: Answer };

/**
 * Takes all leads of a body; what is wrong with one does not touch the others. When the database is away from the first
 * lead on, nothing is taken and the whole is refused; when it goes away on the way, the rest are answered 503 singly.
 */
export async function takeBatch(
  desk: IntakeDesk,
  source: string,
  body: Body,
  isLines: boolean,
): Promise<BatchResult> {
  const split = body.ok ? splitBatch(body.bytes, isLines) : tooLarge(body.beginning);
  if (!Array.isArray(split)) return { refused: await refuseWhole(desk, source, split) };
  const answers: Answer[] = [];
  for (let from = 0; from < split.length; from += AT_A_TIME) {
    answers.push(...(await desk.take(source, split.slice(from, from + AT_A_TIME))));
    const [first] = answers;
    if (from === 0 && first && answers.every(({ status }) => status >= 500)) return { refused: first };
    await setImmediate();
  }
  return { answers };
}

async function refuseWhole(desk: IntakeDesk, source: string, whole: Incoming): Promise<Answer> {
  const [answer] = await desk.take(source, [whole]);
  return answer as Answer;
}

/** The leads, or why the body holds none. */
function splitBatch(bytes: Uint8Array, isLines: boolean): Incoming[] | Incoming {
  const raw = () => bytes;
  const leads = isLines ? linesOf(bytes) : elementsOf(bytes);
  if (!Array.isArray(leads)) return leads;
  if (leads.length <= MOST_BATCH_LEADS) return leads;
  return { code: "too_large", detail: `a batch may have ${MOST_BATCH_LEADS} leads; split it`, raw };
}

function elementsOf(bytes: Uint8Array): Incoming[] | Incoming {
  const raw = () => bytes;
  const parsed = parseJson(bytes);
  if (!parsed.ok) return { code: "not_json", detail: parsed.why, raw };
  if (!Array.isArray(parsed.value)) {
    return { code: "invalid", detail: "the body must be an array of leads", raw };
  }
  const mayBeLarge = bytes.length > MOST_LEAD_BYTES;
  return parsed.value.map((value: unknown) => {
    const json = () => JSON.stringify(value);
    if (mayBeLarge && Buffer.byteLength(json()) > MOST_LEAD_BYTES) return oversized(json);
    return { value, raw: json };
  });
}

/** Lines are told apart before they are decoded, so that one that is not UTF-8 spoils only itself. */
function linesOf(bytes: Uint8Array): Incoming[] {
  const leads: Incoming[] = [];
  for (let from = 0; from < bytes.length && leads.length <= MOST_BATCH_LEADS; ) {
    const found = bytes.indexOf(0x0a, from);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(from, end);
    if (line.some((byte) => byte !== 0x20 && byte !== 0x0d && byte !== 0x09)) leads.push(lineOf(line));
    from = end + 1;
  }
  return leads;
}

function lineOf(line: Uint8Array): Incoming {
  const raw = () => line;
  if (line.length > MOST_LEAD_BYTES) return oversized(raw);
  const parsed = parseJson(line);
  if (parsed.ok) return { value: parsed.value, raw };
  return { code: "not_json", detail: parsed.why.replace("the body", "this line"), raw };
}

function oversized(raw: () => Uint8Array | string): Incoming {
  return { code: "too_large", detail: `a lead may have ${MOST_LEAD_BYTES / 1024} KiB`, raw };
}

function tooLarge(beginning: Uint8Array): Incoming {
  const detail = `a batch may have ${MOST_BATCH_BYTES / 1024 / 1024} MiB; split it`;
  return { code: "too_large", detail, raw: () => beginning };
}
