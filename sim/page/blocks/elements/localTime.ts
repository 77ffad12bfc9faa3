/** Between Slack's seconds since 1970 and what the browser's `datetime-local` field holds, in the browser's zone. */

/** `2026-11-21T06:00`; empty for no time. */
export function localMinute(seconds: string): string {
  if (seconds === "") return "";
  const date = new Date(Number(seconds) * 1_000);
  const pad = (value: number) => String(value).padStart(2, "0");
  const day = [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join("-");
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** Seconds since 1970 as text; empty for no time. */
export function secondsOf(minute: string): string {
  return minute === "" ? "" : String(new Date(minute).getTime() / 1_000);
}
