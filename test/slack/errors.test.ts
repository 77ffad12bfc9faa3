import { webApi } from "@slack/bolt";
import { describe, expect, test } from "vitest";
import { failureOf } from "../../src/slack/client.ts";
import { knownCodes, neverSent, sortOfCode } from "../../src/slack/errors.ts";

/** What Slack's reference lists for the methods that Baton calls. */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  "auth.test": ["internal_error", "invalid_auth"],
  "users.info": ["user_not_found", "user_not_visible", "too_many_users"],
  "chat.postMessage": [
    "channel_not_found",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "is_archived",
    "markdown_text_conflict",
    "message_limit_exceeded",
    "messages_tab_disabled",
    "metadata_must_be_sent_from_app",
    "metadata_too_large",
    "msg_blocks_too_long",
    "no_text",
    "not_in_channel",
    "rate_limited",
    "restricted_action",
    "restricted_action_read_only_channel",
    "team_not_found",
    "too_many_attachments",
  ],
  "chat.update": [
    "block_mismatch",
    "cant_update_message",
    "channel_not_found",
    "edit_window_closed",
    "external_channel_migrating",
    "is_inactive",
    "message_not_found",
    "msg_too_long",
    "posting_to_channel_denied",
    "streaming_state_conflict",
    "update_failed",
  ],
  "chat.postEphemeral": ["user_not_in_channel", "cannot_reply_to_message"],
  "conversations.open": [
    "invalid_user_combination",
    "method_not_supported_for_channel_type",
    "missing_scope",
    "not_enough_users",
    "user_disabled",
    "users_list_not_supplied",
  ],
  "conversations.history": [
    "channel_is_limited_access",
    "invalid_cursor",
    "invalid_metadata_filter_keys",
    "invalid_ts_latest",
    "invalid_ts_oldest",
  ],
  "files.getUploadURLExternal": [
    "alt_txt_too_large",
    "file_type_not_allowed",
    "file_upload_size_restricted",
    "file_uploads_disabled",
    "file_uploads_except_images_disabled",
    "missing_argument",
    "snippet_too_large",
    "storage_limit_reached",
    "unknown_snippet_type",
    "unknown_subtype",
  ],
  "files.completeUploadExternal": [
    "access_denied",
    "channels_limit_exceeded",
    "file_not_found",
    "file_type_not_allowed",
    "file_update_failed",
    "invalid_channel",
  ],
  "views.open": [
    "duplicate_external_id",
    "exchanged_trigger_id",
    "expired_trigger_id",
    "invalid_trigger_id",
    "view_too_large",
  ],
  "views.update": ["hash_conflict", "not_found"],
};

test.each(Object.entries(DOCUMENTED))("every code of %s is sorted on purpose", (_method, codes) => {
  const known = new Set(knownCodes());
  expect(codes.filter((code) => !known.has(code))).toEqual([]);
});

test("no code is sorted twice", () => {
  const codes = knownCodes();
  expect(new Set(codes).size).toBe(codes.length);
});

test.each([
  ["message_not_found", "message_gone"],
  ["cant_update_message", "message_gone"],
  ["edit_window_closed", "message_gone"],
  ["user_disabled", "person_gone"],
  ["user_not_found", "person_gone"],
  ["cannot_dm_bot", "person_gone"],
  ["messages_tab_disabled", "person_gone"],
  ["channel_not_found", "place_gone"],
  ["is_archived", "place_gone"],
  ["not_in_channel", "permanent"],
  ["invalid_blocks", "permanent"],
  ["msg_too_long", "permanent"],
  ["fatal_error", "unclear"],
  ["internal_error", "unclear"],
  ["service_unavailable", "passing"],
  ["token_revoked", "passing"],
  ["ratelimited", "rate_limited"],
] as const)("%s is %s", (code, sort) => {
  expect(sortOfCode(code)).toBe(sort);
});

test("a code that nobody knows yet is tried again; what is no code tells nothing", () => {
  expect(sortOfCode("a_code_of_tomorrow")).toBe("passing");
  expect(sortOfCode("<html>Bad gateway</html>")).toBe("unclear");
});

describe("a failed request", () => {
  const failed = (code: string) =>
    new webApi.WebAPIRequestError(
      new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) }),
    );

  test.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"])(
    "that met %s was never sent",
    (code) => {
      expect(failureOf(failed(code))).toMatchObject({ kind: "passing" });
    },
  );

  test.each(["ECONNRESET", "UND_ERR_SOCKET", "UND_ERR_HEADERS_TIMEOUT", "EPIPE"])(
    "that met %s may have been done",
    (code) => {
      expect(failureOf(failed(code))).toMatchObject({ kind: "unclear" });
    },
  );

  test("that took too long may have been done", () => {
    const timeout = new DOMException("The operation was aborted due to timeout", "TimeoutError");
    expect(failureOf(new webApi.WebAPIRequestError(timeout))).toMatchObject({ kind: "unclear" });
    expect(neverSent(timeout)).toBe(false);
  });

  test("is unclear at 5xx, which may come from behind the door, and definite at 4xx", () => {
    expect(failureOf(new webApi.WebAPIHTTPError(503, "", {}))).toEqual({
      kind: "unclear",
      error: "http 503",
    });
    expect(failureOf(new webApi.WebAPIHTTPError(403, "", {}))).toEqual({
      kind: "passing",
      error: "http 403",
    });
  });

  test("waits as long as Slack says", () => {
    expect(failureOf(new webApi.WebAPIRateLimitedError(30))).toEqual({
      kind: "rate_limited",
      waitMs: 30_000,
    });
    const soft = new webApi.WebAPIPlatformError({ ok: false, error: "ratelimited" });
    expect(failureOf(soft)).toEqual({ kind: "rate_limited", waitMs: 5_000 });
  });
});
