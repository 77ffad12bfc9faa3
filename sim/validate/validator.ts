/** The checks of one workspace: schemas built once for its limits. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import type { Limits } from "../limits.ts";
import { blockSchemas, type Surface } from "./blocks.ts";
import { findDuplicates, tooManyTables } from "./duplicates.ts";
import { plainText } from "./objects.ts";
import { type Problem, toProblems } from "./problems.ts";

/** A view as an app sends it, checked. */
export interface ViewInput {
  readonly type: "modal" | "home";
  readonly title?: { type: "plain_text"; text: string; emoji?: boolean };
  readonly submit?: { type: "plain_text"; text: string; emoji?: boolean };
  readonly close?: { type: "plain_text"; text: string; emoji?: boolean };
  readonly blocks: readonly KnownBlock[];
  readonly private_metadata?: string;
  readonly callback_id?: string;
  readonly external_id?: string;
  readonly clear_on_close?: boolean;
  readonly notify_on_close?: boolean;
}

export interface Validator {
  readonly limits: Limits;
  /** What Slack would say about the blocks of a message; empty when it takes them. */
  messageBlocks(blocks: readonly unknown[], root?: string): Problem[];
  /** What Slack would say about a view. */
  view(view: unknown, root?: string): Problem[];
}

/** The reasons that a payload would be refused for, all at once as Slack reports them. */
export function createValidator(limits: Limits): Validator {
  const blocks = blockSchemas(limits);
  const common = {
    private_metadata: z.string().max(limits.privateMetadata).optional(),
    callback_id: z.string().max(limits.callbackId).optional(),
    external_id: z.string().max(limits.id).optional(),
  };
  const list = (surface: Surface) => z.array(blocks[surface]).min(1).max(limits.blocksPerView);
  const message = z.array(blocks.message).max(limits.blocksPerMessage);
  const view = z.discriminatedUnion("type", [
    z
      .strictObject({
        type: z.literal("modal"),
        ...common,
        title: plainText(limits.viewTitle),
        submit: plainText(limits.viewTitle).optional(),
        close: plainText(limits.viewTitle).optional(),
        blocks: list("modal"),
        clear_on_close: z.boolean().optional(),
        notify_on_close: z.boolean().optional(),
        submit_disabled: z.boolean().optional(),
      })
      .refine(
        (modal) => modal.submit !== undefined || !modal.blocks.some((block) => block.type === "input"),
        {
          error: "missing required field: submit",
        },
      ),
    z.strictObject({ type: z.literal("home"), ...common, blocks: list("home") }),
  ]);

  return {
    limits,
    messageBlocks: (input, root = "/blocks") => {
      const parsed = message.safeParse(input);
      if (!parsed.success) return toProblems(parsed.error, input, root);
      const problems = findDuplicates(parsed.data, root);
      if (tooManyTables(parsed.data, limits)) {
        problems.push({ pointer: root, message: "only_one_table_allowed" });
      }
      return problems;
    },
    view: (input, root = "/view") => {
      const parsed = view.safeParse(input);
      if (!parsed.success) return toProblems(parsed.error, input, root);
      return findDuplicates(parsed.data.blocks, `${root}/blocks`);
    },
  };
}
