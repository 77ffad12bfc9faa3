// The local Slack on the port that was asked for, or on the next one up that nobody listens on.
import { type Sim, type SimOptions, startSim } from "../sim/index.ts";
import { CannotRun } from "../src/cli/io.ts";

const LAST_PORT = 65_535;

/** @throws CannotRun when there is none. */
export async function startOnFreePort(port: number, options: SimOptions): Promise<Sim> {
  for (let candidate = port; candidate <= LAST_PORT; candidate++) {
    try {
      return await startSim({ ...options, port: candidate });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EACCES")
        throw new CannotRun(`--port: ${candidate} is not for everybody; take one above 1023`);
      if (code !== "EADDRINUSE") throw error;
    }
  }
  throw new CannotRun(`--port: every port from ${port} up is busy; name another one`);
}
