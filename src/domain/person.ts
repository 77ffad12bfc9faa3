// What a lead brought with it: personal data, kept apart from state and events so that it can be erased.
import { createHash } from "node:crypto";
import type { Instant } from "../clock.ts";
import type { SlackId } from "../ids.ts";
import type { JsonValue } from "../policy/types.ts";
import type { Answers } from "./forms.ts";
import { mailboxOf } from "./mailbox.ts";
import type { OverrideTexts } from "./overrides.ts";
import type { Signal } from "./signals.ts";

/**
 * A lead as its source sent it, validated and normalised: e-mail lower-cased with its domain in ASCII, phone in E.164,
 * company domain registrable, countries ISO 3166 alpha-2. What was not given is absent.
 */
export interface Submission {
  readonly email?: string;
  readonly phone?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly title?: string;
  readonly company?: {
    readonly name?: string;
    readonly domain?: string;
    readonly country?: string;
    readonly employees?: number;
    readonly industry?: string;
  };
  readonly country?: string;
  readonly language?: string;
  readonly product?: string;
  readonly campaign?: string;
  readonly partner?: string;
  readonly intent?: string;
  readonly consent?: { readonly given: boolean; readonly at?: Instant; readonly basis?: string };
  readonly message?: string;
  readonly utm?: Readonly<Record<string, string>>;
  readonly extra?: Readonly<Record<string, JsonValue>>;
}

/** What a reviewer filled in, by the ids of the form's fields. */
export interface ReviewAnswers {
  readonly turn: number;
  readonly by: SlackId;
  readonly fields: Answers;
}

/** A lead's personal side. `key` is the secret of its commitments; destroying the row forgets the person. */
export interface Person {
  readonly externalId: string;
  readonly submission: Submission;
  /** 32 bytes in hexadecimal. */
  readonly key: string;
  /** What has been recorded beyond the submission: see `recordSignals`. */
  readonly signals: readonly Signal[];
  readonly answers: readonly ReviewAnswers[];
  /** What managers and stewards wrote to overrides of the lead. */
  readonly overrides: readonly OverrideTexts[];
}

/** The person of a lead that has just come: nothing is known but what it brought. */
export function newPerson(externalId: string, submission: Submission, key: string): Person {
  return { externalId, submission, key, signals: [], answers: [], overrides: [] };
}

/**
 * Who this is, in a form that can be compared but not read: hashes of the e-mail, as it is written and of the mailbox it
 * means, and of the phone. People suppressed before mailboxes were told apart are known by the written form.
 */
export function identitiesOf({ email, phone }: Submission): string[] {
  const known = new Set([
    ...(email ? [`email:${email}`, `email:${mailboxOf(email)}`] : []),
    ...(phone ? [`phone:${phone}`] : []),
  ]);
  return [...known].map((text) => createHash("sha256").update(text).digest("hex"));
}

/** The person's name as one would say it; falls back to the e-mail, then the phone. */
export function displayName(submission: Submission): string {
  const name = [submission.firstName, submission.lastName].filter(Boolean).join(" ").trim();
  return name || submission.email || submission.phone || "Unnamed lead";
}
