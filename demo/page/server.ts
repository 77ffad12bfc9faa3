/** Calls of the demo's own routes under `/_demo`. */
import type {
  ClockChange,
  CommandOutput,
  DemoState,
  LeadAnswer,
  LeadForm,
  RecentLead,
  TamperChange,
  TroubleChange,
} from "../protocol.ts";
import type { ShownLead } from "./happened/lead.ts";

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

export const server = {
  state: () => get<DemoState>("/_demo/state"),
  leads: () => get<readonly RecentLead[]>("/_demo/leads"),
  lead: (id: string) => get<ShownLead>(`/_demo/leads/${encodeURIComponent(id)}`),
  clock: (change: ClockChange) => post<unknown>("/_demo/clock", change),
  breakIt: (change: TroubleChange) => post<unknown>("/_demo/troubles", change),
  mend: (change: TroubleChange) => post<unknown>("/_demo/troubles/mend", change),
  send: (form: LeadForm) => post<LeadAnswer>("/_demo/leads", form),
  tamper: (event: TamperChange) => post<unknown>("/_demo/tamper", event),
  putBack: () => post<unknown>("/_demo/tamper/undo", {}),
  verify: () => post<CommandOutput>("/_demo/verify", {}),
};

/** Reads what anything on this host answers, such as a channel's messages under `/_sim`. */
export function get<T>(path: string): Promise<Answer<T>> {
  return call(path, {});
}

function post<T>(path: string, body: object): Promise<Answer<T>> {
  const headers = { "content-type": "application/json" };
  return call(path, { method: "POST", headers, body: JSON.stringify(body) });
}

async function call<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(path, init);
    const body: unknown = await response.json();
    const problem = (body as { readonly error?: unknown } | null)?.error;
    if (typeof problem === "string") return { ok: false, problem };
    if (response.ok) return { ok: true, value: body as T };
    return { ok: false, problem: `${path} answered ${response.status}.` };
  } catch {
    // Nothing came back, or half an answer: for whoever sits here that is the same.
    return { ok: false, problem: "The demo does not answer. Is it still running in the terminal?" };
  }
}
