// /healthz, /readyz, /metrics: what machines ask about the process.
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { answerUnauthorized, type Bearers } from "./bearers.ts";
import type { HttpDeps } from "./deps.ts";
import { answerProblem, problem } from "./problems.ts";

type Handler = (c: Context) => Promise<Response>;

export function operationRoutes(
  deps: Pick<HttpDeps, "failingChecks" | "registry"> & { readonly bearers: Bearers },
): { healthz: Handler; readyz: Handler; metrics: Handler } {
  return {
    healthz: async (c) => c.json({ status: "ok" }),

    readyz: async (c) => {
      const failing = await deps.failingChecks();
      if (failing.length === 0) return c.json({ status: "ready" });
      return answerProblem(c, problem("not_ready", failing.join("; ")));
    },

    metrics: async (c) => {
      if (deps.bearers.hasAdmin) {
        if (deps.bearers.of(c)?.kind !== "admin") return answerUnauthorized(c);
      } else if (!isLocal(c)) {
        const detail = "without BATON_ADMIN_TOKEN, metrics are shown on this machine only";
        return answerProblem(c, problem("forbidden", detail));
      }
      return c.text(await deps.registry.metrics(), 200, { "Content-Type": deps.registry.contentType });
    },
  };
}

/** Whether the request comes from this machine itself, and was not passed on by a proxy that runs on it. */
function isLocal(c: Context): boolean {
  if (c.req.header("forwarded") || c.req.header("x-forwarded-for")) return false;
  const incoming = (c.env as { incoming?: unknown } | undefined)?.incoming;
  const address = incoming === undefined ? undefined : getConnInfo(c).remote.address;
  return address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
