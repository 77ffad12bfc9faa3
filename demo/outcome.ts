// What became of something the page asked for.
export type Outcome =
  | { readonly ok: true }
  /** With a sentence for the person who asked. `malformed`: the page itself never asks for such a thing. */
  | { readonly ok: false; readonly error: string; readonly malformed?: true };

export const BOT_IS_DOWN: Outcome & { ok: false } = {
  ok: false,
  error: "Baton is down at the moment. Try again when it is back.",
};

/** Not as things stand. */
export function refused(error: string): Outcome & { ok: false } {
  return { ok: false, error };
}
