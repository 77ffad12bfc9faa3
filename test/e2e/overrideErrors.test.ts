// The override form, filled in wrongly or too late.
import { describe, expect, it } from "vitest";
import {
  choose,
  decided,
  idOf,
  MONA,
  openForm,
  openManaged,
  other,
  ownerOf,
  refusalOf,
  typesOf,
  WHY,
} from "../support/overrides.ts";

describe("what is wrong with the form is said at its field", () => {
  it("a short justification, blanks not counted; no rep; no link", async () => {
    await using space = await openManaged();
    const id = await decided(space);
    await openForm(space, MONA, id);
    const mona = space.sim.user(MONA);
    await choose(space, MONA, "Action", "Reassign");
    await mona.fill("Reason code", "wrong_owner");
    await mona.fill("Rep", other(await ownerOf(space, id)));
    await mona.fill("Business justification", `nineteen characters${" ".repeat(30)}`);
    await mona.fill("Evidence link", "javascript:alert(1)");
    expect(await mona.submit()).toMatchObject({
      outcome: "errors",
      errors: {
        "Business justification": "Say why in 20 characters or more; these are 19",
        "Evidence link": "Give a link that begins with http:// or https://",
      },
    });
    expect(await typesOf(space, id)).not.toContain("overridden");
  });

  it("characters that nobody sees make no justification, and those that no database keeps are no failure", async () => {
    await using space = await openManaged();
    const id = await decided(space);
    await openForm(space, MONA, id);
    const mona = space.sim.user(MONA);
    await choose(space, MONA, "Action", "Extend");
    await mona.fill("Reason code", "wrong_owner");
    await mona.fill("Extend by", "1 hour");
    await mona.fill("Business justification", `Because${"\u200b\u2060".repeat(20)}.`);
    expect((await mona.submit()).errors).toEqual({
      "Business justification": "Say why in 20 characters or more; these are 8",
    });
    await mona.fill("Business justification", `${WHY} \0 \ud83d`);
    expect(await mona.submit()).toMatchObject({ outcome: "closed" });
    await space.settle();
    const record = await space.baton.services.leads.load(id);
    expect(record?.person.overrides[0]?.justification).toBe(`${WHY} \ufffd \ufffd`);
  });

  it("a rep who is deactivated while the form is open", async () => {
    await using space = await openManaged();
    const id = await decided(space);
    const rep = other(await ownerOf(space, id));
    await openForm(space, MONA, id);
    await choose(space, MONA, "Action", "Reassign");
    await space.sim.deactivate(idOf(rep));
    await space.settle();
    const mona = space.sim.user(MONA);
    await mona.fill("Reason code", "wrong_owner");
    await mona.fill("Business justification", WHY);
    await mona.fill("Rep", rep);
    const said = await refusalOf(space, MONA, await mona.submit(), /That rep/);
    expect(said).toBe("That rep is away or not active: pick another one.");
  });

  it("the lead moved on while the form was open: one line says who has it", async () => {
    await using space = await openManaged();
    const id = await decided(space);
    const owner = await ownerOf(space, id);
    await openForm(space, MONA, id);
    await choose(space, MONA, "Action", "Extend");
    await space.sim.user(owner).press(space.card(owner), "Accept");
    await space.settle();
    const mona = space.sim.user(MONA);
    await mona.fill("Reason code", "wrong_owner");
    await mona.fill("Business justification", WHY);
    await mona.fill("Extend by", "1 day");
    const said = await refusalOf(space, MONA, await mona.submit(), /does not fit/);
    expect(said).toMatch(/^That does not fit this lead as it is now. \w+ has it now. Nothing was changed.$/);
    expect(await typesOf(space, id)).not.toContain("overridden");
  });
});
