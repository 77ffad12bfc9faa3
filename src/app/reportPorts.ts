// What reports need from the outside: which slots have been posted, and what their messages show.
import type { Instant } from "../clock.ts";
import type { MirrorRef } from "../domain/mirrors.ts";
import type { Period, ReportSlot, SchedulesInForce } from "../domain/reports.ts";
import type { ReportName } from "../policy/types.ts";

/** A report whose slot has been taken. */
export interface TakenReport extends ReportSlot, Period {
  /** Which page its message shows, from 1; there may be fewer by now. */
  readonly page: number;
  /** Slack's id of its picture; null: it has none. */
  readonly picture: string | null;
}

export interface ReportStore {
  /** Of every team that was applied, newest first. */
  schedules(): Promise<SchedulesInForce[]>;
  /** The latest slot of each report that has been taken. */
  latestTaken(): Promise<Map<ReportName, Instant>>;
  /**
   * Puts a slot on record, and its message on the way to `channel`, in one transaction. Gives whether this call did: not
   * when it, or a later one of the same report, has been taken.
   */
  take(slot: ReportSlot, covers: Period, channel: string, at: Instant): Promise<boolean>;
  taken(slot: ReportSlot): Promise<TakenReport | null>;
  /**
   * The messages of the digests that show an override that was submitted at `at`: those of its time, and the latest, which
   * counts what is left from before.
   */
  digestsOf(at: Instant): Promise<MirrorRef[]>;
  /** Slack has confirmed the message. */
  posted(slot: ReportSlot, at: Instant): Promise<void>;
  /** The picture that it shows from now on is in the workspace. */
  pictured(slot: ReportSlot, fileId: string): Promise<void>;
  /** The message shows another page from now on. Gives whether there is such a report. */
  turnTo(slot: ReportSlot, page: number, at: Instant): Promise<boolean>;
}
