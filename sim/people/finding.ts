/** Finds what a person means on a surface: the button that says "Accept", the field labelled "Reason". */
import { type Element, elementsOf, type LooseBlock, type Placed } from "../state/inputs.ts";
import type { Target } from "../types.ts";
import { Lapse } from "./lapse.ts";

export interface Option {
  readonly text: { readonly text: string };
  readonly value: string;
  readonly [field: string]: unknown;
}

/** Something that can be pressed: a button, or one entry of an overflow menu. */
interface Pressable extends Placed {
  readonly label: string;
  readonly option?: Option;
}

type Criteria = Exclude<Target, string>;

/** Every button and overflow entry, in reading order. */
function pressables(blocks: readonly unknown[]): Pressable[] {
  return elementsOf(blocks).flatMap((placed): Pressable[] => {
    const { element } = placed;
    if (element.type === "button" || element.type === "workflow_button") {
      return [{ ...placed, label: textOf(element.text) }];
    }
    if (element.type !== "overflow") return [];
    return (element.options as Option[]).map((option) => ({ ...placed, label: option.text.text, option }));
  });
}

/** The thing to press. Throws, naming what there is, when nothing or more than one thing fits. */
export function findPressable(blocks: readonly unknown[], target: Target): Pressable {
  const all = pressables(blocks);
  const wanted: Criteria = typeof target === "string" ? { text: target } : target;
  const fits = (item: Pressable): boolean =>
    matchesIds(item, wanted) &&
    (wanted.value === undefined || (item.option?.value ?? item.element.value) === wanted.value) &&
    (wanted.text === undefined || item.label === wanted.text || item.element.action_id === wanted.text);
  return pick(all.filter(fits), blocks, wanted, target, () => all.map((item) => item.label));
}

/** The menu or input. A string is its label, its section's text, its placeholder or an id. */
export function findInput(blocks: readonly unknown[], target: Target): Placed {
  const all = elementsOf(blocks).filter(
    ({ element }) => !["button", "overflow", "workflow_button"].includes(element.type),
  );
  const wanted: Criteria = typeof target === "string" ? { text: target } : target;
  const exact = all.filter((item) => {
    if (!matchesIds(item, wanted)) return false;
    const names = [...labels(item), item.element.action_id, item.block.block_id];
    return wanted.text === undefined || names.includes(wanted.text);
  });
  const loose = all.filter(
    (item) => matchesIds(item, wanted) && labels(item).some((label) => label.includes(wanted.text ?? "")),
  );
  const found = exact.length > 0 ? exact : loose;
  return pick(found, blocks, wanted, target, () => all.map((item) => inputLabel(item)));
}

/** What a person calls an input: its label, else the text beside it, else its placeholder. */
export function inputLabel(placed: Placed): string {
  return labels(placed)[0] ?? placed.element.action_id;
}

function labels({ block, element }: Placed): string[] {
  return [block.label?.text, block.text?.text, textOf(element.placeholder)].filter(
    (label) => label !== undefined && label !== "",
  ) as string[];
}

function matchesIds({ block, element }: Placed, wanted: Criteria): boolean {
  return (
    (wanted.actionId === undefined || element.action_id === wanted.actionId) &&
    (wanted.blockId === undefined || block.block_id === wanted.blockId)
  );
}

function pick<T extends Placed>(
  candidates: readonly T[],
  blocks: readonly unknown[],
  wanted: Criteria,
  target: Target,
  present: () => string[],
): T {
  const ranked = wanted.near === undefined ? [...candidates] : nearest(candidates, blocks, wanted.near);
  const chosen = ranked[wanted.nth ?? 0];
  const what = typeof target === "string" ? `"${target}"` : JSON.stringify(target);
  if (chosen === undefined) {
    const there = present().map((label) => `"${label}"`);
    throw new Lapse(
      "control_gone",
      `Nothing here is ${what}; there is ${there.join(", ") || "nothing to press or fill"}`,
    );
  }
  if (ranked.length > 1 && wanted.nth === undefined && wanted.near === undefined) {
    throw new Error(
      `${ranked.length} things here are ${what}: say which with \`near\`, \`value\` or \`nth\``,
    );
  }
  return chosen;
}

/** The candidates below (or in) a block with this text, the closest to it first. */
function nearest<T extends Placed>(candidates: readonly T[], blocks: readonly unknown[], near: string): T[] {
  const places = blocks as readonly LooseBlock[];
  const marked = places.flatMap((block, index) =>
    JSON.stringify(block).includes(jsonText(near)) ? [index] : [],
  );
  return candidates
    .flatMap((candidate) => {
      const at = places.findIndex((block) => block.block_id === candidate.block.block_id);
      const above = marked.filter((index) => index <= at).at(-1);
      return above === undefined ? [] : [{ candidate, distance: at - above }];
    })
    .sort((a, b) => a.distance - b.distance)
    .map(({ candidate }) => candidate);
}

/** Text as it stands inside JSON. */
function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function textOf(value: unknown): string {
  return typeof value === "object" && value !== null && "text" in value ? String(value.text) : "";
}

/** Every option of a menu or group, groups flattened. */
export function optionsOf(element: Element): Option[] {
  const groups = element.option_groups as { options: Option[] }[] | undefined;
  return (element.options as Option[] | undefined) ?? groups?.flatMap((group) => group.options) ?? [];
}
