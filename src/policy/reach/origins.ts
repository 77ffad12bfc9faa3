// Attributes that nobody brings: conditions on them never hold, and what is written about them has no effect.
import type { ASTNode } from "@marcbachmann/cel-js";
import { dottedPath, usesOf } from "../conditionReads.ts";
import type { PolicyDocument } from "../policySchema.ts";
import { printable } from "../problem.ts";
import type { Path } from "../yamlFile.ts";
import type { Finding, Findings } from "./checkReach.ts";
import { type Entry, neverMatches, writtenOut } from "./entry.ts";
import { ALL } from "./wholeNumbers.ts";

type Provider = NonNullable<PolicyDocument["enrichment"]>[number];

/** What a lead does not bring itself, besides `account`. */
const OF_EMAIL = ["lead.emailFree", "lead.emailDisposable", "lead.emailStudent", "lead.emailRole"];
const OF_PROVIDERS = ["company.city", "company.founded", "company.revenue", "company.tech", "company.parent"];
/** What has an age: neither the score nor the lead's own history. */
const AGEING = new Set(["lead", "company", "account", "signals"]);

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** `asts`: every condition by its dotted path, such as `score.rules[2].when`. */
export function originFindings(
  document: PolicyDocument,
  asts: ReadonlyMap<string, ASTNode>,
  enrichment: readonly (Provider & Entry)[],
): Findings {
  const remarks = [...asts].flatMap(([at, ast]) => remarksOn(document, pathOf(at), readsOf(ast)));
  return {
    faults: [
      ...enrichment.flatMap((provider) => providerFaults(document, provider)),
      ...precedenceFaults(document),
      ...decayFaults(document, asts),
    ],
    remarks: [
      ...remarks,
      ...(document.enrichment ?? []).flatMap(unencrypted),
      ...enrichment.flatMap((provider): Finding[] => {
        if (writtenOut(provider) !== false) return [];
        const what = `provider '${printable(provider.id)}' is switched off`;
        return [{ path: placeOf(document, provider), what, todo: "remove it when it is not coming back" }];
      }),
    ],
  };
}

function readsOf(ast: ASTNode): ReadonlySet<string> {
  return new Set(usesOf(ast).reads.map((read) => dottedPath(read.path)));
}

/** The way to a condition, of its dotted path; ids of sources may have dots themselves. */
function pathOf(at: string): Path {
  const source = /^sources\.(.*)\.review\.when$/s.exec(at)?.[1];
  if (source !== undefined) return ["sources", source, "review", "when"];
  return at.split(/[.[\]]+/).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function remarksOn(document: PolicyDocument, path: Path, reads: ReadonlySet<string>): Finding[] {
  const given = (attribute: string) => (document.enrichment ?? []).some((one) => gives(one, attribute));
  const byCrm = document.accounts !== undefined;
  return [...reads].flatMap((attribute): Finding[] => {
    if (attribute.startsWith("account.") && !byCrm) {
      return [{ path, what: `${attribute} never has a value: there are no accounts`, todo: "add accounts:" }];
    }
    if (OF_EMAIL.includes(attribute) && !given(attribute)) {
      const todo = "add enrichment: [{ id: email, kind: email }]";
      return [{ path, what: `${attribute} never has a value: nobody looks at the address`, todo }];
    }
    if (OF_PROVIDERS.includes(attribute) && !given(attribute) && !byCrm) {
      const what = `${attribute} never has a value: no provider gives it`;
      return [{ path, what, todo: "map it in a provider of enrichment" }];
    }
    if (path[0] === "lanes" && [...OF_EMAIL, ...OF_PROVIDERS].includes(attribute)) {
      const what = `${attribute} has no value yet: lanes are chosen on arrival, before anybody is asked`;
      return [{ path, what, todo: "choose the lane by what the lead itself brings" }];
    }
    return [];
  });
}

/** Whether a provider can give an attribute. What columns a file has is not known here. */
function gives(provider: Provider, attribute: string): boolean {
  if (provider.kind === "http") return Object.hasOwn(provider.map, attribute);
  if (provider.kind === "email") return OF_EMAIL.includes(attribute) || attribute === "company.domain";
  // By the domain a file is looked up.
  return attribute.startsWith("company.") && attribute !== "company.domain";
}

/** A key on its way to another machine, for everybody between to read. */
function unencrypted(provider: Provider, index: number): Finding[] {
  if (provider.kind !== "http" || provider.key === undefined) return [];
  const { protocol, hostname } = new URL(provider.url.replaceAll(/[{}]/g, ""));
  if (protocol === "https:" || LOOPBACK.test(hostname)) return [];
  return [
    {
      path: ["enrichment", index, "url"],
      what: "the key is sent unencrypted",
      todo: "begin the URL with https://",
    },
  ];
}

function placeOf(document: PolicyDocument, { id }: { readonly id: string }): Path {
  return ["enrichment", (document.enrichment ?? []).findIndex((one) => one.id === id), "when"];
}

function providerFaults(document: PolicyDocument, provider: Provider & Entry): Finding[] {
  if (writtenOut(provider) === false) return [];
  const what = neverMatches("provider", provider, ALL);
  return what === null ? [] : [{ path: placeOf(document, provider), what, todo: "correct or remove it" }];
}

/** Names of providers that could never have a say. */
function precedenceFaults({ precedence = {}, enrichment = [] }: PolicyDocument): Finding[] {
  return Object.entries(precedence).flatMap(([attribute, names]) =>
    names.flatMap((name, index): Finding[] => {
      const provider = enrichment.find(({ id }) => id === name);
      if (provider === undefined || gives(provider, attribute)) return [];
      const path = ["precedence", attribute, index];
      const todo =
        provider.kind === "http"
          ? `add it to the map of ${name}, or remove ${name} here`
          : `remove ${name} here`;
      return [{ path, what: `${printable(name)} never gives ${attribute}`, todo: printable(todo) }];
    }),
  );
}

function decayFaults({ score }: PolicyDocument, asts: ReadonlyMap<string, ASTNode>): Finding[] {
  return score.rules.flatMap(({ id, decay }, index): Finding[] => {
    const ast = asts.get(`score.rules[${index}].when`);
    if (decay === undefined || ast === undefined) return [];
    if ([...readsOf(ast)].some((attribute) => AGEING.has(attribute.split(".")[0] ?? ""))) return [];
    const what = `rule '${printable(id)}' never decays: nothing that it reads has an age`;
    return [{ path: ["score", "rules", index, "decay"], what, todo: "remove decay" }];
  });
}
