/** Turns the clock ahead; whatever becomes due on the way is done, and then said. */
import { useSignal } from "@preact/signals";
import type { Demo } from "../demo.ts";
import { server } from "../server.ts";

const MINUTE = 60_000;
const JUMPS = [
  { words: "+5 min", ms: 5 * MINUTE },
  { words: "+2 h", ms: 120 * MINUTE },
  { words: "+1 day", ms: 1_440 * MINUTE },
] as const;

export function Jumps({ demo }: { readonly demo: Demo }) {
  const isBusy = demo.state.value?.clock.jumping ?? false;
  const came = useSignal("");
  return (
    <>
      <fieldset class="demo-jumps" aria-label="Turn the clock ahead" aria-busy={isBusy}>
        {JUMPS.map(({ words, ms }) => (
          <button
            key={words}
            type="button"
            class="demo-button"
            // Not `disabled`: the keyboard's place would be lost with every jump.
            aria-disabled={isBusy}
            onClick={async () => {
              if (isBusy) return;
              came.value = "";
              came.value = await jump(demo, ms);
            }}
          >
            {words}
          </button>
        ))}
      </fieldset>
      <output class="demo-came">{isBusy ? "…" : came.value}</output>
    </>
  );
}

/** What has come of it on this screen, in a few words. */
async function jump({ desk, ask }: Demo, ahead: number): Promise<string> {
  const came = new Set<string>();
  const changed = new Set<string>();
  const stopListening = desk.onMessage(({ channel, ts, updates }) => {
    (updates === 0 ? came : changed).add(`${channel} ${ts}`);
  });
  const answer = await ask(server.clock({ ahead }));
  stopListening();
  if (answer === null) return "";
  for (const message of came) changed.delete(message);
  const news = [came.size > 0 ? `${came.size} new` : "", changed.size > 0 ? `${changed.size} changed` : ""];
  return news.filter((part) => part !== "").join(", ") || "nothing new here";
}
