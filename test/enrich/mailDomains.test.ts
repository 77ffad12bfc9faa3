import { describe, expect, it } from "vitest";
import { companyOfMail, isDisposable, isFreeMail, withParents } from "../../src/intake/mailDomains.ts";

describe("a mail domain", () => {
  it.each(["gmail.com", "web.de", "yahoo.co.uk", "qq.com", "icloud.com", "mailinator.com"])(
    "%s is nobody's company",
    (domain) => {
      expect(isFreeMail(domain)).toBe(true);
      expect(companyOfMail(domain)).toBeNull();
    },
  );

  it.each(["acme.com", "microsoft.com", "acme.example", "gmail.com.acme.example"])(
    "%s may be a company's",
    (domain) => expect(isFreeMail(domain)).toBe(false),
  );

  it("that the policy lists as free is free, with what is below it", () => {
    expect(isFreeMail("post.hey.example", ["Hey.example"])).toBe(true);
    expect(isFreeMail("hey.example", ["*.hey.example"])).toBe(true);
    expect(companyOfMail("hey.example", ["hey.example"])).toBeNull();
  });

  it("is a company's by its registrable part", () => {
    expect(companyOfMail("mail.sales.acme.co.uk")).toBe("acme.co.uk");
    expect(companyOfMail("acme.github.io")).toBe("acme.github.io");
    expect(companyOfMail("co.uk")).toBeNull();
  });

  it("for throw-away mailboxes is told, also below its name", () => {
    expect(isDisposable("mailinator.com")).toBe(true);
    expect(isDisposable("team.mailinator.com")).toBe(true);
    expect(isDisposable("gmail.com")).toBe(false);
  });
});

describe("withParents", () => {
  it("ends at the registrable domain", () => {
    expect(withParents("a.b.acme.co.uk")).toEqual(["a.b.acme.co.uk", "b.acme.co.uk", "acme.co.uk"]);
    expect(withParents("co.uk")).toEqual(["co.uk"]);
  });
});
