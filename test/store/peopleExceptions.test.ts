import { beforeEach, expect, test } from "vitest";
import { onBothDatabases } from "./support/databases.ts";
import { at } from "./support/leads.ts";

onBothDatabases(({ stores: { people, exceptions }, database, empty }) => {
  beforeEach(empty);

  test("what Slack last said of a person is what counts", async () => {
    const person = {
      slack: "U1",
      name: "Alice",
      status: "active",
      until: null,
      timezone: "Europe/London",
    } as const;
    await people.put(person, at(0));
    await people.put({ ...person, slack: "U2", timezone: null }, at(0));
    await people.put({ ...person, status: "unreachable", until: at(15) }, at(1));
    expect(await people.all()).toEqual(
      new Map([
        ["U1", { ...person, status: "unreachable", until: at(15) }],
        ["U2", { ...person, slack: "U2", timezone: null }],
      ]),
    );
  });

  test("a refused body is kept whole, whatever it holds", async () => {
    const raw = '{"email":"\0\ud83e\udd88"}';
    await exceptions.keep([
      {
        id: "exc_1",
        source: "website",
        code: "invalid",
        fields: [{ "\0": "\ud800 \0" }],
        raw,
        receivedAt: at(0),
      },
      { id: "exc_2", source: null, code: "not_json", fields: null, raw: "", receivedAt: at(1) },
    ]);
    await exceptions.keep([]);
    const kept = await database.prisma.exception.findMany({ orderBy: { id: "asc" } });
    expect(kept.map(({ raw }) => Buffer.from(raw).toString("utf8"))).toEqual([raw, ""]);
    expect(kept).toMatchObject([
      { source: "website", code: "invalid", fields: [{ "\ufffd": "\ufffd \ufffd" }] },
      { source: null, code: "not_json", fields: null },
    ]);
  });
});
