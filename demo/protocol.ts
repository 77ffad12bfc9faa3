/** What the demo's page and its server say to each other: JSON under `/_demo`, and `DemoNote`s over the page's socket. */

/** `GET /_demo/state`. Told anew (`{ demo: DemoState }`) whenever it changes. */
export interface DemoState {
  readonly clock: ClockState;
  /** `starting`: the process runs, and does not serve yet. */
  readonly bot: "starting" | "up" | "down";
  readonly transport: "http" | "socket";
  readonly people: readonly DemoPerson[];
  readonly channels: {
    readonly managers: string;
    readonly tank: string;
    readonly reviews: readonly string[];
  };
  /** What is broken at this moment. */
  readonly troubles: readonly TroubleState[];
  readonly presets: readonly Preset[];
  readonly rules: RulesInForce;
  readonly opening: Opening;
  /** The event that has been changed behind Baton's back; null: none. */
  readonly tampered: { readonly leadId: string; readonly eventId: string } | null;
}

export interface RulesInForce {
  /** Relative to where the demo was started; null: the demo's own. */
  readonly file: string | null;
  /** How long they hold a lead back at least before a person sees it. */
  readonly holdMs: number;
}

/** How the demo began. */
export interface Opening {
  /** How far the clock was turned ahead, so that a first card was there at once. */
  readonly aheadMs: number;
  /** Who had the first card, where that was not the first rep. */
  readonly person: string | null;
}

export interface DemoNote {
  readonly demo: DemoState;
}

/** What the time is, as `timeOf` reads it; it stands while paused, and between the stops of a jump. In ms since 1970. */
export interface ClockState {
  readonly now: number;
  readonly at: number;
  /** How many times faster than real time it runs when not paused. */
  readonly speed: number;
  readonly paused: boolean;
  /** A jump is under way: everything that is due on the way is being done. */
  readonly jumping: boolean;
}

export const SPEEDS = { least: 1, most: 1_000 } as const;

/** The demo's time at a real instant, `Date.now()`; both in ms since 1970. */
export function timeOf({ now, at, speed, paused, jumping }: ClockState, real: number): number {
  return paused || jumping ? now : now + (real - at) * speed;
}

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  /** `reviewer`: nothing besides. */
  readonly role: "rep" | "manager" | "steward" | "overflow" | "reviewer";
  /** The queues whose reviews they answer. */
  readonly reviews: readonly string[];
}

/**
 * What cannot be done as things stand, such as anything that needs Baton while it is down, is answered with it, and 200:
 * a browser writes every other status into its console in red. What the page never asks for is a 4xx. Everything else
 * but leads and `verify` answers with the new DemoState.
 */
export interface DemoError {
  /** A sentence for the person in front of the page. */
  readonly error: string;
}

/** `POST /_demo/clock`: one of them. `ahead` answers when everything that became due has been done and shown. */
export type ClockChange =
  /** In ms, up to 400 days. */
  { readonly ahead: number } | { readonly speed: number } | { readonly paused: boolean };

/** What may be broken. The last four are about a person. */
export const TROUBLES = ["ratelimited", "drops", "down", "kill", "deactivated", "on_leave"] as const;
export type Trouble = (typeof TROUBLES)[number];

/** `POST /_demo/troubles` breaks, `POST /_demo/troubles/mend` mends. `person` with `deactivated` and `on_leave`. */
export interface TroubleChange {
  readonly trouble: Trouble;
  readonly person?: string;
}

export interface TroubleState extends TroubleChange {
  /** Real time in ms since 1970 when it ends by itself; null: when somebody mends it. */
  readonly until: number | null;
}

/** What the form "Send a lead" holds; every field may be left empty. */
export interface LeadForm {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly title: string;
  readonly company: string;
  readonly employees: string;
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly intent: string;
  readonly message: string;
}

export const EMPTY_FORM: LeadForm = {
  firstName: "",
  lastName: "",
  email: "",
  title: "",
  company: "",
  employees: "",
  country: "",
  intent: "",
  message: "",
};

export interface Preset {
  readonly id: string;
  readonly title: string;
  /** What Baton will make of it, in a line. */
  readonly expect: string;
  readonly form: LeadForm;
}

/** One of `GET /_demo/leads`, newest first: those that were handed in since the demo began. */
export interface RecentLead {
  readonly id: string;
  readonly name: string;
  readonly company: string;
  /** As in `baton lead show`; null: not known while Baton is down. */
  readonly state: string | null;
}

/** `POST /_demo/leads` with a LeadForm. */
export type LeadAnswer =
  | { readonly ok: true; readonly leadId: string }
  /** What Baton's intake answered, a sentence a field. */
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * `POST /_demo/tamper`; `POST /_demo/tamper/undo` has no body. `GET /_demo/leads/:id` is the JSON of
 * `baton lead show ID --json`.
 */
export interface TamperChange {
  readonly leadId: string;
  readonly eventId: string;
}

/** `POST /_demo/verify`: a command of Baton's, as it would have shown in a terminal. */
export interface CommandOutput {
  /** As typed, such as `npx baton audit verify`. */
  readonly command: string;
  readonly exit: number;
  readonly output: string;
}
