/** Which leads count where it is asked how many turned out to be none: conditions on a "Lead" called `lead`. */
import { Prisma } from "../generated/client.ts";

/** Decided by the rules. A lead that was merged, or whose person was suppressed before, was no decision of theirs. */
export const DECIDED = Prisma.sql`(
  lead.state::text NOT IN ('received', 'buffering', 'merged')
  AND NOT (lead.state::text = 'suppressed' AND lead.detail ->> 'because' = 'person')
)`;

/** Recycled as Not ICP by a rep, not the ICP by the rules, or suppressed by them. */
export const DISQUALIFIED = Prisma.sql`CASE lead.state::text
  WHEN 'recycled' THEN lead.detail -> 'recycled' ->> 'reason' = 'not_icp'
  WHEN 'nurture' THEN lead.detail ->> 'because' = 'icp'
  WHEN 'suppressed' THEN lead.detail ->> 'because' IN ('score', 'rule', 'check')
  ELSE false
END`;
