/** Blocks, and where each may stand: in a message, a modal, a Home tab. */
import { z } from "zod";
import type { Limits } from "../limits.ts";
import { elementSchemas } from "./elements.ts";
import { anyText, link, mrkdwnText, ownId, plainText } from "./objects.ts";
import { richTextElements } from "./richText.ts";

export type Surface = "message" | "modal" | "home";

/** The block types that a surface takes, as one schema for a single block. */
export function blockSchemas(limits: Limits) {
  const block_id = ownId(limits);
  const e = elementSchemas(limits);
  const picks = [
    e.static_select,
    e.multi_static_select,
    e.external_select,
    e.multi_external_select,
    e.users_select,
    e.multi_users_select,
    e.conversations_select,
    e.multi_conversations_select,
    e.channels_select,
    e.multi_channels_select,
    e.checkboxes,
    e.radio_buttons,
    e.datepicker,
    e.timepicker,
  ] as const;
  const clicks = [e.button, e.workflow_button, e.overflow, ...picks] as const;

  const cell = z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("raw_text"), text: z.string().min(1) }),
    z.strictObject({ type: z.literal("raw_number"), value: z.number(), text: z.string().min(1) }),
    z.strictObject({ type: z.literal("rich_text"), elements: richTextElements, block_id }),
  ]);
  const rows = z.array(z.array(cell).min(1).max(limits.tableColumns)).min(1).max(limits.tableRows);

  const everywhere = [
    z.strictObject({
      type: z.literal("actions"),
      block_id,
      elements: z
        .array(z.discriminatedUnion("type", [...clicks, e.datetimepicker, e.rich_text_input]))
        .min(1)
        .max(limits.actionsElements),
    }),
    z.strictObject({
      type: z.literal("context"),
      block_id,
      elements: z
        .array(
          z.discriminatedUnion("type", [
            plainText(limits.textObject),
            mrkdwnText(limits.textObject),
            e.image,
          ]),
        )
        .min(1)
        .max(limits.contextElements),
    }),
    z.strictObject({ type: z.literal("divider"), block_id }),
    z.strictObject({ type: z.literal("header"), block_id, text: plainText(limits.header) }),
    z
      .strictObject({
        type: z.literal("image"),
        block_id,
        alt_text: z.string().min(1).max(limits.imageAltText),
        title: plainText(limits.imageTitle).optional(),
        image_url: link(limits).optional(),
        slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
      })
      .refine((image) => (image.image_url === undefined) !== (image.slack_file === undefined), {
        error: "must define either `image_url` or `slack_file`",
      }),
    z.strictObject({
      type: z.literal("input"),
      block_id,
      label: plainText(limits.inputLabel),
      hint: plainText(limits.inputHint).optional(),
      optional: z.boolean().optional(),
      dispatch_action: z.boolean().optional(),
      element: z.discriminatedUnion("type", [
        ...picks,
        e.datetimepicker,
        e.plain_text_input,
        e.email_text_input,
        e.url_text_input,
        e.number_input,
        e.rich_text_input,
        e.file_input,
      ]),
    }),
    z.strictObject({ type: z.literal("rich_text"), block_id, elements: richTextElements }),
    z
      .strictObject({
        type: z.literal("section"),
        block_id,
        text: anyText(limits.sectionText).optional(),
        fields: z.array(anyText(limits.sectionFieldText)).min(1).max(limits.sectionFields).optional(),
        accessory: z.discriminatedUnion("type", [...clicks, e.image]).optional(),
        expand: z.boolean().optional(),
      })
      .refine((section) => section.text !== undefined || section.fields !== undefined, {
        error: "must define either `fields` or `text`",
      }),
    z.strictObject({
      type: z.literal("video"),
      block_id,
      alt_text: z.string().min(1),
      title: plainText(200),
      video_url: link(limits),
      thumbnail_url: link(limits),
      title_url: link(limits).optional(),
      author_name: z.string().max(50).optional(),
      provider_name: z.string().optional(),
      provider_icon_url: link(limits).optional(),
      description: plainText(200).optional(),
    }),
  ] as const;

  // The younger blocks are checked for their required fields only: their limits are not on record.
  const messageOnly = [
    z.strictObject({
      type: z.literal("table"),
      block_id,
      rows,
      column_settings: z.array(z.looseObject({})).max(limits.tableColumns).optional(),
    }),
    z.looseObject({ type: z.literal("data_table"), block_id, rows, caption: z.string() }),
    z.strictObject({
      type: z.literal("markdown"),
      block_id,
      text: z.string().min(1).max(limits.markdownText),
    }),
    z.looseObject({ type: z.literal("file"), block_id, external_id: z.string().min(1), source: z.string() }),
    z.looseObject({ type: z.literal("alert"), block_id, text: anyText(limits.textObject) }),
    z.looseObject({ type: z.literal("card"), block_id }),
    z.looseObject({ type: z.literal("carousel"), block_id, elements: z.array(z.looseObject({})).min(1) }),
    z.looseObject({
      type: z.literal("container"),
      block_id,
      child_blocks: z.array(z.looseObject({})).min(1),
    }),
    z.looseObject({
      type: z.literal("context_actions"),
      block_id,
      elements: z.array(z.looseObject({})).min(1),
    }),
    z.looseObject({ type: z.literal("task_card"), block_id, task_id: z.string(), title: z.string() }),
    z.looseObject({ type: z.literal("plan"), block_id, title: z.string() }),
  ] as const;

  const inMessage = z.discriminatedUnion("type", [...everywhere, ...messageOnly]);
  const inView = z.discriminatedUnion("type", [...everywhere]);
  return { message: inMessage, modal: inView, home: inView };
}
