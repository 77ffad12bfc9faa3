/** What went wrong with something that a person did, in words for them. */
import type { Delivered, Lapsed } from "../../types.ts";
import type { Answer } from "./api.ts";

type Refused = Extract<Answer<unknown>, { ok: false }>;

/** Why the app did not take it; undefined when it did. */
export function deliveryFailure(delivered: Delivered, app: string): string | undefined {
  if (delivered.ok) return undefined;
  switch (delivered.error) {
    case "timeout":
      return `${app} did not respond in time.`;
    case "http_error":
      return `${app} responded with status code ${delivered.status}.`;
    case "no_connection":
      return `${app} is not connected to Slack at the moment. Try again in a while.`;
    case "connection_failed":
    case undefined:
      return `${app} could not be reached. Try again in a while.`;
    case "dispatch_unknown":
      return `${app} does not know that command.`;
    default:
      return lapse(delivered.error, "control");
  }
}

/** Why the workspace itself did not take it. `what` is what the person wanted to use, such as "button". */
export function refusal({ status, error, lapsed }: Refused, what: string): string {
  if (lapsed !== undefined) return lapse(lapsed, what);
  if (status === 0) return "The workspace cannot be reached. Is it still running?";
  if (status === 413) return lapse("too_long", what);
  if (error.includes("is not in")) return "You are not a member of this channel.";
  return `That did not work: ${error}`;
}

function lapse(why: Lapsed, what: string): string {
  switch (why) {
    case "message_gone":
      return "This message has been deleted meanwhile.";
    case "view_gone":
      return "This window has been closed meanwhile.";
    case "control_gone":
      return `This ${what} is no longer there: the message has changed meanwhile.`;
    case "archived":
      return "This channel is archived.";
    case "deactivated":
      return "This account is deactivated: it can look, and do nothing.";
    case "too_long":
      return "This is too long: a message can have 12,000 characters.";
  }
}

/** What Slackbot says about a slash command that came to nothing. */
export function commandFailure(command: string, delivered: Delivered, app: string): string | undefined {
  if (delivered.ok) return undefined;
  switch (delivered.error) {
    case "dispatch_unknown":
      return unknownCommand(command);
    case "timeout":
      return `${command} failed because ${app} did not respond in time (\`operation_timeout\`).`;
    case "http_error":
      return `${command} failed because ${app} responded with status code ${delivered.status} (\`dispatch_failed\`).`;
    default:
      return `${command} failed because ${app} could not be reached (\`dispatch_failed\`).`;
  }
}

export function unknownCommand(command: string): string {
  return `\`${command}\` is not a valid command. In Slack, all messages that start with the “/” character are interpreted as commands.\n\nIf you are trying to send a message and not run a command, try preceding the “/” with an empty space.`;
}
