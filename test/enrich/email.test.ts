import { describe, expect, it } from "vitest";
import { aboutEmail } from "../../src/enrich/email.ts";

const about = async (email: string, freeMail: string[] = []) =>
  Object.fromEntries(await aboutEmail(email, freeMail));

describe("the built-in provider", () => {
  it("knows a business address by its company", async () => {
    expect(await about("jane.doe@eu.acme.co.uk")).toEqual({
      "lead.emailFree": false,
      "lead.emailDisposable": false,
      "lead.emailStudent": false,
      "lead.emailRole": false,
      "company.domain": "acme.co.uk",
    });
  });

  it("gives nobody's company to a free or thrown-away mailbox", async () => {
    expect(await about("jane@gmail.com")).toMatchObject({
      "lead.emailFree": true,
      "lead.emailDisposable": false,
    });
    expect(await about("jane@mailinator.com")).toMatchObject({
      "lead.emailFree": true,
      "lead.emailDisposable": true,
    });
    expect(await about("jane@gmail.com")).not.toHaveProperty("company.domain");
  });

  it("takes what the policy lists as free for free", async () => {
    const answers = await about("jane@post.example", ["post.example"]);
    expect(answers).toMatchObject({ "lead.emailFree": true });
    expect(answers).not.toHaveProperty("company.domain");
  });

  it.each([
    "a@stanford.edu",
    "a@cs.stanford.edu",
    "a@ox.ac.uk",
    "a@lmu.de",
    "a@campus.lmu.de",
    "a@student.kuleuven.be",
    "a@some-new-college.edu",
  ])("knows %s as a student's or teacher's", async (email) => {
    expect((await about(email))["lead.emailStudent"]).toBe(true);
  });

  it.each(["a@acme.com", "a@education.example", "a@edu.example", "a@münchen.xn--p1ai", "a@gmail.com"])(
    "does not take %s for one",
    async (email) => {
      expect((await about(email))["lead.emailStudent"]).toBe(false);
    },
  );

  it.each(["info@acme.com", "sales+spring@acme.com", "no-reply@acme.com", "web.master@acme.com"])(
    "knows %s as nobody's own",
    async (email) => {
      expect((await about(email))["lead.emailRole"]).toBe(true);
    },
  );

  it("does not take a person's name for a role", async () => {
    for (const email of ["jane@acme.com", "sales.jane@acme.com", "information.architect@acme.com"]) {
      expect((await about(email))["lead.emailRole"]).toBe(false);
    }
  });
});
