/** The envelope of an Events API callback. */
import { slackId } from "../state/ids.ts";

interface EventContext {
  readonly now: () => number;
  readonly teamId: string;
  readonly appId: string;
  readonly botUserId: string;
}

/** Slack's long-deprecated verification token; signatures have taken its place, the field is still sent. */
export const VERIFICATION_TOKEN = "sim-verification-token";

export function wrapEvent(
  event: Readonly<Record<string, unknown>> & { readonly type: string },
  { now, teamId, appId, botUserId }: EventContext,
): Record<string, unknown> {
  return {
    token: VERIFICATION_TOKEN,
    team_id: teamId,
    api_app_id: appId,
    event,
    type: "event_callback",
    event_id: slackId("Ev"),
    event_time: Math.floor(now() / 1_000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: teamId,
        user_id: botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: slackId("", 16),
  };
}
