// Where people decided otherwise than the rules, and which of the two brought more leads to a rep who took them.
import { type Difference, differenceOf, type Rate, rateOf } from "./figures/rates.ts";

/**
 * How many leads of a time were left as the rules decided, or overridden, and how many of each a rep accepted or claimed
 * in it. A lead counts where it was decided or overridden in that time; an override counts when it is submitted.
 */
export interface DivergenceCount {
  readonly overridden: boolean;
  readonly leads: number;
  readonly converted: number;
}

export interface Divergence {
  /** Of all decisions, those that were overridden. */
  readonly overridden: Rate;
  /** Conversion: accepted or claimed by a rep, of those left as the rules decided, and of those overridden. */
  readonly conversion: { readonly automated: Rate; readonly overridden: Rate };
  /** By how much the conversion of the overridden is higher; null: too few to tell. */
  readonly difference: Difference | null;
}

/** Several counts of a side, such as one by day, add up. */
export function divergenceOf(counts: readonly DivergenceCount[]): Divergence {
  const side = (overridden: boolean) => {
    const mine = counts.filter((one) => one.overridden === overridden);
    const leads = mine.reduce((sum, one) => sum + one.leads, 0);
    return rateOf(
      mine.reduce((sum, one) => sum + one.converted, 0),
      leads,
    );
  };
  const [automated, overridden] = [side(false), side(true)];
  return {
    overridden: rateOf(overridden.of, automated.of + overridden.of),
    conversion: { automated, overridden },
    difference: differenceOf(overridden, automated),
  };
}
