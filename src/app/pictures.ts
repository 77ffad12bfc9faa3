// Pictures in messages, as the use cases and the mirrors ask for them; `src/slack/pictures.ts` implements it.
import type { Chart } from "../charts/chart.ts";

/** A picture that the workspace has; `image` of `blocks/build.ts` shows it. */
export interface Picture {
  readonly fileId: string;
}

export interface Pictures {
  /**
   * Puts a chart into the workspace, the same chart once a process. Null: the message does without it, since the
   * workspace takes no files from Baton, or has failed for a minute to take this one.
   * @throws PictureLater while it may yet work; a mirror that throws it is rendered again after `waitMs`
   */
  upload(chart: Chart): Promise<Picture | null>;
}

/** Slack could not take a picture just now. */
export class PictureLater extends Error {
  readonly waitMs: number;

  constructor(error: string, waitMs: number) {
    super(error);
    this.name = "PictureLater";
    this.waitMs = waitMs;
  }
}
