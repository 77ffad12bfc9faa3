// The chains of events that are no lead's: that of the rules, and that of the desk.
import { DESK_CHAIN, type DeskEventBody } from "./deskEvents.ts";
import { RULES_CHAIN, type RulesEventBody } from "./rulesEvents.ts";

export const OWN_CHAINS = [RULES_CHAIN, DESK_CHAIN] as const;
export type OwnChain = (typeof OWN_CHAINS)[number];

/** What each of them holds. */
export interface OwnEvents {
  readonly [RULES_CHAIN]: RulesEventBody;
  readonly [DESK_CHAIN]: DeskEventBody;
}
export type OwnEventBody = OwnEvents[OwnChain];

/** Whether what stands in the place of a lead's id names one of them. */
export function isOwnChain(id: string): id is OwnChain {
  return OWN_CHAINS.some((chain) => chain === id);
}
