/** What Slack is told of a form at once: that it may close, or what is wrong with which of its blocks. */
export type Acknowledge = (answer?: {
  response_action: "errors";
  errors: Record<string, string>;
}) => Promise<void>;
