/** Turns the clock ahead; whatever becomes due on the way is done, and then said. */
import type { Demo } from "../demo.ts";
import { server } from "../server.ts";
import { dayAndTime } from "../time.ts";

const MINUTE = 60_000;
const JUMPS = [
  { words: "+5 min", ms: 5 * MINUTE },
  { words: "+2 h", ms: 120 * MINUTE },
  { words: "+1 day", ms: 1_440 * MINUTE },
] as const;

export function Jumps({ demo }: { readonly demo: Demo }) {
  const isBusy = demo.state.value?.clock.jumping ?? false;
  return (
    <fieldset class="demo-jumps" aria-label="Turn the clock ahead" aria-busy={isBusy}>
      {JUMPS.map(({ words, ms }) => (
        <button
          key={words}
          type="button"
          class="demo-button"
          // Not `disabled`: the keyboard's place would be lost with every jump.
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) void jump(demo, ms);
          }}
        >
          {words}
        </button>
      ))}
    </fieldset>
  );
}

async function jump({ desk, minute, ask }: Demo, ahead: number): Promise<void> {
  const came = new Set<string>();
  const changed = new Set<string>();
  const stopListening = desk.onMessage(({ channel, ts, updates }) => {
    (updates === 0 ? came : changed).add(`${channel} ${ts}`);
  });
  const answer = await ask(server.clock({ ahead }));
  stopListening();
  if (answer === null) return;
  for (const message of came) changed.delete(message);
  const now = minute.peek();
  const news = [count(came.size, "new message"), count(changed.size, "message changed", "messages changed")];
  const sentence = news.filter((part) => part !== "").join(", ") || "nothing new on this screen";
  desk.say(`${now === null ? "" : `${dayAndTime(now)}: `}${sentence}.`);
}

function count(number: number, one: string, many = `${one}s`): string {
  return number === 0 ? "" : `${number} ${number === 1 ? one : many}`;
}
