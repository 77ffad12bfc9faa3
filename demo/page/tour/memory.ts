/** How far the tour has come, remembered in this browser and the same in all its windows. */

const KEY = "baton-tour";

export interface Progress {
  readonly isOpen: boolean;
  /** Index of the step. */
  readonly at: number;
  /** Ids of the steps that were done, and not only passed over. */
  readonly done: readonly string[];
}

/** Whoever comes for the first time is shown round. */
export const BEGINNING: Progress = { isOpen: true, at: 0, done: [] };

export function recall(): Progress {
  return read(localStorage.getItem(KEY));
}

export function remember(progress: Progress): void {
  localStorage.setItem(KEY, JSON.stringify(progress));
}

/** Calls when another window has gone on. */
export function onRemembered(listen: (progress: Progress) => void): void {
  addEventListener("storage", ({ key, newValue }) => {
    if (key === KEY) listen(read(newValue));
  });
}

/** Anybody may write into a browser's storage: what is not ours counts as nothing. */
function read(text: string | null): Progress {
  if (text === null) return BEGINNING;
  try {
    const { isOpen, at, done } = JSON.parse(text) as Record<string, unknown>;
    if (typeof isOpen !== "boolean" || !Number.isInteger(at) || !Array.isArray(done)) return BEGINNING;
    return { isOpen, at: at as number, done: done.filter((id) => typeof id === "string") };
  } catch {
    return BEGINNING;
  }
}
