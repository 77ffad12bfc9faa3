/** Texts as Slack shows them. */
export { formatDate, fullDate, type Viewpoint } from "./dates.ts";
export { Mrkdwn, PlainText } from "./Mrkdwn.tsx";
export { previewOf } from "./preview.ts";
export { viewpointAt } from "./viewpoint.ts";
