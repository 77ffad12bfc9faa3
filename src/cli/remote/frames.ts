// What goes over the bot's socket: JSON, one frame a line. The client sends one `Asked`; the bot answers `hello` at
// once, then what the command prints, and at last its exit code.

import { z } from "zod";
import { linesOf } from "../../app/audit/lines.ts";

export const asked = z.strictObject({
  argv: z.array(z.string()),
  /** Absolute: where the client's relative paths start from. */
  cwd: z.string(),
  /** Whether the client's standard error is a terminal. */
  terminal: z.boolean(),
  /** Whether unexpected errors come with their stack. */
  debug: z.boolean(),
});
export type Asked = z.infer<typeof asked>;

export const answered = z.union([
  z.strictObject({ hello: z.literal(true) }),
  z.strictObject({ out: z.string() }),
  z.strictObject({ err: z.string() }),
  z.strictObject({ exit: z.union([z.literal(0), z.literal(1), z.literal(2)]) }),
]);
export type Answered = z.infer<typeof answered>;

export function frame(value: Asked | Answered): string {
  return `${JSON.stringify(value)}\n`;
}

/** The frames that arrive until the other side ends. @throws when one is malformed, or the connection breaks */
export async function* frames<T>(chunks: AsyncIterable<Uint8Array>, schema: z.ZodType<T>): AsyncGenerator<T> {
  for await (const { text } of linesOf(chunks)) {
    if (text === null) return;
    yield schema.parse(JSON.parse(text));
  }
}
