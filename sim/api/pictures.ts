/** Whether the files that blocks show are there: `slack_file` in image blocks and elements, wherever they stand. */
import { type Problem, problemLine } from "../validate/problems.ts";
import type { World } from "../world.ts";
import { type Refusal, refuse, refuseFor } from "./answer.ts";
import { addressOf } from "./methods/files.ts";

type PictureState = "shown" | "not ready" | "unknown";

/** The refusal for the first file that cannot be shown, or undefined. That one is not ready yet is nobody's fault. */
export function refusePictures(
  world: World,
  blocks: readonly unknown[],
  root: string,
  code: "invalid_blocks" | "invalid_attachments" | "invalid_arguments",
): Refusal | undefined {
  const found = [...filesIn(blocks, root)].map(({ pointer, file }) => ({
    state: stateOf(world, file),
    problem: { pointer, message: "invalid slack file" } satisfies Problem,
  }));
  const wrong = found.filter(({ state }) => state !== "shown");
  if (wrong.length === 0) return undefined;
  const problems = wrong.map(({ problem }) => problem);
  if (wrong.some(({ state }) => state === "unknown")) {
    return refuseFor(code === "invalid_arguments" ? "view" : "blocks", code, problems);
  }
  const errors = problems.map(problemLine);
  return refuse(code, {
    errors,
    response_metadata: { messages: errors.map((line) => `[ERROR] ${line}`) },
  });
}

interface Shown {
  readonly id?: string;
  readonly url?: string;
}

function* filesIn(value: unknown, pointer: string): Generator<{ pointer: string; file: Shown }> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const place = `${pointer}/${key}`;
    if (key === "slack_file") yield { pointer: place, file: child as Shown };
    else yield* filesIn(child, place);
  }
}

function stateOf(world: World, { id, url }: Shown): PictureState {
  // One of both, never both.
  if ((id === undefined) === (url === undefined)) return "unknown";
  const file = world.files.get(id ?? url?.split("/").at(-1) ?? "");
  if (file === undefined || file.deleted || file.completed === null || file.kind === "binary")
    return "unknown";
  if (url !== undefined && url !== addressOf(world, file)) return "unknown";
  return world.now() < file.completed + world.filesReadyAfterMs ? "not ready" : "shown";
}
