// What the use cases need of alerts: to look for what should be raised, and to write what people do about it.
import type { Instant } from "../clock.ts";
import type { AlertAnswer, AlertCommand } from "../domain/alertAnswers.ts";
import type { Alert, AlertChange, AlertKind, AlertLines } from "../domain/alerts.ts";
import type { Team } from "../policy/types.ts";

/** What alerts are decided by. */
export interface AlertRulesInForce {
  readonly lines: AlertLines;
  readonly team: Team;
  /** Ids of the policy's criteria, and of its score rules that suppress by themselves. */
  readonly known: { readonly criteria: readonly string[]; readonly suppressing: readonly string[] };
}

export interface AlertStore {
  /**
   * Looks at the numbers, and writes what follows: alerts raised, brought up to date, ended, each with its event and its
   * message, in one transaction. Any number of instances may ask at once: each alert is raised once. `campaignsSince`:
   * campaigns are looked at of which a lead has turned out to be none since then. Gives what was done.
   */
  look(inForce: AlertRulesInForce, now: Instant, campaignsSince: Instant): Promise<AlertChange[]>;
  /** Decides and writes what somebody does about an alert. */
  answer(id: string, command: AlertCommand, team: Team, at: Instant): Promise<AlertAnswer>;
  /** Has it posted in another channel, since the one that it was for does not take it. */
  moveTo(id: string, to: string, at: Instant): Promise<void>;
  /** Null: there is none of that id. */
  load(id: string): Promise<Alert | null>;
  /**
   * Those that somebody may still have to do something about: open and acknowledged ones, the latest first; post-mortems,
   * also overdue ones (`dueAt`), until they are closed. What is snoozed is left out.
   */
  openAlerts(): Promise<Alert[]>;
  /** How many of each kind are open or acknowledged. */
  openByKind(): Promise<Readonly<Record<AlertKind, number>>>;
}
