/** What went wrong with something that a person did, in words for them. */
import type { Delivered } from "../../types.ts";
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
  }
}

/** Why the workspace itself did not take it. `what` is what the person wanted to use, such as "button". */
export function refusal({ status, error }: Refused, what: string): string {
  if (status === 0) return "The workspace cannot be reached. Is it still running?";
  if (error.includes("is deactivated")) return "This account is deactivated: it can look, and do nothing.";
  if (error.includes("no modal open") || error.includes("is closed"))
    return "This window has been closed meanwhile.";
  if (error.includes("There is no message")) return "This message has been deleted meanwhile.";
  if (error.endsWith("is archived")) return "This channel is archived.";
  if (error.includes("is not in")) return "You are not a member of this channel.";
  if (/Nothing here is|things here are|There is no option/.test(error)) {
    return `This ${what} is no longer there: the message has changed meanwhile.`;
  }
  return `That did not work: ${error}`;
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
