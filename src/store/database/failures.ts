/**
 * What a failed query means, from the errors of Prisma, its adapter, `pg`, PostgreSQL and Node's sockets. The one
 * that says what happened may sit anywhere inside the one that was thrown, so all are looked at.
 */

/** Node's sockets, PostgreSQL's SQLSTATEs, Prisma's codes: the database did not take the query, or was cut off. */
const away = new Set([
  ...[
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "EPIPE",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
  ],
  ...["ENOENT", "EACCES"].map((code) => `connect ${code}`),
  ...["57P01", "57P02", "57P03", "57P05", "57014", "53300", "25P03"], // shut down, starting, cancelled, full, idle
  ...["28000", "28P01", "3D000"], // login refused, no such database
  ...["P1000", "P1001", "P1002", "P1003", "P1008", "P1010", "P1011", "P1017", "P2024", "P2037"],
]);

/** SQLSTATE class 08: connection exceptions. */
const connectionException = /^08[0-9A-Z]{3}$/;

/** `pg` and Prisma have errors without a code. */
const awayMessages = [
  /^Connection terminated/,
  /^timeout exceeded when trying to connect$/,
  /^timeout expired$/,
  /^Query read timeout$/,
  /^Client (was closed|has encountered a connection error) and is not queryable$/,
  /^The server does not support SSL connections$/,
  /^There was an error establishing an SSL connection$/,
  /Unable to start a transaction in the given time/,
];

/** The adapter's names for what it recognised. */
const awayKinds = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TlsConnectionError",
  "TooManyConnections",
]);

/** Whether the query failed because the database could not be reached, went away or did not answer in time. */
export function isDatabaseAway(error: unknown): boolean {
  return layers(error).some(
    ({ code, originalCode, kind, message, syscall }) =>
      [code, originalCode].some(
        (value) => value !== undefined && (away.has(value) || connectionException.test(value)),
      ) ||
      (syscall === "connect" && away.has(`connect ${code}`)) ||
      (kind !== undefined && awayKinds.has(kind)) ||
      awayMessages.some((pattern) => message !== undefined && pattern.test(message)),
  );
}

/** Whether the same transaction, begun again, may well succeed: it lost to another one (serialization, deadlock). */
export function isRetryable(error: unknown): boolean {
  const codes = new Set(["P2034", "40001", "40P01"]);
  return layers(error).some(
    ({ code, originalCode }) => codes.has(code ?? "") || codes.has(originalCode ?? ""),
  );
}

/** The unique index that the row would have violated, by its name; undefined when it was another error. */
export function uniqueIndexOf(error: unknown): string | undefined {
  for (const { kind, code, constraint } of layers(error)) {
    if (kind !== "UniqueConstraintViolation" && code !== "23505") continue;
    if (typeof constraint === "string") return constraint;
    if (constraint?.index) return constraint.index;
  }
}

/** The innermost error's own words, in one line. */
export function reasonOf(error: unknown): string {
  const messages = layers(error).flatMap(({ originalMessage, message }) => originalMessage ?? message ?? []);
  const last = messages.findLast((message) => message.trim() !== "") ?? String(error);
  return last
    .trim()
    .replace(/\s*\n\s*/g, " ")
    .replace(/\.$/, "");
}

type Layer = {
  code?: string;
  message?: string;
  syscall?: string;
  kind?: string;
  originalCode?: string;
  originalMessage?: string;
  constraint?: string | { index?: string };
};

/** The error and every error inside it, outermost first. */
function layers(error: unknown, found: Layer[] = []): Layer[] {
  if (typeof error !== "object" || error === null || found.includes(error)) return found;
  found.push(error);
  const { cause, errors, meta } = error as {
    cause?: unknown;
    errors?: unknown;
    meta?: { driverAdapterError?: unknown };
  };
  layers(cause, found);
  layers(meta?.driverAdapterError, found);
  if (Array.isArray(errors)) for (const inner of errors) layers(inner, found);
  return found;
}
