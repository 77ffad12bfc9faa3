// Posts leads as a source does: over HTTP, many at a time.
import type { PlayLead } from "./input.ts";

export interface Posted {
  /** Baton's id by the source's own, for every lead that got a 2xx. */
  readonly taken: ReadonlyMap<string, string>;
  /** What was refused, with the reason. */
  readonly refused: readonly string[];
}

interface Item {
  readonly status: number;
  readonly leadId?: string;
  readonly problem?: { readonly title?: string; readonly detail?: string };
}

/** `url`: Baton's. Throws when the batch as a whole is refused. */
export async function postLeads(url: string, token: string, leads: readonly PlayLead[]): Promise<Posted> {
  const response = await fetch(`${url}/v1/leads/batch`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(leads.map(({ value }) => value)),
  });
  if (response.status !== 207)
    throw new Error(`Baton refused a batch: ${response.status} ${await response.text()}`);
  const items = (await response.json()) as Item[];
  const taken = new Map<string, string>();
  const refused: string[] = [];
  for (const [index, { status, leadId, problem }] of items.entries()) {
    const externalId = leads[index]?.externalId ?? "";
    if (status < 300 && leadId !== undefined) taken.set(externalId, leadId);
    else refused.push(`${externalId}: ${status} ${problem?.detail ?? problem?.title ?? ""}`);
  }
  return { taken, refused };
}
