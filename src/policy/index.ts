/** The rules and the people: from YAML to something that can decide. Pure: the caller reads the files. */
export { isValueOf } from "./attributeValue.ts";
export { checkAgainstTeam } from "./checkAgainstTeam.ts";
export { clockFor } from "./clockFor.ts";
export { compilePolicy, parsePolicy } from "./compilePolicy.ts";
export { compileTeam, parseTeam } from "./compileTeam.ts";
export { prepareFacts, withScore } from "./facts.ts";
export { nearest } from "./nearest.ts";
export { policySummary } from "./policySummary.ts";
export { formatProblem, formatRemark } from "./problem.ts";
export type * from "./results.ts";
export type * from "./types.ts";
export { unknownSeniorities } from "./unknownSeniorities.ts";
export { unroutableReps } from "./unroutableReps.ts";
