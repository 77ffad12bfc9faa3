// What the leads that were handed in are called.
import { expect, it } from "vitest";
import { leadOf } from "../../demo/leads/forms.ts";
import { HandedLeads } from "../../demo/leads/handed.ts";
import { EMPTY_FORM } from "../../demo/protocol.ts";

const jane = {
  ...EMPTY_FORM,
  firstName: "Jane",
  lastName: "Doe",
  email: "jane@acme.example",
  company: "Acme",
};

it("names a lead by person and company, newest first, and by the address where there is no name", () => {
  const handed = new HandedLeads();
  handed.add("lead_1", leadOf(jane, "a"));
  handed.add("lead_2", leadOf({ ...EMPTY_FORM, email: "info@acme.example" }, "b"));
  handed.add("lead_3", { externalId: "c", value: "nothing that makes a lead" });
  expect(handed.all).toEqual([
    { id: "lead_3", name: "", company: "" },
    { id: "lead_2", name: "info@acme.example", company: "" },
    { id: "lead_1", name: "Jane Doe", company: "Acme" },
  ]);
});

it("remembers a lead that comes again once, and no more than the last fifty", () => {
  const handed = new HandedLeads();
  for (let number = 0; number < 60; number++) handed.add(`lead_${number}`, leadOf(jane, `${number}`));
  handed.add("lead_20", leadOf(jane, "20"));
  expect(handed.all).toHaveLength(50);
  expect(handed.all[0]?.id).toBe("lead_20");
  expect(new Set(handed.all.map(({ id }) => id)).size).toBe(50);
});
