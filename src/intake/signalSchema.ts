// What a person known already has done, as a source reports it. The same schema is published in /openapi.json.
import { z } from "zod";
import { instant } from "../clock.ts";
import { email } from "./email.ts";
import { MOST_SIGNAL_NAME, MOST_TEXT } from "./limits.ts";

const inCharacters = (most: number) => (text: string) => text.length <= most || [...text].length <= most;
const tooLong = (most: number) => ({ error: `is longer than ${most} characters` });

export const signalSchema = z
  .strictObject({
    source: z.string().nullish().meta({ description: "May be left out: the token says it" }),
    externalId: z
      .string()
      .refine(inCharacters(MOST_TEXT), tooLong(MOST_TEXT))
      .nullish()
      .meta({ description: "The id under which this source sent the lead" }),
    email: z
      .string()
      .transform((text, context) => {
        const result = email(text);
        if (result.ok) return result.value;
        context.addIssue({ code: "custom", message: result.message });
        return z.NEVER;
      })
      .nullish()
      .meta({
        description: "In place of externalId: the person's newest lead, of this source before others",
      }),
    type: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,49}$/, {
        error: "must be a word such as page_visit: small letters, digits and _, at most 50",
      })
      .meta({ description: "What was done, such as page_visit" }),
    name: z
      .string()
      .transform((text) => text.trim())
      .refine((text) => text !== "", { error: "must not be empty" })
      .refine(inCharacters(MOST_SIGNAL_NAME), tooLong(MOST_SIGNAL_NAME))
      .meta({ description: "What it was done to, such as pricing", maxLength: MOST_SIGNAL_NAME }),
    at: z.iso
      .datetime({ offset: true })
      .transform((at) => instant(Date.parse(at)))
      .nullish()
      .meta({
        description: "When: RFC 3339; now where it is left out. The same at the same time counts once",
      }),
  })
  .meta({
    id: "Signal",
    description: "Something that a person known already has done",
    anyOf: [{ required: ["externalId"] }, { required: ["email"] }],
  });
