// The parts of the adapter that a message with a picture goes through, against a local Slack.
import { afterAll } from "vitest";
import { type Message, message } from "../../blocks/assemble.ts";
import { image, section } from "../../blocks/build.ts";
import { md } from "../../blocks/text.ts";
import { type Sim, type SimOptions, startSim } from "../../sim/index.ts";
import { altOf } from "../../src/charts/alt.ts";
import type { Chart } from "../../src/charts/chart.ts";
import { createPainter } from "../../src/charts/painter.ts";
import { TurnedClock } from "../../src/clock.ts";
import type { MirrorRef } from "../../src/domain/mirrors.ts";
import { SlackApi } from "../../src/slack/client.ts";
import { DirectMessages } from "../../src/slack/directMessages.ts";
import { slackLogger } from "../../src/slack/logger.ts";
import { SlackMessenger } from "../../src/slack/messenger.ts";
import { SlackPictures } from "../../src/slack/pictures.ts";
import { PublishPace } from "../../src/slack/publishPace.ts";
import { Tell } from "../../src/slack/tell.ts";
import { collectingLog } from "./collectingLog.ts";

export const painter = createPainter();
afterAll(() => painter.close());

export const ALICE = "U0ALICE";
export const MANAGERS = "C0MANAGERS";
export const MINUTE = 60_000;
export const CHART: Chart = {
  title: "Offers this week",
  kind: "bars",
  categories: ["Mon", "Tue"],
  series: [{ name: "Offers", values: [3, 5] }],
};
export const MIRROR: MirrorRef = { id: "notice:lead_1:1", kind: "notice", leadId: "lead_1", to: MANAGERS };

export async function open(options: SimOptions = {}, draw = painter.png) {
  const clock = new TurnedClock(Date.UTC(2026, 2, 2, 10));
  const sim = await startSim({
    now: () => clock.now(),
    users: [{ id: ALICE, name: "Alice" }],
    channels: [{ id: MANAGERS, name: "managers" }],
    rateLimits: false,
    ...options,
  });
  const { log, logged } = collectingLog();
  const api = new SlackApi({ botToken: sim.botToken, apiUrl: sim.apiUrl }, slackLogger(log));
  const directMessages = new DirectMessages(api, clock);
  let drawn = 0;
  const pictures = new SlackPictures({
    api,
    clock,
    log,
    draw: (chart) => {
      drawn += 1;
      return draw(chart);
    },
  });
  const messenger = new SlackMessenger({
    api,
    directMessages,
    pictures,
    pace: new PublishPace(),
    clock,
    statusOf: async () => "unreachable",
  });
  const tell = new Tell({ api, directMessages, pictures, log });
  return {
    sim,
    clock,
    logged,
    pictures,
    messenger,
    tell,
    drawn: () => drawn,
    calls: (method: string) => sim.calls.filter((call) => call.method === method).length,
    [Symbol.asyncDispose]: () => sim.stop(),
  };
}

export function withPicture(fileId: string): Message {
  return message(md`The digest`, { head: [section(md`The digest`), image(fileId, altOf(CHART))] });
}

export function shownIn(sim: Sim): string[] {
  return (
    sim
      .messages(MANAGERS)
      .at(-1)
      ?.blocks.map(({ type }) => type) ?? []
  );
}

export async function uploaded(pictures: SlackPictures): Promise<string> {
  const picture = await pictures.upload(CHART);
  if (picture === null) throw new Error("no picture");
  return picture.fileId;
}
