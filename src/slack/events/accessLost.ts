// The app was taken out of the workspace, or its token revoked: nothing reaches anybody until it is installed again.
import type { Desk } from "../desk.ts";

export function accessLost(event: string, desk: Desk): void {
  desk.log.fatal(
    { event },
    "Slack has taken Baton's access away: cards wait and deadlines run. Install the app again and set SLACK_BOT_TOKEN",
  );
}
