/** An instant in the zone of this browser. */
import { dayAndTime, toTheSecond } from "../time.ts";

export function Moment({ at, seconds = false }: { readonly at: string; readonly seconds?: boolean }) {
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={at}>
      {seconds ? toTheSecond(ms) : dayAndTime(ms)}
    </time>
  );
}
