import { expect, it, test } from "vitest";
import { mailboxOf } from "../../src/domain/mailbox.ts";
import { identitiesOf } from "../../src/domain/person.ts";

test.each([
  ["jane.doe+spring@gmail.com", "janedoe@gmail.com"],
  ["jane.doe@googlemail.com", "janedoe@gmail.com"],
  ["jane+spring@outlook.com", "jane@outlook.com"],
  ["jane.doe@outlook.com", "jane.doe@outlook.com"],
  ["jane+spring@acme.example", "jane@acme.example"],
  ["jane.doe@acme.example", "jane.doe@acme.example"],
  ["jane-spring@yahoo.com", "jane@yahoo.com"],
  ["+spring@acme.example", "+spring@acme.example"],
])("%s is the mailbox %s", (email, mailbox) => {
  expect(mailboxOf(email)).toBe(mailbox);
  expect(mailboxOf(mailbox)).toBe(mailbox);
});

it("a person suppressed under one spelling of an address is known under another, and under the one written before", () => {
  const known = (email: string) => identitiesOf({ email });
  const [written] = known("jane.doe@gmail.com");
  expect(known("jane.doe@gmail.com")).toContain(written);
  expect(known("janedoe+x@gmail.com").some((one) => known("jane.doe@gmail.com").includes(one))).toBe(true);
  expect(known("john@acme.example")).toHaveLength(1);
});
