/** Which parts of a message would notify somebody: tests assert that hostile text does not. */
import type { SimMessage } from "./types.ts";

export interface Mention {
  /** `channel`, `here` and `everyone` notify many; `user` and `usergroup` those named. */
  readonly kind: "channel" | "here" | "everyone" | "user" | "usergroup";
  /** The markup as it stands in the text. */
  readonly markup: string;
  /** User or group id, for those kinds. */
  readonly id?: string;
}

const MARKUP =
  /<(?:!(channel|here|everyone)(?:\|[^>]*)?|@([UW][A-Z0-9]+)(?:\|[^>]*)?|!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?)>/g;

/**
 * The mentions in a piece of mrkdwn. Slack reads `<…>` as markup wherever `<` is not escaped as `&lt;`;
 * a bare `@channel` is only text, since messages are posted without `link_names`.
 */
export function findMentions(mrkdwn: string): Mention[] {
  return [...mrkdwn.matchAll(MARKUP)].map(([markup, broadcast, user, group]) => {
    if (user !== undefined) return { kind: "user", markup, id: user };
    if (group !== undefined) return { kind: "usergroup", markup, id: group };
    return { kind: broadcast as "channel" | "here" | "everyone", markup };
  });
}

/**
 * Every mention in a message: its text, each mrkdwn object of its blocks and attachments, and rich text.
 * In `plain_text` the same characters are no markup.
 */
export function wouldPing(message: Pick<SimMessage, "text" | "blocks" | "attachments">): Mention[] {
  const found = findMentions(message.text);
  for (const mrkdwn of mrkdwnIn(message.blocks)) found.push(...findMentions(mrkdwn));
  for (const mrkdwn of mrkdwnIn(message.attachments ?? [])) found.push(...findMentions(mrkdwn));
  return found;
}

function* mrkdwnIn(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const item of node) yield* mrkdwnIn(item);
  } else if (typeof node === "object" && node !== null) {
    const { type, text, range, user_id, usergroup_id } = node as Readonly<Record<string, unknown>>;
    if ((type === "mrkdwn" || type === "markdown") && typeof text === "string") yield text;
    // Rich text mentions are elements of their own; in its texts, `<` is no markup.
    if (type === "broadcast") yield `<!${String(range)}>`;
    if (type === "user") yield `<@${String(user_id)}>`;
    if (type === "usergroup") yield `<!subteam^${String(usergroup_id)}>`;
    for (const value of Object.values(node)) yield* mrkdwnIn(value);
  }
}
