// The address a provider is asked at: its template with the lead's values in the place of `{company.domain}` and the like.
import type { HttpProvider, JsonValue } from "../policy/types.ts";

const PLACEHOLDER = /\{([^{}]*)\}/g;
/** Attributes that say nothing about one person. */
const IMPERSONAL = /^(company\..+|lead\.(emailDomain|country|language|product))$/;

/** The address, every value encoded; null where one has no value: then there is nothing to ask by. */
export function addressFor(
  { url }: Pick<HttpProvider, "url">,
  valueFor: (key: string) => JsonValue | undefined,
): URL | null {
  let isComplete = true;
  const filled = url.replace(PLACEHOLDER, (_, key: string) => {
    const value = asPart(valueFor(key));
    if (value === null) isComplete = false;
    return value ?? "";
  });
  return isComplete ? URL.parse(filled) : null;
}

/** Whether the address tells the provider, or the cache's key would tell somebody, who the person is. */
export function isPersonal({ placeholders }: Pick<HttpProvider, "placeholders">): boolean {
  return placeholders.some((key) => !IMPERSONAL.test(key));
}

/** Nothing but dots would be a step in the path (`..`), encoded or not. */
function asPart(value: JsonValue | undefined): string | null {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return null;
  const text = String(value).trim();
  return text === "" || /^\.+$/.test(text) || !text.isWellFormed() ? null : encodeURIComponent(text);
}
