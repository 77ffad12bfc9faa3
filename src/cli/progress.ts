import { Writable } from "node:stream";
import { SingleBar } from "cli-progress";
import type { Io } from "./io.ts";

export interface Progress {
  /** So many are done. */
  update(done: number): void;
  end(): void;
}

/** A bar on standard error where that is a terminal; nothing elsewhere. */
export function progressBar(io: Io, total: number, what: "rows" | "leads"): Progress {
  if (!io.terminal || total === 0) return { update() {}, end() {} };
  const stream = new Writable({
    write(chunk, _encoding, done) {
      io.err(String(chunk));
      done();
    },
  });
  const bar = new SingleBar({
    format: `{bar} {percentage}% | {value} of {total} ${what} | {eta_formatted} left`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    // The bar asks its stream whether it is a terminal; over the bot's socket the terminal is at the other end.
    stream: Object.assign(stream, { isTTY: true, columns: 80 }) as unknown as NodeJS.WritableStream,
    clearOnComplete: true,
  });
  bar.start(total, 0);
  return { update: (done) => bar.update(done), end: () => bar.stop() };
}
