import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { type Normalised, normal, unusable } from "./normalised.ts";

/**
 * A phone number in E.164. `country` (alpha-2) is where a number without a country code is; an extension is dropped.
 * Asked is whether the number can be one (country code, length), not whether its range is in use: numbering plans
 * change faster than any table of them, and a lead must not be lost for that.
 */
export function phone(text: string, country: string | undefined): Normalised {
  const written = text.trim().replace(/^tel:/i, "");
  const defaultCountry = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const parsed = parse(written, defaultCountry);
  if (parsed?.isPossible()) return normal(parsed.number);
  const national = defaultCountry === undefined && /^[\d\s().\-/]{4,}$/.test(written);
  return unusable(
    national
      ? "has no country code; send it as +44 20 7946 0958, or send the country too"
      : "is no phone number; send it with its country code, such as +44 20 7946 0958",
  );
}

function parse(text: string, country: CountryCode | undefined) {
  return parsePhoneNumberFromString(text, { extract: false, ...(country && { defaultCountry: country }) });
}
