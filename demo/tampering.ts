// Changing an event behind Baton's back, and putting it back: one at a time, remembered in the data folder, so that it
// can be put back after a restart as well.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { BotProcess } from "./botProcess.ts";
import { BOT_IS_DOWN, type Outcome, refused } from "./outcome.ts";
import type { DemoState, TamperChange } from "./protocol.ts";

const PATIENCE_MS = 5_000;

const remembered = z.object({ leadId: z.string(), eventId: z.string(), payload: z.string() });

export class Tampering {
  readonly #bot: Pick<BotProcess, "ask">;
  readonly #file: string;
  #original: z.infer<typeof remembered> | null;

  constructor(bot: Pick<BotProcess, "ask">, folder: string) {
    this.#bot = bot;
    this.#file = join(folder, "tampered.json");
    this.#original = read(this.#file);
  }

  get state(): DemoState["tampered"] {
    if (this.#original === null) return null;
    const { leadId, eventId } = this.#original;
    return { leadId, eventId };
  }

  async tamper(event: TamperChange): Promise<Outcome> {
    if (this.#original !== null) return refused("One event has been changed already. Put it back first.");
    const answer = await this.#bot.ask({ ask: "tamper", ...event }, PATIENCE_MS);
    if (answer === "silent") return BOT_IS_DOWN;
    if (!answer.ok) return refused(answer.problem);
    this.#original = { ...event, payload: answer.payload };
    writeFileSync(this.#file, JSON.stringify(this.#original));
    return { ok: true };
  }

  async undo(): Promise<Outcome> {
    if (this.#original === null) return refused("No event has been changed.");
    const answer = await this.#bot.ask({ ask: "put_back", ...this.#original }, PATIENCE_MS);
    if (answer === "silent") return BOT_IS_DOWN;
    this.#original = null;
    rmSync(this.#file, { force: true });
    return { ok: true };
  }
}

function read(file: string): z.infer<typeof remembered> | null {
  try {
    return remembered.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
