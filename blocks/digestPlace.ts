// What the buttons under `/leads digest` carry.
import { type Instant, toMs } from "../src/clock.ts";

/** Which page of the digest so far, as it was at `asOf`. Pages count from 1. */
export interface DigestPlace {
  readonly asOf: Instant;
  readonly page: number;
}

/** Such as `digest:2026-11-25T10:00:00.000Z#2`. */
export function digestValue({ asOf, page }: DigestPlace): string {
  return `digest:${asOf}#${page}`;
}

/** Reads back what `digestValue` wrote; null for anything else. */
export function readDigestValue(value: string | undefined): DigestPlace | null {
  const [, asOf = "", page] =
    /^digest:(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)#([1-9]\d{0,6})$/.exec(value ?? "") ?? [];
  return Number.isFinite(toMs(asOf)) ? { asOf, page: Number(page) } : null;
}
