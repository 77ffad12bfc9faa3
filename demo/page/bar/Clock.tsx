/** What time it is in the demo, how fast it goes, and whether it goes at all. */
import type { Demo } from "../demo.ts";
import { server } from "../server.ts";
import { timeParts } from "../time.ts";

const SPEEDS = [1, 10, 60, 600];

interface Props {
  readonly demo: Demo;
}

/** No live region: nobody wants every minute read out. */
export function Clock({ demo }: Props) {
  const minute = demo.minute.value;
  if (minute === null) return <span class="demo-clock">…</span>;
  const { weekday, date, clock } = timeParts(minute);
  return (
    <time class="demo-clock" dateTime={new Date(minute).toISOString()} title="The time in this workspace">
      {weekday}
      <span class="demo-date">, {date},</span> {clock}
    </time>
  );
}

export function SpeedChoice({ demo }: Props) {
  const speed = demo.state.value?.clock.speed ?? 1;
  const speeds = SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].sort((a, b) => a - b);
  return (
    <label class="demo-speed">
      Speed
      <select
        value={String(speed)}
        onChange={(event) => void demo.ask(server.clock({ speed: Number(event.currentTarget.value) }))}
      >
        {speeds.map((each) => (
          <option key={each} value={String(each)}>
            ×{each}
          </option>
        ))}
      </select>
    </label>
  );
}

export function PauseButton({ demo }: Props) {
  const isPaused = demo.state.value?.clock.paused ?? false;
  return (
    <button
      type="button"
      class="demo-button"
      data-on={isPaused}
      onClick={() => void demo.ask(server.clock({ paused: !isPaused }))}
    >
      {isPaused ? "Resume" : "Pause"}
    </button>
  );
}
