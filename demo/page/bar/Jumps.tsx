/** Turns the clock ahead; whatever becomes due on the way is done, and then said. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Demo } from "../demo.ts";
import { server } from "../server.ts";
import { duration } from "../time.ts";

const MINUTE = 60_000;
const JUMPS = [
  { words: "+5 min", ms: 5 * MINUTE },
  { words: "+2 h", ms: 120 * MINUTE },
  { words: "+1 day", ms: 1_440 * MINUTE },
] as const;

export function Jumps({ demo }: { readonly demo: Demo }) {
  const came = useSignal("");
  /** Of the presses in this window, what has not been turned yet, in ms: one follows the other. */
  const left = useSignal(0);
  const listening = useRef<Listening | null>(null);
  const before = useRef<Promise<unknown>>(Promise.resolve());
  const isBusy = left.value > 0 || (demo.state.value?.clock.jumping ?? false);

  const jump = async (ahead: number): Promise<void> => {
    listening.current ??= listen(demo);
    left.value += ahead;
    // One at a time: a browser asks only six things at once of one host.
    const turned = before.current.then(() => demo.ask(server.clock({ ahead })));
    before.current = turned;
    await turned;
    left.value -= ahead;
    if (left.peek() > 0) return;
    came.value = listening.current?.end() ?? "";
    listening.current = null;
  };
  return (
    <>
      <fieldset class="demo-jumps" aria-label="Turn the clock ahead" aria-busy={isBusy}>
        {JUMPS.map(({ words, ms }) => (
          <button key={words} type="button" class="demo-button" onClick={() => void jump(ms)}>
            {words}
          </button>
        ))}
      </fieldset>
      <output class="demo-came" data-busy={isBusy}>
        {isBusy ? underWay(left.value) : came.value}
      </output>
    </>
  );
}

function underWay(ms: number): string {
  return ms === 0 ? "…" : `+${duration(ms)} under way`;
}

interface Listening {
  /** What has come of it on this screen, in a few words. */
  end(): string;
}

function listen({ desk }: Demo): Listening {
  const came = new Set<string>();
  const changed = new Set<string>();
  const stopListening = desk.onMessage(({ channel, ts, updates }) => {
    (updates === 0 ? came : changed).add(`${channel} ${ts}`);
  });
  return {
    end: () => {
      stopListening();
      for (const message of came) changed.delete(message);
      const news = [
        came.size > 0 ? `${came.size} new` : "",
        changed.size > 0 ? `${changed.size} changed` : "",
      ];
      return news.filter((part) => part !== "").join(", ") || "nothing new here";
    },
  };
}
