// Slack's error codes, sorted by what to do about them. The codes are those of the methods Baton calls (auth.test,
// chat.*, conversations.open, conversations.history, files.*, users.info, views.*) and those that any method may answer.

/**
 * - `passing`: definitely not done, and may work later: Slack's trouble, or an installation that somebody must mend.
 * - `unclear`: Slack itself says that part of it may have been done.
 * - `rate_limited`: not done, wait.
 * - `message_gone`: the message to change is not there or closed to changes: a fresh one takes its place.
 * - `person_gone`: the person cannot be written to.
 * - `place_gone`: the conversation is closed to Baton: the person is gone where it is a DM, permanent where a channel.
 * - `permanent`: this very call will never succeed.
 */
export type CodeSort =
  | "passing"
  | "unclear"
  | "rate_limited"
  | "message_gone"
  | "person_gone"
  | "place_gone"
  | "permanent";

const CODES: Readonly<Record<CodeSort, readonly string[]>> = {
  passing: [
    // Slack's own trouble, before anything was done.
    "service_unavailable",
    "request_timeout", // the request arrived cut off
    "team_added_to_org", // the workspace is moving into an organisation
    "external_channel_migrating",
    "update_failed",
    "message_limit_exceeded", // the workspace as a whole sends too much
    "file_update_failed",
    "file_not_found", // the bytes are gone before they were completed: the upload begins anew
    "hash_conflict", // a modal changed in between
    // Baton's own access. Nothing was done, and all that waits goes out once the app is installed again.
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "missing_scope",
    "org_login_required",
    "ekm_access_denied",
    "access_denied",
    "accesslimited",
    "two_factor_setup_required",
    "app_access_restricted",
    "no_permission",
    "team_access_not_granted",
  ],
  // "It's possible some aspect of the operation succeeded before the error was raised."
  unclear: ["fatal_error", "internal_error"],
  rate_limited: ["ratelimited", "rate_limited"],
  message_gone: ["message_not_found", "cant_update_message", "edit_window_closed", "cant_edit_message"],
  person_gone: [
    "user_not_found",
    "users_not_found",
    "user_disabled",
    "user_not_visible",
    "cannot_dm_bot",
    "invalid_user_combination", // the id is a bot's, or Baton's own
    "messages_tab_disabled", // nobody can be written to until the app's Messages tab is on again
    "user_not_in_channel",
  ],
  place_gone: [
    "channel_not_found",
    "is_archived",
    "is_inactive",
    "restricted_action",
    "restricted_action_read_only_channel",
    "channel_is_limited_access",
    "method_not_supported_for_channel_type",
  ],
  permanent: [
    // The place.
    "not_in_channel",
    "posting_to_channel_denied",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
    "restricted_action_thread_only_channel",
    "duplicate_channel_not_found",
    "team_not_found",
    // The message.
    "invalid_blocks",
    "invalid_blocks_format",
    "block_mismatch",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "markdown_text_conflict",
    "invalid_attachments",
    "too_many_attachments",
    "attachment_payload_limit_exceeded",
    "too_many_contact_cards",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "metadata_too_large",
    "metadata_must_be_sent_from_app",
    "cannot_reply_to_message",
    "cant_broadcast_message",
    "duplicate_message_not_found",
    "streaming_state_conflict",
    "slack_connect_canvas_sharing_blocked",
    "slack_connect_file_link_sharing_blocked",
    "slack_connect_lists_sharing_blocked",
    // The modal: what has expired never comes back, the person presses again.
    "expired_trigger_id",
    "exchanged_trigger_id",
    "invalid_trigger_id",
    "duplicate_external_id",
    "view_too_large",
    "push_limit_reached",
    "not_found",
    // The file.
    "alt_txt_too_large",
    "channels_limit_exceeded",
    "file_type_not_allowed",
    "file_upload_size_restricted",
    "file_uploads_disabled",
    "file_uploads_except_images_disabled",
    "invalid_channel",
    "snippet_too_large",
    "storage_limit_reached",
    "unknown_snippet_type",
    "unknown_subtype",
    // The Home: the app's Home tab is not switched on, or this person has none.
    "not_enabled",
    "not_implemented",
    "missing_profile_id",
    // The call.
    "missing_argument",
    "invalid_arguments",
    "invalid_arg_name",
    "invalid_array_arg",
    "invalid_charset",
    "invalid_form_data",
    "invalid_post_type",
    "missing_post_type",
    "missing_args",
    "invalid_cursor",
    "invalid_limit",
    "invalid_metadata_filter_keys",
    "invalid_ts_latest",
    "invalid_ts_oldest",
    "too_many_users",
    "not_enough_users",
    "users_list_not_supplied",
    "not_allowed_token_type",
    "as_user_not_supported",
    "send_on_behalf_not_allowed",
    "method_deprecated",
    "deprecated_endpoint",
    "unknown_method",
  ],
};

const SORTED: ReadonlyMap<string, CodeSort> = new Map(
  (Object.keys(CODES) as CodeSort[]).flatMap((sort) => CODES[sort].map((code) => [code, sort] as const)),
);

/**
 * What to do about a code. One that is not known here was definitely refused, so trying again harms nobody, and gives
 * up no lead. What is no code at all (a proxy's page with status 200, say) tells nothing about what was done.
 */
export function sortOfCode(code: string): CodeSort {
  return SORTED.get(code) ?? (/^[a-z][a-z0-9_]{0,99}$/.test(code) ? "passing" : "unclear");
}

/** Every code that is sorted here. */
export function knownCodes(): string[] {
  return [...SORTED.keys()];
}

// Causes of a failed request that say: no byte of it has been sent.
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Whether a request that failed on its way was never sent; `error` as fetch throws it, its reason in `cause`. */
export function neverSent(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string" && NEVER_SENT.has(at.code)) return true;
  }
  return false;
}
