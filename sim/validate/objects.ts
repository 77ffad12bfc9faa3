/** Composition objects: texts, options, confirm dialogs, as the places that hold them allow. */
import { z } from "zod";
import type { Limits } from "../limits.ts";

export function plainText(max: number) {
  return z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });
}

export function mrkdwnText(max: number) {
  return z.strictObject({
    type: z.literal("mrkdwn"),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });
}

export function anyText(max: number) {
  return z.discriminatedUnion("type", [plainText(max), mrkdwnText(max)]);
}

/** A link: Slack refuses what is no URL. */
export function link(limits: Limits) {
  return z
    .string()
    .min(1)
    .max(limits.url)
    .refine((url) => URL.canParse(url), { error: "must be a valid URL" });
}

/** An id of ours: optional, since Slack makes one up. */
export function ownId(limits: Limits) {
  return z.string().min(1).max(limits.id).optional();
}

export function confirmDialog(limits: Limits) {
  return z.strictObject({
    title: plainText(limits.confirmTitle).optional(),
    text: anyText(limits.confirmText),
    confirm: plainText(limits.confirmButton).optional(),
    deny: plainText(limits.confirmButton).optional(),
    style: z.enum(["primary", "danger"]).optional(),
  });
}

/** An option of a menu (plain text only) or of a checkbox or radio group (mrkdwn too). */
export function option(limits: Limits, texts: "plain" | "any") {
  return z.strictObject({
    text: texts === "plain" ? plainText(limits.optionText) : anyText(limits.optionText),
    value: z.string().min(1).max(limits.optionValue),
    description: (texts === "plain"
      ? plainText(limits.optionDescription)
      : anyText(limits.optionDescription)
    ).optional(),
  });
}

export function overflowOption(limits: Limits) {
  return option(limits, "plain").extend({ url: link(limits).optional() });
}

/** The fields that make options of a select, one of the two ways. */
export function optionSource(limits: Limits) {
  const options = z.array(option(limits, "plain")).min(1).max(limits.selectOptions);
  return {
    options: options.optional(),
    option_groups: z
      .array(z.strictObject({ label: plainText(limits.optionText), options }))
      .min(1)
      .max(limits.optionGroups)
      .optional(),
  };
}
