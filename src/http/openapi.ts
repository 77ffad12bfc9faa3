// /openapi.json: every route, from the schemas that validate what comes and describe what goes.
import { OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import { z } from "zod";
import { leadSchema } from "../intake/leadSchema.ts";
import { MOST_BATCH_LEADS } from "../intake/limits.ts";
import { signalSchema } from "../intake/signalSchema.ts";
import {
  batchResultSchema,
  knownSchema,
  leadViewSchema,
  problemSchema,
  receivedSchema,
  recordedSchema,
} from "./schemas.ts";

const json = (schema: z.ZodType, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

const problems: Readonly<Record<number, string>> = {
  400: "Not JSON",
  401: "No token, or one that is not known",
  403: "The token of another source",
  404: "No such lead for this token",
  409: "Another person is known under this external id",
  413: "Too large",
  415: "Another content type",
  422: "Invalid: every field is named in errors",
  429: "The queue is full",
  500: "Something went wrong in Baton",
  503: "The database cannot be reached, or Baton is not ready",
};

function problemsWith(...statuses: number[]): RouteConfig["responses"] {
  const responses = statuses.map((status) => [
    String(status),
    {
      description: problems[status] ?? "",
      content: { "application/problem+json": { schema: problemSchema } },
      ...(status === 401 && { headers: z.object({ "WWW-Authenticate": z.string() }) }),
      ...((status === 429 || status === 503) && {
        headers: z.object({ "Retry-After": z.string().meta({ description: "Seconds" }) }),
      }),
    },
  ]);
  return Object.fromEntries(responses);
}

const bySource = [{ source: [] }];

const routes: readonly RouteConfig[] = [
  {
    method: "post",
    path: "/v1/leads",
    operationId: "postLead",
    summary: "One lead",
    description: "Safe to send again: the same externalId is the same lead. A 2xx means that it is on disk.",
    security: bySource,
    request: { body: { required: true, content: { "application/json": { schema: leadSchema } } } },
    responses: {
      200: json(knownSchema, "Known already: the same person again"),
      202: json(receivedSchema, "Received"),
      ...problemsWith(400, 401, 403, 409, 413, 415, 422, 429, 500, 503),
    },
  },
  {
    method: "post",
    path: "/v1/leads/batch",
    operationId: "postLeads",
    summary: "Many leads",
    description: `Up to ${MOST_BATCH_LEADS} leads or 16 MiB. Each lead is judged by itself.`,
    security: bySource,
    request: {
      body: {
        required: true,
        content: {
          "application/json": { schema: z.array(leadSchema).max(MOST_BATCH_LEADS) },
          "application/x-ndjson": { schema: z.string().meta({ description: "One lead a line" }) },
        },
      },
    },
    responses: {
      207: json(batchResultSchema, "One result a lead"),
      ...problemsWith(400, 401, 403, 413, 415, 422, 429, 500, 503),
    },
  },
  {
    method: "post",
    path: "/v1/signals",
    operationId: "postSignal",
    summary: "What a person who is known already has done",
    description:
      "Conditions read it as signals.TYPE.NAME. Safe to send again: the same at the same time counts once.",
    security: bySource,
    request: { body: { required: true, content: { "application/json": { schema: signalSchema } } } },
    responses: {
      202: json(recordedSchema, "It counts"),
      ...problemsWith(400, 401, 403, 404, 413, 415, 422, 429, 500, 503),
    },
  },
  {
    method: "get",
    path: "/v1/leads/{id}",
    operationId: "getLead",
    summary: "Where a lead is",
    security: [...bySource, { admin: [] }],
    request: {
      params: z.object({ id: z.string().meta({ description: "As given when the lead was received" }) }),
    },
    responses: { 200: json(leadViewSchema, "The lead"), ...problemsWith(401, 404, 500, 503) },
  },
  {
    method: "get",
    path: "/healthz",
    operationId: "healthz",
    summary: "The process lives",
    responses: { 200: json(z.object({ status: z.literal("ok") }), "It does") },
  },
  {
    method: "get",
    path: "/readyz",
    operationId: "readyz",
    summary: "Database reached, migrations applied, Slack answered",
    responses: { 200: json(z.object({ status: z.literal("ready") }), "Ready"), ...problemsWith(503) },
  },
  {
    method: "get",
    path: "/metrics",
    operationId: "metrics",
    summary: "Prometheus metrics",
    description: "With the admin's token; where none is set, without one but from the machine itself only.",
    security: [{ admin: [] }, {}],
    responses: {
      200: { description: "Text exposition format", content: { "text/plain": { schema: z.string() } } },
      ...problemsWith(401, 403),
    },
  },
  {
    method: "get",
    path: "/openapi.json",
    operationId: "openapi",
    summary: "This document",
    responses: { 200: json(z.record(z.string(), z.unknown()), "OpenAPI 3.1") },
  },
];

/** The OpenAPI 3.1 document of everything that Baton serves to programs other than Slack. */
export function openApiDocument(version: string): object {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono();
  registry.registerComponent("securitySchemes", "source", {
    type: "http",
    scheme: "bearer",
    description: "The token of a source, from BATON_INTAKE_TOKENS",
  });
  registry.registerComponent("securitySchemes", "admin", {
    type: "http",
    scheme: "bearer",
    description: "BATON_ADMIN_TOKEN",
  });
  for (const route of routes) registry.registerPath(route);
  return getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Baton", version, description: "Takes leads, and tells where each one is." },
    servers: [{ url: "/" }],
  });
}
