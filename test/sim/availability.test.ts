// Do not disturb and status: what people set, and what the app is told and may ask.
import { describe, expect, test } from "vitest";
import { ALICE, BOB, boltApp, clientFor, refusal, standingClock, TRANSPORTS, workspace } from "./support.ts";

const MINUTE = 60_000;

describe("do not disturb", () => {
  test("is the window from now to its end, and over by the clock", async () => {
    const clock = standingClock();
    const sim = await workspace({ now: clock.now });
    const client = clientFor(sim);
    const start = clock.now() / 1_000;
    expect(await client.dnd.info({ user: ALICE })).toMatchObject({
      dnd_enabled: false,
      next_dnd_start_ts: 1,
    });
    sim.user(ALICE).snooze(60);
    const info = await client.dnd.info({ user: ALICE });
    expect(info).toMatchObject({
      dnd_enabled: true,
      next_dnd_start_ts: start,
      next_dnd_end_ts: start + 3_600,
    });
    expect(info).not.toHaveProperty("snooze_enabled");
    const team = await client.dnd.teamInfo({ users: `${ALICE},${BOB}` });
    expect(team.users).toMatchObject({ [ALICE]: { dnd_enabled: true }, [BOB]: { dnd_enabled: false } });
    clock.turn(60 * MINUTE - 1);
    expect((await client.dnd.info({ user: ALICE })).dnd_enabled).toBe(true);
    clock.turn(1);
    expect((await client.dnd.info({ user: ALICE })).dnd_enabled).toBe(false);
  });

  test.each(TRANSPORTS)("is told over %s when it begins and when it is ended", async (transport) => {
    const sim = await workspace({ scopes: ["dnd:read"], events: ["dnd_updated_user"] });
    const told: unknown[] = [];
    await boltApp(sim, transport, (app) => {
      app.event("dnd_updated_user", async ({ event }) => void told.push(event));
    });
    if (transport === "socket") await sim.waitFor(() => sim.connections > 0);
    sim.user(ALICE).snooze(30);
    await sim.settled();
    sim.user(ALICE).endSnooze();
    await sim.settled();
    expect(told).toMatchObject([
      { user: ALICE, dnd_status: { dnd_enabled: true } },
      { user: ALICE, dnd_status: { dnd_enabled: false } },
    ]);
  });

  test("needs dnd:read, to be asked and to be told", async () => {
    const sim = await workspace({ scopes: ["users:read"] });
    const told: unknown[] = [];
    await boltApp(sim, "http", (app) => {
      app.event("dnd_updated_user", async ({ event }) => void told.push(event));
      app.event("user_change", async ({ event }) => void told.push(event.type));
    });
    sim.user(ALICE).snooze(30);
    sim.user(ALICE).setStatus({ text: "Lunch" });
    await sim.settled();
    expect(told).toEqual(["user_change"]);
    expect(await refusal(clientFor(sim).dnd.info({ user: ALICE }))).toMatchObject({ needed: "dnd:read" });
  });

  test("of nobody, of too many, and of a stranger is refused", async () => {
    const client = clientFor(await workspace());
    expect((await refusal(client.apiCall("dnd.teamInfo"))).error).toBe("no_users_provided");
    const many = Array.from({ length: 51 }, () => ALICE).join();
    expect((await refusal(client.dnd.teamInfo({ users: many }))).error).toBe("too_many_users");
    expect((await refusal(client.dnd.teamInfo({ users: "U0NOBODY" }))).error).toBe("user_not_visible");
    expect((await refusal(client.dnd.info({ user: "U0NOBODY" }))).error).toBe("user_not_found");
  });
});

describe("a status", () => {
  test("is in users.info until it expires, and user_change tells of it", async () => {
    const clock = standingClock();
    const sim = await workspace({ now: clock.now });
    const told: unknown[] = [];
    await boltApp(sim, "http", (app) => {
      app.event("user_change", async ({ event }) => void told.push(event.user.profile));
    });
    const expiration = clock.now() / 1_000 + 600;
    const status = { status_text: "On holiday", status_emoji: ":palm_tree:", status_expiration: expiration };
    sim.user(ALICE).setStatus({ text: "On holiday", emoji: ":palm_tree:", expiration });
    await sim.settled();
    expect(told).toMatchObject([status]);
    const profile = async () => (await clientFor(sim).users.info({ user: ALICE })).user?.profile;
    expect(await profile()).toMatchObject(status);
    clock.turn(10 * MINUTE);
    expect(await profile()).toMatchObject({ status_text: "", status_emoji: "", status_expiration: 0 });
  });
});

test("another process sets both over HTTP", async () => {
  const sim = await workspace();
  const send = (path: string, body: unknown) =>
    fetch(`${sim.url}/_sim${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const dnd = async () => (await clientFor(sim).dnd.info({ user: ALICE })).dnd_enabled;
  expect((await send("/snooze", { user: ALICE, minutes: 5 })).status).toBe(200);
  expect(await dnd()).toBe(true);
  expect((await send("/snooze/end", { user: ALICE })).status).toBe(200);
  expect(await dnd()).toBe(false);
  expect((await send("/status", { user: ALICE, emoji: ":face_with_thermometer:" })).status).toBe(200);
  const { user } = await clientFor(sim).users.info({ user: ALICE });
  expect(user?.profile?.status_emoji).toBe(":face_with_thermometer:");
  expect((await send("/snooze", { user: ALICE, minutes: -5 })).status).toBe(400);
});
