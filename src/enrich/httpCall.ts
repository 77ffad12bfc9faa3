// One request to a provider. It knows nothing of leads: an address, headers, and what came back.

export type Reply =
  | { readonly is: "body"; readonly document: unknown }
  | { readonly is: "unknown" }
  /** The provider asks to be left alone; null: it does not say for how long. */
  | { readonly is: "too_many"; readonly waitMs: number | null }
  /** It will not have this request; `what` names no value of it. */
  | { readonly is: "refused"; readonly what: string };

/** The provider failed: worth counting, and worth trying again. The message holds neither key nor values. */
export class ProviderFailed extends Error {
  override readonly name = "ProviderFailed";
}

const MOST_BYTES = 1024 * 1024;
const MOST_REDIRECTS = 3;

export interface Call {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970, to read a `Retry-After` that is a date by. */
  readonly now: number;
}

/** @throws ProviderFailed when it does not answer, or not as it should. */
export async function call({ url, headers, signal, now }: Call): Promise<Reply> {
  let address = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await send(address, headers, signal);
    const next = redirectOf(response, address);
    if (next === null) return read(response, now);
    await response.body?.cancel();
    // Elsewhere the key is nobody's business.
    if (next.origin !== url.origin) throw new ProviderFailed("it redirects to another host");
    address = next;
  }
  throw new ProviderFailed("it redirects again and again");
}

async function send(
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(url, { headers, signal, redirect: "manual" });
  } catch (error) {
    throw new ProviderFailed(signal.aborted ? "it did not answer in time" : reasonOf(error));
  }
}

/** The code of what went wrong below: the message may quote the address, and that the values. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "network";
  return `it cannot be reached (${code})`;
}

function redirectOf(response: Response, from: URL): URL | null {
  const location = response.headers.get("location");
  if (response.status < 300 || response.status > 399 || location === null) return null;
  return URL.parse(location, from.href);
}

async function read(response: Response, now: number): Promise<Reply> {
  const { status } = response;
  if (status === 200) return { is: "body", document: await documentOf(response) };
  await response.body?.cancel();
  if (status === 204 || status === 404 || status === 410) return { is: "unknown" };
  if (status === 429) return { is: "too_many", waitMs: retryAfter(response.headers, now) };
  const waitMs = status === 503 ? retryAfter(response.headers, now) : null;
  if (waitMs !== null) return { is: "too_many", waitMs };
  // A key that is not taken, or has run out, is so for every lead: that counts like any other failure.
  const isOurs = status >= 400 && status < 500 && ![401, 402, 403, 408].includes(status);
  if (isOurs) return { is: "refused", what: `status ${status}` };
  throw new ProviderFailed(`it answers with status ${status}`);
}

async function documentOf(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > MOST_BYTES) throw new ProviderFailed("its answer is larger than 1 MiB");
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof ProviderFailed ? error : new ProviderFailed("its answer broke off");
  }
  try {
    // A byte order mark is none of JSON's, and is sent all the same.
    return JSON.parse(new TextDecoder().decode(Buffer.concat(chunks)));
  } catch {
    throw new ProviderFailed("its answer is not JSON");
  }
}

/** In ms; null where there is none that makes sense. A date counts from the provider's own clock where it says it. */
function retryAfter(headers: Headers, now: number): number | null {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const until = Date.parse(text);
  if (Number.isNaN(until)) return null;
  const theirs = Date.parse(headers.get("date") ?? "");
  return Math.max(0, until - (Number.isNaN(theirs) ? now : theirs));
}
