/** Interactive elements and images. One schema each, keyed by Slack's type name. */
import { z } from "zod";
import type { Limits } from "../limits.ts";
import { confirmDialog, link, option, optionSource, overflowOption, ownId, plainText } from "./objects.ts";

interface Choosable {
  readonly options?: readonly { value: string }[] | undefined;
  readonly option_groups?: readonly { options: readonly { value: string }[] }[] | undefined;
}

/** Every element type that Slack knows in blocks, built once for a set of limits. */
export function elementSchemas(limits: Limits) {
  const style = z.enum(["primary", "danger"]).optional();
  const label = z.string().min(1).max(limits.buttonText).optional();
  const actionId = ownId(limits);
  const confirm = confirmDialog(limits).optional();
  const placeholder = plainText(limits.placeholder).optional();
  const focus_on_load = z.boolean().optional();
  const acting = { action_id: actionId, confirm };
  const picking = { ...acting, placeholder, focus_on_load };
  const many = { ...picking, max_selected_items: z.int().min(1).optional() };
  const dispatching = {
    action_id: actionId,
    placeholder,
    focus_on_load,
    dispatch_action_config: z
      .strictObject({
        trigger_actions_on: z
          .array(z.enum(["on_enter_pressed", "on_character_entered"]))
          .min(1)
          .optional(),
      })
      .optional(),
  };
  const date = z.string().refine((day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)), {
    error: "must be a date like YYYY-MM-DD",
  });
  const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "must be a time like HH:mm" });
  const length = z.int().min(0).max(limits.plainTextInput).optional();
  const filter = z
    .strictObject({
      include: z
        .array(z.enum(["im", "mpim", "private", "public"]))
        .min(1)
        .optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional();
  const choices = z.array(option(limits, "any")).min(1).max(limits.choiceOptions);
  const ids = z.array(z.string().min(1)).min(1).optional();

  return {
    button: z.strictObject({
      type: z.literal("button"),
      ...acting,
      text: plainText(limits.buttonText),
      value: z.string().max(limits.buttonValue).optional(),
      url: link(limits).optional(),
      style,
      accessibility_label: label,
    }),
    workflow_button: z.strictObject({
      type: z.literal("workflow_button"),
      ...acting,
      text: plainText(limits.buttonText),
      workflow: z.looseObject({ trigger: z.looseObject({ url: link(limits) }) }),
      style,
      accessibility_label: label,
    }),
    overflow: z.strictObject({
      type: z.literal("overflow"),
      ...acting,
      options: z.array(overflowOption(limits)).min(1).max(limits.overflowOptions),
    }),
    static_select: z
      .strictObject({
        type: z.literal("static_select"),
        ...picking,
        ...optionSource(limits),
        initial_option: option(limits, "plain").optional(),
      })
      .check(oneOptionSource, ({ value, issues }) => checkInitial(value, value.initial_option, issues)),
    multi_static_select: z
      .strictObject({
        type: z.literal("multi_static_select"),
        ...many,
        ...optionSource(limits),
        initial_options: z.array(option(limits, "plain")).min(1).optional(),
      })
      .check(oneOptionSource, ({ value, issues }) => {
        for (const initial of value.initial_options ?? []) checkInitial(value, initial, issues);
      }),
    external_select: z.strictObject({
      type: z.literal("external_select"),
      ...picking,
      initial_option: option(limits, "plain").optional(),
      min_query_length: z.int().min(0).optional(),
    }),
    multi_external_select: z.strictObject({
      type: z.literal("multi_external_select"),
      ...many,
      initial_options: z.array(option(limits, "plain")).min(1).optional(),
      min_query_length: z.int().min(0).optional(),
    }),
    users_select: z.strictObject({
      type: z.literal("users_select"),
      ...picking,
      initial_user: z.string().min(1).optional(),
    }),
    multi_users_select: z.strictObject({
      type: z.literal("multi_users_select"),
      ...many,
      initial_users: ids,
    }),
    conversations_select: z.strictObject({
      type: z.literal("conversations_select"),
      ...picking,
      initial_conversation: z.string().min(1).optional(),
      default_to_current_conversation: z.boolean().optional(),
      response_url_enabled: z.boolean().optional(),
      filter,
    }),
    multi_conversations_select: z.strictObject({
      type: z.literal("multi_conversations_select"),
      ...many,
      initial_conversations: ids,
      default_to_current_conversation: z.boolean().optional(),
      filter,
    }),
    channels_select: z.strictObject({
      type: z.literal("channels_select"),
      ...picking,
      initial_channel: z.string().min(1).optional(),
      response_url_enabled: z.boolean().optional(),
    }),
    multi_channels_select: z.strictObject({
      type: z.literal("multi_channels_select"),
      ...many,
      initial_channels: ids,
    }),
    checkboxes: z
      .strictObject({
        type: z.literal("checkboxes"),
        ...acting,
        focus_on_load,
        options: choices,
        initial_options: z.array(option(limits, "any")).min(1).optional(),
      })
      .check(({ value, issues }) => {
        for (const initial of value.initial_options ?? []) checkInitial(value, initial, issues);
      }),
    radio_buttons: z
      .strictObject({
        type: z.literal("radio_buttons"),
        ...acting,
        focus_on_load,
        options: choices,
        initial_option: option(limits, "any").optional(),
      })
      .check(({ value, issues }) => checkInitial(value, value.initial_option, issues)),
    datepicker: z.strictObject({ type: z.literal("datepicker"), ...picking, initial_date: date.optional() }),
    timepicker: z.strictObject({
      type: z.literal("timepicker"),
      ...picking,
      initial_time: time.optional(),
      timezone: z.string().optional(),
    }),
    datetimepicker: z.strictObject({
      type: z.literal("datetimepicker"),
      ...acting,
      focus_on_load,
      initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
    }),
    plain_text_input: z
      .strictObject({
        type: z.literal("plain_text_input"),
        ...dispatching,
        initial_value: z.string().max(limits.plainTextInput).optional(),
        multiline: z.boolean().optional(),
        min_length: length,
        max_length: z.int().min(1).max(limits.plainTextInput).optional(),
      })
      .refine(({ min_length, max_length }) => (min_length ?? 0) <= (max_length ?? limits.plainTextInput), {
        error: "min_length must not be greater than max_length",
      }),
    email_text_input: z.strictObject({
      type: z.literal("email_text_input"),
      ...dispatching,
      initial_value: z.string().optional(),
    }),
    url_text_input: z.strictObject({
      type: z.literal("url_text_input"),
      ...dispatching,
      initial_value: z.string().optional(),
    }),
    number_input: z.strictObject({
      type: z.literal("number_input"),
      ...dispatching,
      is_decimal_allowed: z.boolean(),
      initial_value: z.string().optional(),
      min_value: z.string().optional(),
      max_value: z.string().optional(),
    }),
    rich_text_input: z.strictObject({
      type: z.literal("rich_text_input"),
      ...dispatching,
      initial_value: z.looseObject({ type: z.literal("rich_text") }).optional(),
      min_lines: z.int().min(1).max(100).optional(),
      max_lines: z.int().min(1).max(100).optional(),
    }),
    file_input: z.strictObject({
      type: z.literal("file_input"),
      action_id: actionId,
      filetypes: z.array(z.string()).optional(),
      max_files: z.int().min(1).max(10).optional(),
    }),
    image: imageSchema(limits),
  };
}

/** An image as an element, from a URL or a Slack file, never both. */
function imageSchema(limits: Limits) {
  return z
    .strictObject({
      type: z.literal("image"),
      alt_text: z.string().min(1).max(limits.imageAltText),
      image_url: link(limits).optional(),
      slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
    })
    .refine((image) => (image.image_url === undefined) !== (image.slack_file === undefined), {
      error: "must define either `image_url` or `slack_file`",
    });
}

function oneOptionSource({ value, issues }: { value: Choosable; issues: z.core.$ZodRawIssue[] }): void {
  if ((value.options === undefined) === (value.option_groups === undefined)) {
    issues.push({ code: "custom", input: value, message: "must define either `options` or `option_groups`" });
  }
}

function checkInitial(
  element: Choosable,
  initial: { readonly value: string } | undefined,
  issues: z.core.$ZodRawIssue[],
): void {
  if (initial === undefined) return;
  const options = element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  if (!options.some((option) => option.value === initial.value)) {
    issues.push({ code: "custom", input: element, message: "initial option must match one of the options" });
  }
}
