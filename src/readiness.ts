// What keeps Baton from being ready, in a line each, for `/readyz`.
import type { Services } from "./services.ts";

export async function failingChecks(
  { leads, isDatabaseAway }: Services,
  slackAnswered: boolean,
): Promise<string[]> {
  const failing: string[] = [];
  try {
    await leads.nextDueAt();
  } catch (error) {
    failing.push(
      isDatabaseAway(error) ? "database: cannot be reached" : "database: does not answer as it should",
    );
  }
  if (!slackAnswered) failing.push("slack: has not answered yet");
  return failing;
}
