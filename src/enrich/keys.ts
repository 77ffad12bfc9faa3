// The keys of providers: named in the policy, held in the environment.
import type { CompiledPolicy } from "../policy/types.ts";

/** By the name of the environment variable. */
export type Keys = Readonly<Record<string, string>>;

/** The key of that name; null where there is none, or none that can be sent. */
export function keyOf(keys: Keys, name: string): string | null {
  const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
  return key !== undefined && isSendable(key) ? key : null;
}

/** A sentence for every provider of a policy that cannot be asked for want of its key. */
export function keysMissing({ enrichment }: Pick<CompiledPolicy, "enrichment">, keys: Keys): string[] {
  return enrichment.flatMap((provider) => {
    if (provider.kind !== "http" || provider.key === null || keyOf(keys, provider.key) !== null) return [];
    const fault = Object.hasOwn(keys, provider.key) ? "holds a character that no header can" : "is not set";
    return `provider '${provider.id}' cannot be asked: ${provider.key} ${fault}; set it in the bot's environment and start again`;
  });
}

/** What fits into a header as it is. */
function isSendable(key: string): boolean {
  return /^[\x20-\x7e]+$/.test(key);
}
