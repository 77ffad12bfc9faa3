import type { KnownBlock } from "@slack/types";
import { beforeAll, describe, expect, test } from "vitest";
import { type Sim, SLACK_LIMITS, startSim } from "../../sim/index.ts";
import { EDGES, type Edge, inActions, push, select, times, x } from "./blockEdges.ts";
import { clientFor, MANAGERS, mrkdwn, options, plain, refusal } from "./support.ts";

let sim: Sim;
beforeAll(async () => {
  sim = await startSim({ channels: [{ id: MANAGERS, name: "managers" }], rateLimits: false });
  return () => sim.stop();
});

const L = SLACK_LIMITS;

const asBlocks = (made: ReturnType<Edge["block"]>): KnownBlock[] =>
  (Array.isArray(made) ? made : [made]) as unknown as KnownBlock[];

describe("the limits of a message's blocks", () => {
  test.each(EDGES)("$what: $limit pass, one more is refused", async ({ limit, block, pointer }) => {
    const client = clientFor(sim);
    const call = (size: number) =>
      client.chat.postMessage({ channel: MANAGERS, text: "t", blocks: asBlocks(block(size)) });
    expect((await call(limit)).ok).toBe(true);
    const refused = await refusal(call(limit + 1));
    expect(refused.error).toBe("invalid_blocks");
    expect(refused.response_metadata?.messages?.[0]).toContain(`[json-pointer:${pointer}]`);
    expect(refused.response_metadata?.messages?.[0]).toMatch(/^\[ERROR\] (must be less than|no more than)/);
  });

  test("blocks of 13,200 characters of JSON pass, one more is msg_blocks_too_long", async () => {
    const client = clientFor(sim);
    const sized = (length: number): KnownBlock[] => {
      const blocks: KnownBlock[] = times(5, () => ({ type: "section", text: mrkdwn(x(2_500)) }));
      const missing = length - JSON.stringify(blocks).length;
      blocks[0] = { type: "section", text: mrkdwn(x(2_500 + missing)) };
      return blocks;
    };
    expect(JSON.stringify(sized(L.blocksJson))).toHaveLength(L.blocksJson);
    const post = (length: number) =>
      client.chat.postMessage({ channel: MANAGERS, text: "t", blocks: sized(length) });
    expect((await post(L.blocksJson)).ok).toBe(true);
    expect((await refusal(post(L.blocksJson + 1))).error).toBe("msg_blocks_too_long");
  });

  test("a second table in a message is refused", async () => {
    const table = { type: "table", rows: [[{ type: "raw_text", text: "c" }]] } as KnownBlock;
    const call = clientFor(sim).chat.postMessage({ channel: MANAGERS, text: "t", blocks: [table, table] });
    expect((await refusal(call)).error).toBe("invalid_blocks");
  });
});

describe("what a block may be", () => {
  const wrong: readonly [string, unknown, string][] = [
    ["an unknown block", { type: "banner" }, "unsupported type: banner [json-pointer:/blocks/0/type]"],
    [
      "an unknown element",
      inActions({ type: "slider" }),
      "unsupported type: slider [json-pointer:/blocks/0/elements/0/type]",
    ],
    [
      "an element where it may not stand",
      { type: "section", text: mrkdwn("t"), accessory: { type: "plain_text_input" } },
      "unsupported type: plain_text_input",
    ],
    ["a field that is missing", { type: "header" }, "missing required field: text [json-pointer:/blocks/0]"],
    [
      "a field that Slack does not know",
      { type: "divider", colour: "red" },
      "invalid additional property: colour",
    ],
    ["a section of nothing", { type: "section" }, "must define either `fields` or `text`"],
    ["an empty text", { type: "section", text: mrkdwn("") }, "must be more than 0 characters"],
    ["mrkdwn in a header", { type: "header", text: mrkdwn("t") }, "must be one of: plain_text"],
    ["an empty list of elements", { type: "actions", elements: [] }, "no less than 1 items allowed"],
    [
      "options and option_groups together",
      inActions(select({ options: options(1), option_groups: [{ label: plain("g"), options: options(1) }] })),
      "must define either `options` or `option_groups`",
    ],
    [
      "an initial option that is none",
      inActions(select({ options: options(1), initial_option: { text: plain("z"), value: "z" } })),
      "initial option must match",
    ],
    ["a link that is none", push({ url: "not a url" }), "must be a valid URL"],
    ["a style that is none", push({ style: "green" }), "must be one of: primary, danger"],
  ];
  test.each(wrong)("%s is refused", async (_what, block, message) => {
    const call = clientFor(sim).chat.postMessage({
      channel: MANAGERS,
      text: "t",
      blocks: asBlocks(block as never),
    });
    const refused = await refusal(call);
    expect(refused.error).toBe("invalid_blocks");
    expect(refused.errors?.join()).toContain(message);
  });

  test("an action_id twice in a block and a block_id twice in a message are refused", async () => {
    const client = clientFor(sim);
    const twin = { type: "button", text: plain("b"), action_id: "twin" };
    const post = (blocks: unknown) =>
      client.chat.postMessage({ channel: MANAGERS, text: "t", blocks: blocks as KnownBlock[] });
    const inOne = await refusal(post([{ type: "actions", elements: [twin, twin] }]));
    expect(inOne.errors).toEqual([
      'action_id "twin" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ]);
    expect((await post([inActions(twin), inActions(twin)])).ok).toBe(true);
    const divider = { type: "divider", block_id: "d" };
    const twice = await refusal(post([divider, divider]));
    expect(twice.errors).toEqual(['block_id "d" already exists [json-pointer:/blocks/1/block_id]']);
  });

  test("blocks that are no JSON array are invalid_blocks_format", async () => {
    const call = clientFor(sim).apiCall("chat.postMessage", { channel: MANAGERS, text: "t", blocks: "[{" });
    expect((await refusal(call)).error).toBe("invalid_blocks_format");
  });
});

describe("the limits of a message's text", () => {
  test("a text of 40,000 characters stands; a longer one is cut and counts as a violation", async () => {
    const client = clientFor(sim);
    await client.chat.postMessage({ channel: MANAGERS, text: x(L.postText) });
    expect(sim.violations.map((each) => each.code)).not.toContain("message_truncated");
    const { ts, ...answer } = await client.chat.postMessage({ channel: MANAGERS, text: x(L.postText + 1) });
    expect(answer).toMatchObject({ warning: "message_truncated" });
    expect(sim.message({ channel: MANAGERS, ts: ts ?? "" })?.text).toHaveLength(L.postText);
    expect(sim.violations.map((each) => each.code)).toContain("message_truncated");
  });

  test("an update takes 4,000 characters, one more is msg_too_long", async () => {
    const client = clientFor(sim);
    const { ts = "" } = await client.chat.postMessage({ channel: MANAGERS, text: "first" });
    await client.chat.update({ channel: MANAGERS, ts, text: x(L.updateText) });
    const call = client.chat.update({ channel: MANAGERS, ts, text: x(L.updateText + 1) });
    expect((await refusal(call)).error).toBe("msg_too_long");
    expect(sim.message({ channel: MANAGERS, ts })?.text).toHaveLength(L.updateText);
  });

  test("nothing at all is no_text; blocks without text pass with a warning and a violation", async () => {
    const client = clientFor(sim);
    const nothing = client.apiCall("chat.postMessage", { channel: MANAGERS });
    expect((await refusal(nothing)).error).toBe("no_text");
    const bare = await client.apiCall("chat.postMessage", {
      channel: MANAGERS,
      blocks: [{ type: "divider" }],
    });
    expect(bare).toMatchObject({ warning: "missing_text_in_message" });
    expect(sim.violations.map((each) => each.code)).toContain("missing_text_in_message");
  });

  test("metadata needs a type and a payload, and has a size", async () => {
    const client = clientFor(sim);
    const post = (metadata: unknown) =>
      client.apiCall("chat.postMessage", { channel: MANAGERS, text: "t", metadata });
    expect((await refusal(post("{"))).error).toBe("invalid_metadata_format");
    expect((await refusal(post({ event_type: "t" }))).error).toBe("invalid_metadata_schema");
    const payload = (length: number) => ({ event_type: "t", event_payload: { x: x(length) } });
    const envelope = JSON.stringify(payload(0)).length;
    expect((await post(payload(L.metadataJson - envelope))).ok).toBe(true);
    expect((await refusal(post(payload(L.metadataJson - envelope + 1)))).error).toBe("metadata_too_large");
  });
});
