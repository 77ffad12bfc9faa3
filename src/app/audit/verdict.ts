// What a verification says.

/** The first thing found broken: what, and where as far as it can be told. */
export interface Broken {
  readonly what: string;
  /** Line of the file, from 1. */
  readonly line?: number;
  readonly eventId?: string;
  readonly leadId?: string;
}

export interface Verdict {
  readonly ok: boolean;
  /** Events, leads and checkpoints that were checked: all of them, or those up to the first broken one. */
  readonly events: number;
  readonly leads: number;
  readonly checkpoints: number;
  /** Events of the database that no checkpoint covers yet; 0 for a file. */
  readonly unsealed: number;
  /** Fingerprints of the keys whose signatures held. */
  readonly signedBy: readonly string[];
  /** Whether the keys were known beforehand, rather than taken from what was verified. */
  readonly keyTrusted: boolean;
  readonly firstBroken?: Broken;
}
