// The router of everything but Slack. `main` mounts Slack's route on the same one: one port, one router.
import { Hono } from "hono";
import { routePath } from "hono/route";
import { Bearers } from "./bearers.ts";
import type { HttpDeps } from "./deps.ts";
import { createDoor } from "./door.ts";
import { groupCommit } from "./groupCommit.ts";
import { IntakeDesk } from "./intakeDesk.ts";
import { leadRoutes } from "./leadRoutes.ts";
import { intakeMetrics } from "./metrics.ts";
import { openApiDocument } from "./openapi.ts";
import { operationRoutes } from "./operationRoutes.ts";
import { answerProblem, type Problem, problem } from "./problems.ts";
import { signalRoute } from "./signalRoute.ts";

/** Builds the router; nothing listens yet. Further routes may be added to it. */
export function createHttp(deps: HttpDeps): Hono {
  const { log, isDatabaseAway } = deps;

  const failure = (error: unknown): Problem => {
    if (isDatabaseAway(error)) return problem("unavailable", "nothing was taken; send it again in a moment");
    log.error({ err: error }, "A request failed");
    return problem("broken", "this is a fault in Baton; its log says more");
  };

  const metrics = intakeMetrics(deps.registry);
  const bearers = new Bearers(deps.tokens);
  const desk = new IntakeDesk({
    ...deps,
    receive: groupCommit(deps.receive, isDatabaseAway),
    failure,
    metrics,
  });
  const door = createDoor({ bearers, desk, metrics });
  const leads = leadRoutes({ ...deps, bearers, desk, door });
  const signal = signalRoute({ ...deps, desk, door, failure });
  const operation = operationRoutes({ ...deps, bearers });
  const openApi = JSON.stringify(openApiDocument(deps.version));

  const app = new Hono();
  app.onError((error, c) => answerProblem(c, failure(error)));
  app.notFound((c) => answerProblem(c, problem("not_found", "there is nothing at this address")));
  app.use(async (c, next) => {
    const begun = performance.now();
    await next();
    // The route's pattern, not the address: whoever mistypes one may put anything into it.
    const request = { method: c.req.method, route: routePath(c, -1), status: c.res.status };
    const level = c.req.method === "GET" && c.res.ok ? "debug" : "info";
    log[level]({ ...request, ms: Math.round(performance.now() - begun) }, "Answered");
  });

  app.post("/v1/leads", leads.one);
  app.post("/v1/leads/batch", leads.batch);
  app.post("/v1/signals", signal);
  allowOnly(app, "POST", ["/v1/leads", "/v1/leads/batch", "/v1/signals"]);
  app.get("/v1/leads/:id", leads.show);
  app.get("/healthz", operation.healthz);
  app.get("/readyz", operation.readyz);
  app.get("/metrics", operation.metrics);
  app.get("/openapi.json", (c) => c.body(openApi, 200, { "Content-Type": "application/json" }));
  allowOnly(app, "GET, HEAD", ["/v1/leads/:id", "/healthz", "/readyz", "/metrics", "/openapi.json"]);
  return app;
}

/** Answers every method that the routes registered before do not take. */
function allowOnly(app: Hono, methods: string, paths: readonly string[]): void {
  for (const path of paths) {
    app.all(path, (c) =>
      answerProblem(c, problem("method_not_allowed", `use ${methods}`), { Allow: methods }),
    );
  }
}
