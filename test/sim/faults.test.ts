import { describe, expect, test } from "vitest";
import { ALICE, BOB, clientFor, MANAGERS, refusal, workspace } from "./support.ts";

const post = (client: ReturnType<typeof clientFor>, channel = MANAGERS) =>
  client.chat.postMessage({ channel, text: "t" });

describe("faults on demand", () => {
  test("drop_before cuts the connection and posts nothing, drop_after posts and cuts", async () => {
    const sim = await workspace();
    const client = clientFor(sim);
    const before = sim.fault({ kind: "drop_before", method: "chat.postMessage", times: 1 });
    await expect(post(client)).rejects.toMatchObject({ code: "slack_webapi_request_error" });
    expect(sim.messages(MANAGERS)).toHaveLength(0);
    expect(before.struck).toBe(1);

    sim.fault({ kind: "drop_after", times: 1 });
    await expect(post(client)).rejects.toMatchObject({ code: "slack_webapi_request_error" });
    expect(sim.messages(MANAGERS)).toHaveLength(1);
    expect((await post(client)).ok).toBe(true);
    expect(sim.calls.map(({ fault, ok }) => [fault, ok])).toEqual([
      ["drop_before", false],
      ["drop_after", false],
      [undefined, true],
    ]);
  });

  test("drop_after can apply the call only after the connection is gone", async () => {
    const sim = await workspace();
    sim.fault({ kind: "drop_after", applyAfterMs: 60, times: 1 });
    await expect(post(clientFor(sim))).rejects.toMatchObject({ code: "slack_webapi_request_error" });
    expect(sim.messages(MANAGERS)).toHaveLength(0);
    await sim.waitFor(() => sim.messages(MANAGERS).length === 1);
  });

  test("500, a chosen code and a 429 apply nothing and are no fault of the bot", async () => {
    const sim = await workspace();
    const client = clientFor(sim);
    sim.fault({ kind: "http_500", times: 1 });
    await expect(post(client)).rejects.toMatchObject({ code: "slack_webapi_http_error", statusCode: 500 });
    sim.fault({ kind: "error", code: "internal_error", times: 1 });
    expect((await refusal(post(client))).error).toBe("internal_error");
    sim.fault({ kind: "ratelimited", retryAfter: 7, times: 1 });
    await expect(post(client)).rejects.toMatchObject({ retryAfter: 7 });
    expect(sim.messages(MANAGERS)).toHaveLength(0);
    expect(sim.violations).toEqual([]);
    expect(sim.refusals.map((call) => call.fault)).toEqual(["http_500", "error", "ratelimited"]);
  });

  test("slow answers later and as usual", async () => {
    const sim = await workspace();
    sim.fault({ kind: "slow", delayMs: 80, times: 1 });
    const started = performance.now();
    expect((await post(clientFor(sim))).ok).toBe(true);
    expect(performance.now() - started).toBeGreaterThanOrEqual(75);
  });

  test("a fault strikes only its methods and its channel, a DM by either id, until it is cleared", async () => {
    const sim = await workspace({ rateLimits: false });
    const client = clientFor(sim);
    const fault = sim.fault({ kind: "error", code: "fatal_error", method: /^chat\./, channel: ALICE });
    expect((await client.auth.test()).ok).toBe(true);
    expect((await post(client)).ok).toBe(true);
    expect((await post(client, BOB)).ok).toBe(true);
    expect((await refusal(post(client, ALICE))).error).toBe("fatal_error");
    expect((await refusal(post(client, sim.user(ALICE).dm()))).error).toBe("fatal_error");
    fault.clear();
    expect((await post(client, ALICE)).ok).toBe(true);
  });

  test("a probability is drawn with the given randomness", async () => {
    const sim = await workspace({ rateLimits: false });
    const client = clientFor(sim);
    const draws = [0.1, 0.6, 0.4];
    sim.fault({ kind: "error", code: "fatal_error", probability: 0.5, random: () => draws.shift() ?? 1 });
    expect((await refusal(post(client))).error).toBe("fatal_error");
    expect((await post(client)).ok).toBe(true);
    expect((await refusal(post(client))).error).toBe("fatal_error");
    expect((await post(client)).ok).toBe(true);
  });
});
