import { type Normalised, normal, unusable } from "./normalised.ts";

const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/** A BCP 47 tag in its canonical form, lower case: `EN`, `de_AT` → `en`, `de-at`. */
export function language(text: string): Normalised {
  const tag = canonical(text.trim().replaceAll("_", "-"));
  return tag === null
    ? unusable("is no language tag; send one such as en or de-AT")
    : normal(tag.toLowerCase());
}

function canonical(tag: string): string | null {
  try {
    const [name] = Intl.getCanonicalLocales(tag);
    // Well-formed is not enough: `english` is, and means nothing.
    return name !== undefined && languages.of(name) !== undefined ? name : null;
  } catch {
    return null;
  }
}
