/** For what this page does not draw: says what Slack would show in its place. */

export function Placeholder({ part }: { part: { readonly type: string } }) {
  const title = titleOf(part);
  return (
    <p class="bk-placeholder">
      Slack shows a <code class="bk-code">{part.type}</code> {kindOf(part.type)} here
      {title === undefined ? "" : `: ${title}`}
    </p>
  );
}

function kindOf(type: string): string {
  return /_(input|button|buttons|select)$/.test(type) ? "element" : "block";
}

/** The first field that names a thing, whatever kind of thing it is. */
function titleOf(part: Readonly<Record<string, unknown>> | { readonly type: string }): string | undefined {
  const fields: Readonly<Record<string, unknown>> = { ...part };
  return ["title", "text", "alt_text", "caption", "external_id"]
    .map((field) => textOf(fields[field]))
    .find((text) => text !== undefined);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "object" && value !== null && "text" in value) return textOf(value.text);
  return undefined;
}
