// What became of something the page asked for.
export type Outcome =
  | { readonly ok: true }
  /** HTTP's status, and a sentence for the person who asked. */
  | { readonly ok: false; readonly status: 400 | 404 | 409 | 503; readonly error: string };

export const BOT_IS_DOWN: Outcome & { ok: false } = {
  ok: false,
  status: 503,
  error: "Baton is down at the moment. Try again when it is back.",
};

/** Not as things stand. */
export function refused(error: string): Outcome & { ok: false } {
  return { ok: false, status: 409, error };
}
