/**
 * What names something that is not there: a queue without a ladder, a ladder that nobody's queue is, a provider that
 * nobody is. Works on a document that need not be valid otherwise, so that all problems are reported together.
 */
import { BUILT_IN_LADDERS } from "./ladderSchema.ts";
import { nearest, suggest } from "./nearest.ts";
import { NOT_AVAILABLE, printable } from "./problem.ts";
import type { Finding } from "./reach/checkReach.ts";
import { isEmpty } from "./schemaParts.ts";
import { below, entriesOf } from "./values.ts";
import type { Path } from "./yamlFile.ts";

/** Ladders of parts that this version does not have. */
const LATER_LADDERS: readonly string[] = ["exception"];
/** Queues that every sales team knows: a ladder of theirs may stand ready before anything is sent there. */
const USUAL_QUEUES: readonly string[] = ["triage", "partner", "compliance"];

interface References {
  readonly faults: readonly Finding[];
  readonly remarks: readonly Finding[];
}

export function references(document: unknown): References {
  const queues = queuesIn(document);
  const ladders = entriesOf(below(document, ["ladders"]))
    .filter(([, ladder]) => !isEmpty(ladder))
    .map(([name]) => String(name));
  return {
    faults: [...queueFaults(queues, ladders), ...ladderFaults(queues, ladders), ...providerFaults(document)],
    remarks: USUAL_QUEUES.filter(
      (name) => ladders.includes(name) && !queues.some(({ queue }) => queue === name),
    ).map((name) => ({
      path: ["ladders", name],
      key: true,
      what: `nothing is sent to the queue '${name}'`,
      todo: "name it in checks, triage or a source's review, or remove the ladder",
    })),
  };
}

interface Named {
  readonly path: Path;
  readonly queue: string;
}

/** Every queue that is named, where it is first. */
function queuesIn(document: unknown): Named[] {
  const places: Path[] = [
    ...entriesOf(below(document, ["sources"])).map(([id]) => ["sources", id, "review", "queue"]),
    ...entriesOf(below(document, ["checks"])).map(([index]) => ["checks", index, "queue"]),
    ["triage", "queue"],
  ];
  const named = places.flatMap((path): Named[] => {
    const queue = below(document, path);
    return typeof queue === "string" ? [{ path, queue }] : [];
  });
  return named.filter(({ queue }, index) => named.findIndex((other) => other.queue === queue) === index);
}

function queueFaults(queues: readonly Named[], ladders: readonly string[]): Finding[] {
  return queues.flatMap(({ path, queue }): Finding[] => {
    const name = printable(queue);
    if (BUILT_IN_LADDERS.includes(queue) || LATER_LADDERS.includes(queue)) {
      return [{ path, what: `'${name}' is no queue of reviewers`, todo: "choose another name" }];
    }
    if (ladders.includes(queue)) return [];
    const what = `the queue '${name}' has no ladder`;
    const near = nearest(
      queue,
      ladders.filter((ladder) => !BUILT_IN_LADDERS.includes(ladder)),
    );
    const add = `add ladders.${name}: such as [{ after: 24h, do: approve }]`;
    return [{ path, what, todo: near === null ? add : `did you mean '${printable(near)}'? Else ${add}` }];
  });
}

function ladderFaults(queues: readonly Named[], ladders: readonly string[]): Finding[] {
  const known = [...BUILT_IN_LADDERS, ...queues.map(({ queue }) => queue)];
  return ladders.flatMap((name): Finding[] => {
    const path = ["ladders", name];
    if (LATER_LADDERS.includes(name)) {
      return [{ path, key: true, what: `'${name}' is ${NOT_AVAILABLE}`, todo: "remove it" }];
    }
    if (known.includes(name) || USUAL_QUEUES.includes(name)) return [];
    const what = `unknown key '${printable(name)}': no check, source or triage sends leads to such a queue`;
    return [{ path, key: true, what, todo: suggest(name, known) }];
  });
}

function providerFaults(document: unknown): Finding[] {
  const ids = entriesOf(below(document, ["enrichment"])).map(([, entry]) => below(entry, ["id"]));
  const known = [...ids.filter((id) => typeof id === "string"), "lead", "crm"];
  return entriesOf(below(document, ["precedence"])).flatMap(([attribute, providers]) =>
    entriesOf(providers).flatMap(([index, provider]): Finding[] => {
      if (typeof provider !== "string" || known.includes(provider)) return [];
      const what = `there is no provider '${printable(provider)}'`;
      return [{ path: ["precedence", attribute, index], what, todo: suggest(provider, known) }];
    }),
  );
}
