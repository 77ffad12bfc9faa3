import { type Normalised, normal, unusable } from "./normalised.ts";

/** Regions of the Unicode tables that are no country: unions, placeholders, test locales. */
const noCountry = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);

/** What people write that the Unicode tables do not say. */
const alsoCalled: Readonly<Record<string, string>> = {
  america: "US",
  brasil: "BR",
  burma: "MM",
  "cabo verde": "CV",
  "czech republic": "CZ",
  deutschland: "DE",
  england: "GB",
  "great britain": "GB",
  holland: "NL",
  "ivory coast": "CI",
  korea: "KR",
  macedonia: "MK",
  "northern ireland": "GB",
  "republic of korea": "KR",
  "russian federation": "RU",
  scotland: "GB",
  swaziland: "SZ",
  turkey: "TR",
  uae: "AE",
  "united states of america": "US",
  usa: "US",
  "viet nam": "VN",
  wales: "GB",
};

const countries = tableOfCountries();

/** ISO 3166 alpha-2, upper case, from the code in any case or the English name: `gb`, `UK`, `United Kingdom` → `GB`. */
export function country(text: string): Normalised {
  const code = countries.get(folded(text));
  return code === undefined
    ? unusable("is no country; send its ISO 3166 code such as GB, or its English name")
    : normal(code);
}

/** Codes and names by how they read with case, accents and punctuation taken away. */
function tableOfCountries(): Map<string, string> {
  const styles = ["long", "short"] as const;
  const names = styles.map(
    (style) => new Intl.DisplayNames(["en"], { type: "region", style, fallback: "none" }),
  );
  const table = new Map<string, string>(Object.entries(alsoCalled));
  for (const written of alphaTwo()) {
    // A code that was withdrawn (UK, DD) leads to the one in use.
    const code = new Intl.Locale(`und-${written}`).region ?? written;
    const known = names[0]?.of(code);
    if (known === undefined || noCountry.has(code)) continue;
    table.set(written.toLowerCase(), code);
    for (const style of names) table.set(folded(style.of(code) ?? known), code);
  }
  return table;
}

function alphaTwo(): string[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return letters.flatMap((first) => letters.map((second) => first + second));
}

function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}|[.'’]/gu, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/[^\p{L}]+/gu, " ")
    .trim()
    .replace(/^the /, "");
}
