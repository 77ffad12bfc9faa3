import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Environment, parseBotConfig, parseConfig, readEnvironment } from "../../src/config.ts";

const enough = {
  SLACK_BOT_TOKEN: "xoxb-1",
  SLACK_SIGNING_SECRET: "secret",
  BATON_INTAKE_TOKENS: "website:w-token",
};

function problemsOf(environment: Environment): readonly string[] {
  const result = parseBotConfig({ ...enough, ...environment });
  return result.ok ? [] : result.problems;
}

describe("the bot's environment", () => {
  test("three variables are enough; the rest has the contract's defaults", () => {
    const result = parseBotConfig(enough);
    expect(result).toEqual({
      ok: true,
      config: {
        databaseUrl: null,
        dataDir: "./data",
        policyFile: "policy.yml",
        teamFile: "team.yml",
        auditKey: null,
        host: "127.0.0.1",
        port: 3000,
        sweep: "*/5 * * * * *",
        adminToken: null,
        logLevel: "info",
        slack: { botToken: "xoxb-1", signingSecret: "secret", appToken: null, apiUrl: null },
        intakeTokens: [{ source: "website", token: "w-token" }],
        providerKeys: {},
      },
    });
  });

  test("a policy can name every variable as a provider's key but Baton's own", () => {
    const result = parseBotConfig({
      ...{ ...enough, FIRMO_KEY: " k ", EMPTY_KEY: "", DATABASE_URL: "postgresql://u:p@h/b" },
      ...{ BATON_ADMIN_TOKEN: "a", SLACK_APP_TOKEN: "xapp-1" },
    });
    expect(result.ok && result.config.providerKeys).toEqual({ FIRMO_KEY: "k" });
  });

  test("everything that is missing or wrong is said at once, a line each", () => {
    const result = parseBotConfig({
      BATON_SWEEP: "abc",
      PORT: "65536",
      LOG_LEVEL: "loud",
      HOST: "two words",
    });
    expect(result).toEqual({
      ok: false,
      problems: [
        'HOST: "two words" is not an address to listen on; use e.g. 127.0.0.1',
        'PORT: "65536" is not a port; use a number from 0 to 65535',
        'BATON_SWEEP: "abc" is not a cron expression; use e.g. */5 * * * * *',
        'LOG_LEVEL: "loud" is not a log level; use one of trace, debug, info, warn, error, fatal, silent',
        "SLACK_BOT_TOKEN: is not set; copy the Bot User OAuth Token, which begins with xoxb-",
        "SLACK_SIGNING_SECRET: is not set; copy the Signing Secret from the app's Basic Information",
        "BATON_INTAKE_TOKENS: is not set; name who may post leads, e.g. website:a-long-random-token",
      ],
    });
  });

  test("an empty value counts as not set", () => {
    const result = parseBotConfig({ ...enough, DATABASE_URL: "", PORT: " ", SLACK_APP_TOKEN: "" });
    expect(result).toMatchObject({
      ok: true,
      config: { databaseUrl: null, port: 3000, slack: { appToken: null } },
    });
  });

  test.each(["0", "65535", "3000"])("port %s is one", (PORT) => {
    expect(parseConfig({ PORT })).toMatchObject({ ok: true, config: { port: Number(PORT) } });
  });

  test.each(["-1", "3000.5", "0x10", "1e3", "70000"])("port %s is none", (PORT) => {
    expect(problemsOf({ PORT })).toEqual([`PORT: "${PORT}" is not a port; use a number from 0 to 65535`]);
  });

  test.each([
    ["http://127.0.0.1:4001/api", "http://127.0.0.1:4001/api/"],
    ["http://127.0.0.1:4001/api/", "http://127.0.0.1:4001/api/"],
    ["http://127.0.0.1:4001", "http://127.0.0.1:4001/"],
  ])("the Web API root %s ends in a slash", (SLACK_API_URL, apiUrl) => {
    expect(parseBotConfig({ ...enough, SLACK_API_URL })).toMatchObject({ config: { slack: { apiUrl } } });
  });

  test.each(["ftp://x", "slack", "http://x/?a=1"])("%s is no Web API root", (SLACK_API_URL) => {
    expect(problemsOf({ SLACK_API_URL })).toEqual([
      "SLACK_API_URL: is not a web address; use e.g. https://slack.com/api/",
    ]);
  });

  test.each(["postgres://u:p@h/d", "postgresql://h:1/d?sslmode=require"])(
    "%s is a database",
    (DATABASE_URL) => {
      expect(parseConfig({ DATABASE_URL })).toMatchObject({
        ok: true,
        config: { databaseUrl: DATABASE_URL },
      });
    },
  );

  test("another database than PostgreSQL is refused without showing the password", () => {
    const problems = problemsOf({ DATABASE_URL: "mysql://root:hunter2@h/d" });
    expect(problems).toEqual([
      "DATABASE_URL: is no PostgreSQL address; use e.g. postgresql://user:password@host:5432/baton",
    ]);
  });

  test("swapped Slack tokens are told apart", () => {
    expect(problemsOf({ SLACK_BOT_TOKEN: "xapp-1", SLACK_APP_TOKEN: "xoxb-1" })).toEqual([
      "SLACK_BOT_TOKEN: is an app-level token; copy the Bot User OAuth Token, which begins with xoxb-",
      "SLACK_APP_TOKEN: is a bot token; copy the App-Level Token, which begins with xapp-",
    ]);
  });

  test("what is not built is refused in those words", () => {
    expect(problemsOf({ BATON_WEBHOOK_SECRETS: "a:whsec_b" })).toEqual([
      "BATON_WEBHOOK_SECRETS: is not available in this version; " +
        "remove it and give the source a pair in BATON_INTAKE_TOKENS",
    ]);
  });

  test("the admin's token is nobody else's", () => {
    expect(problemsOf({ BATON_ADMIN_TOKEN: "w-token" })).toEqual([
      "BATON_ADMIN_TOKEN: is the token of a source as well; use one of its own",
    ]);
  });
});

describe("intake tokens", () => {
  test("a token may hold colons, and a source several tokens", () => {
    expect(
      parseBotConfig({ ...enough, BATON_INTAKE_TOKENS: "website:a:b=, website:c ,acme.co:d" }),
    ).toMatchObject({
      config: {
        intakeTokens: [
          { source: "website", token: "a:b=" },
          { source: "website", token: "c" },
          { source: "acme.co", token: "d" },
        ],
      },
    });
  });

  test.each([
    ["website", "pair 1 has no colon; write source:token, comma separated"],
    ["website:", "pair 1 has no token after the colon; write source:token"],
    [":hunter2", "pair 1 has no source before the colon; write source:token"],
    ["a:1,,b:2", "pair 2 is empty; remove the comma"],
    ["a b:hunter2", "pair 1 has a source that is no id; use letters, digits, '-', '_' and '.'"],
    ["a:hunter 2", "pair 1 has a token with a space or a character that is not ASCII"],
    ["a:hunter2,a:hunter2", "pair 2 is there twice; give each pair a token of its own"],
    ["a:hunter2,b:hunter2", "pair 2 has the token of another source; give each pair a token of its own"],
  ])("%s is refused without showing a token", (BATON_INTAKE_TOKENS, problem) => {
    expect(problemsOf({ BATON_INTAKE_TOKENS })).toEqual([`BATON_INTAKE_TOKENS: ${problem}`]);
  });
});

describe("a command's environment", () => {
  test("needs nothing of Slack's or the intake's", () => {
    expect(parseConfig({})).toMatchObject({ ok: true, config: { dataDir: "./data", logLevel: "info" } });
  });

  test("is checked where it is set", () => {
    expect(parseConfig({ DATABASE_URL: "nowhere" })).toMatchObject({ ok: false });
  });
});

describe(".env", () => {
  const folder = mkdtempSync(join(tmpdir(), "baton-env-"));
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  test("fills in what the environment does not say", () => {
    const file = join(folder, ".env");
    writeFileSync(file, 'BATON_TEAM="from file.yml"\nBATON_POLICY=file.yml # remark\n');
    vi.stubEnv("BATON_POLICY", "environment.yml");
    const result = readEnvironment(file);
    expect(result).toMatchObject({
      ok: true,
      config: { BATON_TEAM: "from file.yml", BATON_POLICY: "environment.yml" },
    });
  });

  test("need not be there", () => {
    expect(readEnvironment(join(folder, "absent"))).toMatchObject({ ok: true });
  });

  test("that is a folder is said in one line", () => {
    expect(readEnvironment(tmpdir())).toEqual({
      ok: false,
      problems: [`${tmpdir()}: cannot be read (EISDIR); make it a readable file or remove it`],
    });
  });
});
