// Hands a lead to Baton as a website does: over HTTP.
import { z } from "zod";
import type { OutgoingLead } from "./forms.ts";

export type Taken =
  /** `known`: Baton had this very lead already. */
  | { readonly kind: "taken"; readonly leadId: string; readonly known: boolean }
  /** A sentence for each thing that is wrong with it. */
  | { readonly kind: "refused"; readonly problems: readonly string[] }
  /** Baton does not listen, or cannot now: the same lead may be handed in again. */
  | { readonly kind: "down" };

export interface Intake {
  /** Null while Baton is not up. */
  url(): string | null;
  readonly token: string;
}

const taken = z.object({ leadId: z.string() });
const problem = z.object({
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

export async function handIn({ url, token }: Intake, { value }: OutgoingLead): Promise<Taken> {
  const base = url();
  if (base === null) return { kind: "down" };
  try {
    const answer = await fetch(`${base}/v1/leads`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(value),
    });
    if (answer.status >= 500) return { kind: "down" };
    const body: unknown = await answer.json();
    if (answer.ok) return { kind: "taken", leadId: taken.parse(body).leadId, known: answer.status === 200 };
    const { title, detail, errors = [] } = problem.parse(body);
    const problems = errors.map(({ path, message }) => `${path} ${message}`);
    return { kind: "refused", problems: problems.length > 0 ? problems : [detail ?? title] };
  } catch (error) {
    // Ended while it was asked.
    if (error instanceof TypeError) return { kind: "down" };
    throw error;
  }
}
