/**
 * A strict local Slack: Web API, HTTP and Socket Mode deliveries, people who press buttons.
 * It knows nothing of the bot it serves.
 */
export { type Limits, type RateLimits, SLACK_LIMITS, SLACK_RATE_LIMITS, type Timings } from "./limits.ts";
export { findMentions, type Mention, wouldPing } from "./mentions.ts";
export type * from "./options.ts";
export { startSim } from "./start.ts";
export type * from "./types.ts";
