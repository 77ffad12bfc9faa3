// The environment, read once, by zod. No other file looks at `process.env`.
import { readFileSync } from "node:fs";
import { parse as parseDotenv } from "dotenv";
import { validate as isCronExpression } from "node-cron";
import { z } from "zod";
import { type IntakeToken, parseIntakeTokens } from "./intake/tokens.ts";
import { NOT_AVAILABLE, printable } from "./policy/problem.ts";

/** What every command may need. */
export interface Config {
  /** PostgreSQL; null: the embedded database in `dataDir`. May hold a password. */
  readonly databaseUrl: string | null;
  /** The embedded database's folder, or `memory`. */
  readonly dataDir: string;
  readonly policyFile: string;
  readonly teamFile: string;
  /** An Ed25519 private key (PEM) or the path of one; null: the one in the data folder. */
  readonly auditKey: string | null;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The node-cron expression that wakes the sweep. */
  readonly sweep: string;
  readonly adminToken: string | null;
  readonly logLevel: LogLevel;
}

/** What the bot cannot run without. */
export interface BotConfig extends Config {
  readonly slack: {
    readonly botToken: string;
    readonly signingSecret: string;
    /** Set: Socket Mode; null: HTTP. */
    readonly appToken: string | null;
    /** Another Web API root, ending in `/`; null: Slack's. */
    readonly apiUrl: string | null;
  };
  readonly intakeTokens: readonly IntakeToken[];
  /** What a policy may name as the key of a provider: every variable that is none of Baton's own. */
  readonly providerKeys: Readonly<Record<string, string>>;
}

export type ConfigResult<C> =
  | { readonly ok: true; readonly config: C }
  /** Every problem, one line each, for standard error before exit code 2. None quotes a secret. */
  | { readonly ok: false; readonly problems: readonly string[] };

export type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** The process's environment; what it does not say is taken from `.env` in the working directory, where there is one. */
export function readEnvironment(dotenvFile = ".env"): ConfigResult<Environment> {
  let text = "";
  try {
    text = readFileSync(dotenvFile, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") {
      const problem = `${dotenvFile}: cannot be read (${code}); make it a readable file or remove it`;
      return { ok: false, problems: [problem] };
    }
  }
  return { ok: true, config: { ...parseDotenv(text), ...process.env } };
}

/** For commands: what is set is checked, but nothing of Slack's or the intake's need be there. */
export function parseConfig(environment: Environment): ConfigResult<Config> {
  const result = commandVariables.safeParse(given(environment));
  return result.success ? { ok: true, config: common(result.data) } : refused(result.error, environment);
}

/** For the bot: everything it needs. */
export function parseBotConfig(environment: Environment): ConfigResult<BotConfig> {
  const result = botVariables.safeParse(given(environment));
  if (!result.success) return refused(result.error, environment);
  const { data } = result;
  const slack = {
    botToken: data.SLACK_BOT_TOKEN,
    signingSecret: data.SLACK_SIGNING_SECRET,
    appToken: data.SLACK_APP_TOKEN ?? null,
    apiUrl: data.SLACK_API_URL ?? null,
  };
  const providerKeys = othersOf(environment);
  return {
    ok: true,
    config: { ...common(data), slack, intakeTokens: data.BATON_INTAKE_TOKENS, providerKeys },
  };
}

/** A policy decides where a key is sent: Baton's own secrets are not for it to name. */
function othersOf(environment: Environment): Record<string, string> {
  const isOwn = (name: string) => name in botVariables.shape || /^(BATON|SLACK)_/.test(name);
  return Object.fromEntries(Object.entries(given(environment)).filter(([name]) => !isOwn(name)));
}

/** `NAME=` in a `.env` means the same as no such line. */
function given(environment: Environment): Record<string, string> {
  const entries = Object.entries(environment).map(([name, value]) => [name, (value ?? "").trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

const required = (cure: string) => z.string({ error: `is not set; ${cure}` });

const databaseUrl = z.string().refine((text) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? ""), {
  error: "is no PostgreSQL address; use e.g. postgresql://user:password@host:5432/baton",
});

const port = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, {
    error: "is not a port; use a number from 0 to 65535",
  })
  .transform(Number);

const apiUrl = z.string().transform((text, context) => {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "") {
    return url.href.endsWith("/") ? url.href : `${url.href}/`;
  }
  context.addIssue({ code: "custom", message: "is not a web address; use e.g. https://slack.com/api/" });
  return z.NEVER;
});

const intakeTokens = required("name who may post leads, e.g. website:a-long-random-token").transform(
  (text, context) => {
    const result = parseIntakeTokens(text);
    if (result.ok) return result.tokens;
    for (const message of result.problems) context.addIssue({ code: "custom", message });
    return z.NEVER;
  },
);

const commandVariables = z.object({
  DATABASE_URL: databaseUrl.optional(),
  BATON_DATA_DIR: z.string().default("./data"),
  BATON_POLICY: z.string().default("policy.yml"),
  BATON_TEAM: z.string().default("team.yml"),
  BATON_AUDIT_KEY: z.string().optional(),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:%_-]+$/, { error: "is not an address to listen on; use e.g. 127.0.0.1" })
    .default("127.0.0.1"),
  PORT: port.default(3000),
  BATON_SWEEP: z
    .string()
    .refine((text) => isCronExpression(text), {
      error: "is not a cron expression; use e.g. */5 * * * * *",
    })
    .default("*/5 * * * * *"),
  BATON_ADMIN_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, {
      error: "holds a space or a character that is not ASCII; use a long random text",
    })
    .optional(),
  BATON_WEBHOOK_SECRETS: z
    .never({ error: `is ${NOT_AVAILABLE}; remove it and give the source a pair in BATON_INTAKE_TOKENS` })
    .optional(),
  LOG_LEVEL: z
    .string()
    .toLowerCase()
    .pipe(z.enum(LOG_LEVELS, { error: `is not a log level; use one of ${LOG_LEVELS.join(", ")}` }))
    .default("info"),
});

const botVariables = commandVariables
  .extend({
    SLACK_BOT_TOKEN: required("copy the Bot User OAuth Token, which begins with xoxb-").refine(
      (token) => !token.startsWith("xapp-"),
      { error: "is an app-level token; copy the Bot User OAuth Token, which begins with xoxb-" },
    ),
    SLACK_SIGNING_SECRET: required("copy the Signing Secret from the app's Basic Information"),
    SLACK_APP_TOKEN: z
      .string()
      .refine((token) => !token.startsWith("xoxb-"), {
        error: "is a bot token; copy the App-Level Token, which begins with xapp-",
      })
      .optional(),
    SLACK_API_URL: apiUrl.optional(),
    BATON_INTAKE_TOKENS: intakeTokens,
  })
  .refine(
    ({ BATON_ADMIN_TOKEN: admin, BATON_INTAKE_TOKENS: tokens }) =>
      admin === undefined || !tokens.some(({ token }) => token === admin),
    { path: ["BATON_ADMIN_TOKEN"], error: "is the token of a source as well; use one of its own" },
  );

function common(data: z.output<typeof commandVariables>): Config {
  return {
    databaseUrl: data.DATABASE_URL ?? null,
    dataDir: data.BATON_DATA_DIR,
    policyFile: data.BATON_POLICY,
    teamFile: data.BATON_TEAM,
    auditKey: data.BATON_AUDIT_KEY ?? null,
    host: data.HOST,
    port: data.PORT,
    sweep: data.BATON_SWEEP,
    adminToken: data.BATON_ADMIN_TOKEN ?? null,
    logLevel: data.LOG_LEVEL,
  };
}

/** The values that may be shown where they are wrong; all others hold secrets. */
const shown = new Set(["HOST", "PORT", "BATON_SWEEP", "LOG_LEVEL"]);

function refused(error: z.ZodError, environment: Environment): { ok: false; problems: readonly string[] } {
  const problems = error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    const value = shown.has(name) ? `"${printable(environment[name] ?? "")}" ` : "";
    return `${name}: ${value}${message}`;
  });
  return { ok: false, problems };
}
