// The result of bringing a value into its one normal form.

export type Normalised =
  | { readonly ok: true; readonly value: string }
  /** What is wrong and what to send instead, to follow the field's name. */
  | { readonly ok: false; readonly message: string };

export function normal(value: string): Normalised {
  return { ok: true, value };
}

export function unusable(message: string): Normalised {
  return { ok: false, message };
}
