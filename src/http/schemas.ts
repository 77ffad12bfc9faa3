// The shapes of answers, as `/openapi.json` publishes them.
import { z } from "zod";
import { LEAD_STATES } from "../domain/lead.ts";
import { MOST_TEXT } from "../intake/limits.ts";

const leadId = z
  .string()
  .regex(/^lead_[0-9a-f]{32}$/)
  .meta({ description: "Sorts by the time of arrival", example: "lead_019300000000700080000000000000aa" });
const state = z.enum(LEAD_STATES).meta({ id: "LeadState", description: "Where a lead is" });
const instant = z.iso.datetime().meta({ description: "RFC 3339, UTC" });

export const receivedSchema = z
  .object({ leadId, status: z.literal("received") })
  .meta({ id: "Received", description: "The lead is on disk" });

export const recordedSchema = z
  .object({ leadId, status: z.literal("recorded") })
  .meta({ id: "Recorded", description: "It is on disk, or was before" });

export const knownSchema = z
  .object({ leadId, status: state })
  .meta({ id: "Known", description: "The same lead again, with its present state" });

export const problemSchema = z
  .object({
    type: z.string().meta({ example: "urn:baton:problem:invalid" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(z.object({ path: z.string().meta({ example: "company.domain" }), message: z.string() }))
      .optional()
      .meta({ description: "Every invalid field, by its path in the lead" }),
  })
  .meta({ id: "Problem", description: "RFC 9457" });

export const batchResultSchema = z
  .array(
    z.union([
      z.object({ status: z.union([z.literal(202), z.literal(200)]), leadId }),
      z.object({ status: z.int(), problem: problemSchema }),
    ]),
  )
  .meta({ id: "BatchResult", description: "One result a lead, in the order of the leads" });

export const leadViewSchema = z
  .object({
    leadId,
    source: z.string(),
    externalId: z.string().max(MOST_TEXT),
    state,
    overdue: z.boolean().meta({ description: "The accept window of the present offer has passed" }),
    cycle: z.int().min(1).meta({ description: "Which trip through Baton this is" }),
    owner: z
      .object({ slack: z.string(), name: z.string() })
      .nullable()
      .meta({ description: "The rep, or the Overflow Manager" }),
    tier: z.string().nullable().meta({ description: "Null before qualification" }),
    score: z.number().nullable().meta({ description: "Null before qualification" }),
    mergedInto: leadId
      .optional()
      .meta({ description: "Of a merged lead: the one that goes on in its place" }),
    policyVersion: z.int().meta({ description: "The version of the rules that decides this cycle" }),
    nextDeadline: z
      .object({ at: instant, does: z.string() })
      .nullable()
      .meta({ description: "What happens by time" }),
    why: z
      .array(
        z.object({
          rule: z.string().meta({ example: "tier:3" }),
          points: z.number().optional(),
          read: z.record(z.string(), z.unknown()).meta({ description: "The values that the rule read" }),
          missing: z.array(z.string()).readonly().optional(),
          text: z.string(),
        }),
      )
      .readonly()
      .meta({ description: "What decided, strongest first" }),
  })
  .meta({ id: "LeadView", description: "A lead's present state" });
