const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LONGEST_DAYS = 3_650;

export const DURATION_FORM = "write a whole number and s, m, h or d, such as 0s, 90s, 5m, 2h or 7d";

export const DURATION_PATTERN = /^(\d{1,9})([smhd])$/;

/**
 * Milliseconds of `0s`, `90s`, `5m`, `2h`, `7d`; null for anything else and for more than ten years. A day is
 * 24 hours; whether those are working hours is the clock's business, not the duration's.
 */
export function durationMs(text: string): number | null {
  const match = DURATION_PATTERN.exec(text);
  if (match === null) return null;
  const ms = Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
  return ms <= LONGEST_DAYS * UNITS.d ? ms : null;
}

/** `2h` of 7,200,000: a number of milliseconds in the largest unit that gives a whole number. */
export function durationText(ms: number): string {
  for (const unit of ["d", "h", "m"] as const) {
    if (ms !== 0 && ms % UNITS[unit] === 0) return `${ms / UNITS[unit]}${unit}`;
  }
  return `${Math.round(ms / UNITS.s)}s`;
}

/** Milliseconds of a duration that validation has already passed. */
export function validDurationMs(text: string): number {
  const ms = durationMs(text);
  if (ms === null) throw new Error(`not a duration: ${text}`);
  return ms;
}
