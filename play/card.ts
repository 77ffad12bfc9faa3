// What a person sees on one of Baton's cards: which kind it is, by its buttons; the tier and the score it names.
import type { SimMessage } from "../sim/index.ts";

export type CardKind = "offer" | "tank" | "overflow";

export interface Card {
  readonly kind: CardKind;
  readonly message: SimMessage;
  readonly tier: string | null;
  readonly score: number | null;
}

const KIND_BY_BUTTON: readonly (readonly [string, CardKind])[] = [
  ["Accept", "offer"],
  ["Claim", "tank"],
  ["Assign", "overflow"],
];

/** Null: nothing on it waits for anybody. */
export function readCard(message: SimMessage): Card | null {
  const buttons = buttonsOf(message);
  const kind = KIND_BY_BUTTON.find(([label]) => buttons.includes(label))?.[1];
  if (kind === undefined || message.deleted) return null;
  const text = JSON.stringify(message.blocks);
  const score = /Score (-?\d+)/i.exec(text.replaceAll("−", "-"))?.[1];
  return {
    kind,
    message,
    tier: /Tier ([^*\\",]+)/.exec(text)?.[1]?.trim() ?? null,
    score: score === undefined ? null : Number(score),
  };
}

function buttonsOf({ blocks }: SimMessage): string[] {
  return blocks.flatMap((block) =>
    block.type === "actions"
      ? block.elements.flatMap((element) => (element.type === "button" ? [element.text.text] : []))
      : [],
  );
}
