// A command's side: hands the command line to the running bot and prints what comes back.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { ExitCode, Io } from "../io.ts";
import { answered, frame, frames } from "./frames.ts";

/** How the bot answered; `absent`: nobody listens there; `silent`: somebody does and says nothing; `gone`: it ended. */
export type Asking =
  | { readonly kind: "done"; readonly code: ExitCode }
  | { readonly kind: "absent" | "silent" | "gone" };

/** `patienceMs`: how long the bot may take to say that it has heard. The command itself may take any time. */
export async function askBot(
  path: string,
  request: { readonly argv: readonly string[]; readonly debug: boolean },
  io: Io,
  patienceMs: number,
): Promise<Asking> {
  const socket = await connected(path);
  if (socket === null) return { kind: "absent" };
  let heard = false;
  const late = setTimeout(() => socket.destroy(), patienceMs);
  const { argv, debug } = request;
  socket.write(frame({ argv: [...argv], cwd: io.cwd, terminal: io.terminal, debug }));
  try {
    for await (const answer of frames(socket, answered)) {
      heard = true;
      clearTimeout(late);
      if ("out" in answer) io.out(answer.out);
      if ("err" in answer) io.err(answer.err);
      if ("exit" in answer) return { kind: "done", code: answer.exit };
    }
  } catch {
    // The connection broke: the same as an end before the exit code.
  } finally {
    clearTimeout(late);
    socket.destroy();
  }
  return { kind: heard ? "gone" : "silent" };
}

/** Null when nobody listens there. */
async function connected(path: string): Promise<Socket | null> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
  } catch {
    return null;
  }
  socket.on("error", () => {}); // the end of the answers says so
  return socket;
}
