import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { country } from "../../src/intake/country.ts";
import { companyDomain } from "../../src/intake/domain.ts";
import { email } from "../../src/intake/email.ts";
import { language } from "../../src/intake/language.ts";
import type { Normalised } from "../../src/intake/normalised.ts";
import { phone } from "../../src/intake/phone.ts";
import { readLead } from "../../src/intake/readLead.ts";

const value = (result: Normalised) => (result.ok ? result.value : null);
const who = { externalId: "1", email: "jane@acme.example" };

function submissionOf(lead: unknown) {
  const read = readLead(lead, "website");
  return read.ok ? read.arrival.submission : read;
}

function errorsOf(lead: unknown): Record<string, string> {
  const read = readLead(lead, "website");
  if (read.ok || read.code !== "invalid") return {};
  return Object.fromEntries(read.errors.map(({ path, message }) => [path, message]));
}

describe("an e-mail address", () => {
  test.each([
    [" Jane.Doe@Acme.Example ", "jane.doe@acme.example"],
    ["o'neil+news@mail.acme.co.uk", "o'neil+news@mail.acme.co.uk"],
    ["jörg@münchen.de", "jörg@xn--mnchen-3ya.de"],
    ["JO\u0308RG@M\u00DCNCHEN.DE", "jörg@xn--mnchen-3ya.de"],
    ["a@example.com", "a@example.com"],
    ["用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v"],
  ])("%s is %s", (written, normal) => {
    expect(value(email(written))).toBe(normal);
  });

  test.each([
    "jane",
    "@acme.example",
    "jane@",
    "jane@acme",
    "jane@localhost",
    "jane@@acme.example",
    "jane doe@acme.example",
    "jane..doe@acme.example",
    ".jane@acme.example",
    "Jane <jane@acme.example>",
    "jane@10.0.0.1",
    "jane@[::1]",
    "jane@-acme.example",
    "jane@ac%6De.example",
    "jane@acme..example",
    `${"x".repeat(65)}@acme.example`,
    `jane@${"x".repeat(64)}.example`,
    "jane@acme.example\nbcc: all@acme.example",
  ])("%j is none", (written) => {
    expect(value(email(written))).toBeNull();
  });

  test("is the same written twice", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const once = value(email(address));
        fc.pre(once !== null);
        expect(value(email(once))).toBe(once);
      }),
    );
  });
});

describe("a company's domain", () => {
  test.each([
    ["https://www.acme.co.uk/x?y=1", "acme.co.uk"],
    ["WWW.Acme.Example", "acme.example"],
    ["http://münchen.de:8080/", "xn--mnchen-3ya.de"],
    ["acme.github.io", "acme.github.io"],
    ["github.io", "github.io"],
    ["acme.com.", "acme.com"],
    ["jane@mail.acme.com", "acme.com"],
  ])("of %s is %s", (written, domain) => {
    expect(value(companyDomain(written))).toBe(domain);
  });

  test.each([
    "Acme Ltd",
    "co.uk",
    "localhost",
    "10.0.0.1",
    "http://",
    "n/a",
    "javascript:alert(1)",
    "-a-.com",
  ])("%s has none", (written) => {
    expect(value(companyDomain(written))).toBeNull();
  });
});

describe("a phone number", () => {
  test.each([
    ["+44 20 7946 0958", undefined, "+442079460958"],
    ["020 7946 0958", "GB", "+442079460958"],
    ["tel:+1-202-555-0123", undefined, "+12025550123"],
    ["(202) 555-0123 ext. 7", "US", "+12025550123"],
    ["+49 30 123456", "GB", "+4930123456"],
    ["+44 7700 900123", undefined, "+447700900123"],
  ])("%s in %s is %s", (written, where, e164) => {
    expect(value(phone(written, where))).toBe(e164);
  });

  test.each([
    ["12", "GB"],
    ["call me", "GB"],
    ["+999 123 456", undefined],
    ["+1 202 555 0123 4567 8901", undefined],
    ["020 7946 0958", undefined],
  ])("%s in %s is none", (written, where) => {
    expect(value(phone(written, where))).toBeNull();
  });

  test("without a country code takes the lead's country, then its company's", () => {
    const lead = { externalId: "1", phone: "020 7946 0958" };
    expect(submissionOf({ ...lead, country: "uk" })).toMatchObject({ phone: "+442079460958" });
    expect(submissionOf({ ...lead, company: { country: "GB" } })).toMatchObject({ phone: "+442079460958" });
    expect(submissionOf({ ...lead, country: "Germany", company: { country: "GB" } })).toMatchObject({
      phone: "+492079460958",
    });
    expect(errorsOf(lead)).toEqual({
      phone: "has no country code; send it as +44 20 7946 0958, or send the country too",
    });
  });
});

describe("a country", () => {
  test.each([
    ["gb", "GB"],
    ["UK", "GB"],
    ["United Kingdom", "GB"],
    ["india", "IN"],
    ["The Netherlands", "NL"],
    ["UAE", "AE"],
    ["Hong Kong", "HK"],
    ["Cote d'Ivoire", "CI"],
    ["Türkiye", "TR"],
    ["Turkey", "TR"],
    ["U.S.A.", "US"],
    ["U.S.", "US"],
    ["Bosnia and Herzegovina", "BA"],
    ["Korea", "KR"],
  ])("%s is %s", (written, code) => {
    expect(value(country(written))).toBe(code);
  });

  test.each(["Atlantis", "unknown", "ZZ", "EU", "Asia/Pacific Region", "GBR2", "__proto__"])(
    "%s is none",
    (written) => {
      expect(value(country(written))).toBeNull();
    },
  );
});

describe("a language", () => {
  test.each([
    ["EN", "en"],
    ["de_AT", "de-at"],
    ["zh-Hant-TW", "zh-hant-tw"],
    ["iw", "he"],
  ])("%s is %s", (written, tag) => {
    expect(value(language(written))).toBe(tag);
  });

  test.each(["english", "e", "en_", "zz-top", "123"])("%s is none", (written) => {
    expect(value(language(written))).toBeNull();
  });
});

describe("a lead", () => {
  test("has every field in its normal form, and nothing that was not given", () => {
    const read = readLead(
      {
        ...who,
        source: "website",
        firstName: "  Jane ",
        lastName: "",
        title: null,
        company: { name: "Acme", domain: "https://acme.example/", country: "France", employees: 0 },
        consent: { given: false, at: "2026-11-21T10:30:00+01:00" },
        utm: { source: "news" },
        extra: { visits: 3, tags: ["a", null] },
      },
      "website",
    );
    expect(read).toEqual({
      ok: true,
      arrival: {
        source: "website",
        externalId: "1",
        submission: {
          email: "jane@acme.example",
          firstName: "Jane",
          company: { name: "Acme", domain: "acme.example", country: "FR", employees: 0 },
          consent: { given: false, at: "2026-11-21T09:30:00.000Z" },
          utm: { source: "news" },
          extra: { visits: 3, tags: ["a", null] },
        },
      },
    });
  });

  test("is not mistaken for another because of what is empty in it", () => {
    expect(submissionOf({ ...who, phone: " ", company: { name: "" }, utm: {}, extra: {} })).toEqual({
      email: "jane@acme.example",
    });
  });

  test.each(["firstName", "lastName", "title", "product", "campaign", "partner", "intent"])(
    "%s has 500 characters at most, whatever they take in memory",
    (field) => {
      expect(submissionOf({ ...who, [field]: "😀".repeat(500) })).toMatchObject({
        [field]: "😀".repeat(500),
      });
      expect(errorsOf({ ...who, [field]: "x".repeat(501) })).toEqual({
        [field]: "is longer than 500 characters",
      });
    },
  );

  test("has a message of 20,000 characters at most", () => {
    expect(submissionOf({ ...who, message: "x".repeat(20_000) })).toHaveProperty("message");
    expect(errorsOf({ ...who, message: "x".repeat(20_001) })).toEqual({
      message: "is longer than 20000 characters",
    });
  });

  test("carries free data eight levels deep", () => {
    const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
    expect(submissionOf({ ...who, extra: deep(8) })).toHaveProperty("extra");
    expect(errorsOf({ ...who, extra: deep(9) })).toEqual({ extra: "is nested more than 8 levels deep" });
  });

  test.each([
    [{ externalId: " " }, "externalId", "must not be empty"],
    [{ externalId: 7 }, "externalId", "must be text"],
    [{ company: { employees: "12" } }, "company.employees", "must be a number"],
    [{ company: { employees: 1.5 } }, "company.employees", "must be a whole number"],
    [{ company: { employees: -1 } }, "company.employees", "is less than 0"],
    [{ company: "Acme" }, "company", "must be an object"],
    [{ consent: {} }, "consent.given", "is missing"],
    [{ consent: { given: "yes" } }, "consent.given", "must be true or false"],
    [
      { consent: { given: true, at: "yesterday" } },
      "consent.at",
      "must be an instant such as 2026-11-21T09:30:00Z",
    ],
    [
      { consent: { given: true, at: "2026-02-30T00:00:00Z" } },
      "consent.at",
      "must be an instant such as 2026-11-21T09:30:00Z",
    ],
    [{ utm: { source: 1 } }, "utm.source", "must be text"],
    [{ extra: [] }, "extra", "must be an object"],
    [{ extra: { n: Number.POSITIVE_INFINITY } }, "extra.n", "is too large a number"],
    [{ firstName: "a\0b" }, "firstName", "holds a NUL character; remove it"],
    [{ message: "\uD800" }, "message", "holds half a character (a lone surrogate); send whole ones"],
    [{ extra: { a: ["ok", "\0"] } }, "extra.a[1]", "holds a NUL character; remove it"],
    [{ frstName: "x" }, "frstName", "is no known field; did you mean 'firstName'?"],
    [{ favourite: "x" }, "favourite", "is no known field; put free data into extra"],
    [{ company: { employes: 1 } }, "company.employes", "is no known field; did you mean 'employees'?"],
  ])("with %j is refused, naming %s", (fields, path, message) => {
    expect(errorsOf({ ...who, ...fields })).toEqual({ [path]: message });
  });

  test("of another source is not taken", () => {
    expect(readLead({ ...who, source: "acme" }, "website")).toEqual({ ok: false, code: "wrong_source" });
  });

  test.each([null, 1, "x", [], [who]])("%j is none", (lead) => {
    expect(readLead(lead, "website")).toMatchObject({ ok: false, code: "invalid" });
  });

  test("with thousands of faults names the first fifty and counts the rest", () => {
    const lead = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`key${index}`, 1]));
    const read = readLead({ ...who, ...lead }, "website");
    expect(!read.ok && read.code === "invalid" && read.errors.length).toBe(51);
  });
});
