/**
 * A YAML (or JSON) text as plain values, keeping for every path where it stands in the file, so that whatever
 * is found wrong later can be pointed at. Says of hostile or broken text what is wrong with it; never throws.
 */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  Scalar,
} from "yaml";
import { dotted, printable } from "./problem.ts";
import { scalarOffset } from "./scalarOffset.ts";
import type { Problem } from "./types.ts";
import { explainYamlError } from "./yamlErrors.ts";

/** How much a file may hold. */
interface Limits {
  readonly mebibytes: number;
  readonly values: number;
}

const RULES: Limits = { mebibytes: 1, values: 50_000 };
/** Cases are leads by the thousand, which rules are not. */
export const CASES: Limits = { mebibytes: 16, values: 1_000_000 };
const DEEPEST = 40;

export type Path = readonly PropertyKey[];

/** A file that is well-formed YAML. What it means is for a schema to say. */
export interface YamlFile {
  readonly value: unknown;
  has(path: Path): boolean;
  /** The value at `path`, or its nearest ancestor that exists. */
  at(path: Path): number;
  /** The key itself, where `path` ends in one. */
  atKey(path: Path): number;
  /** Where the character `index` of the text at `path` stands in the file. */
  inText(path: Path, index: number): number;
  problem(offset: number, path: Path, what: string, todo: string): Problem;
}

type YamlResult = { ok: true; file: YamlFile } | { ok: false; problems: readonly Problem[] };

/** Reads one YAML document. Aliases work within limits; tags, several documents and duplicate keys are refused. */
export function readYaml(text: string, name: string, limits = RULES): YamlResult {
  const lines = new LineCounter();
  const problemAt = (offset: number, path: Path, what: string, todo: string): Problem => {
    const { line, col } = lines.linePos(Math.min(Math.max(offset, 0), text.length));
    return { file: name, line: Math.max(line, 1), col: Math.max(col, 1), path: dotted(path), what, todo };
  };
  const refuse = (offset: number, what: string, todo: string): YamlResult => ({
    ok: false,
    problems: [problemAt(offset, [], what, todo)],
  });

  if (text.length > limits.mebibytes * 1024 * 1024) {
    const todo =
      limits === RULES ? "shorten it; a long list may be too much for a policy" : "keep fewer cases";
    return refuse(0, `the file is larger than ${limits.mebibytes} MiB`, todo);
  }
  lines.addNewLine(0);
  const nul = text.search(/\0|\p{Cs}/u);
  if (nul >= 0) {
    for (let at = text.indexOf("\n"); at >= 0 && at < nul; at = text.indexOf("\n", at + 1))
      lines.addNewLine(at + 1);
    return refuse(nul, "the file holds a NUL or a broken character", "save it as UTF-8 text");
  }

  lines.lineStarts.length = 0;
  let documents: readonly Document[];
  try {
    const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
    documents = "empty" in parsed ? [] : parsed;
  } catch {
    // The parser recurses: only text nested thousands deep brings it here.
    return refuse(0, "the file is nested too deeply", `keep it under ${DEEPEST} levels`);
  }
  const [document, second] = documents;
  if (document === undefined) return refuse(0, "the file is empty", "write at least the mandatory keys");

  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const problems = faults
      .map((fault) => ({ fault, at: fault.pos[0] }))
      .sort((a, b) => a.at - b.at)
      .map(({ fault, at }) => problemAt(at, [], ...explainYamlError(fault, text)));
    return { ok: false, problems: problems.slice(0, 20) };
  }
  if (second !== undefined) {
    return refuse(second.range?.[0] ?? 0, "a second document begins here", "keep one document a file");
  }

  const reader = new NodeReader(document, limits.values);
  const value = reader.value(document.contents, [], 0);
  if (reader.fault !== null) {
    const { offset, path, what, todo } = reader.fault;
    return { ok: false, problems: [problemAt(offset, path, what, todo)] };
  }
  const { nodes, keys } = reader;
  const at = (path: Path): number => {
    for (let length = path.length; length >= 0; length--) {
      const node = nodes.get(dotted(path.slice(0, length)));
      if (node !== undefined) return node.range?.[0] ?? 0;
    }
    return 0;
  };
  return {
    ok: true,
    file: {
      value,
      has: (path) => nodes.has(dotted(path)),
      at,
      atKey: (path) => keys.get(dotted(path)) ?? at(path),
      inText: (path, index) => {
        const node = nodes.get(dotted(path));
        return node instanceof Scalar ? scalarOffset(text, node, index) : at(path);
      },
      problem: problemAt,
    },
  };
}

/** A value that was read already, in a file without positions. */
export function plainFile(value: unknown, name: string): YamlFile {
  return {
    value,
    has: () => true,
    at: () => 0,
    atKey: () => 0,
    inText: () => 0,
    problem: (_offset, path, what, todo) => ({ file: name, line: 1, col: 1, path: dotted(path), what, todo }),
  };
}

interface Fault {
  readonly offset: number;
  readonly path: Path;
  readonly what: string;
  readonly todo: string;
}

/** Turns nodes into plain values, counting what aliases unfold to. Stops at the first fault. */
class NodeReader {
  readonly nodes = new Map<string, Node>();
  readonly keys = new Map<string, number>();
  fault: Fault | null = null;
  readonly #document: Document;
  readonly #most: number;
  #values = 0;

  constructor(document: Document, most: number) {
    this.#document = document;
    this.#most = most;
  }

  value(node: unknown, path: Path, depth: number): unknown {
    if (this.fault !== null || node === null || node === undefined) return null;
    const current = node as Node;
    const offset = current.range?.[0] ?? 0;
    if (depth > DEEPEST)
      return this.#refuse(offset, path, "is nested too deeply", `keep it under ${DEEPEST} levels`);
    if (++this.#values > this.#most) {
      return this.#refuse(
        offset,
        path,
        "the file holds too many values",
        "use fewer aliases or shorter lists",
      );
    }
    if (isAlias(current)) {
      const target = current.resolve(this.#document);
      // An anchor inside itself comes back here until the depth runs out.
      return this.value(target, path, depth + 1);
    }
    this.nodes.set(dotted(path), current);
    if (isScalar(current)) return this.#scalar(current.value, offset, path);
    if (isSeq(current))
      return current.items.map((item, index) => this.value(item, [...path, index], depth + 1));
    if (!isMap(current)) return null;
    const entries: [string, unknown][] = [];
    for (const { key, value } of current.items) {
      const name = isScalar(key) ? key.value : undefined;
      const keyOffset = (key as Node | null)?.range?.[0] ?? offset;
      if (typeof name !== "string" && typeof name !== "number") {
        return this.#refuse(keyOffset, path, "a key is not plain text", "write keys as words, such as score");
      }
      const below = [...path, String(name)];
      this.keys.set(dotted(below), keyOffset);
      entries.push([String(name), this.value(value, below, depth + 1)]);
    }
    // fromEntries defines own properties: a key called __proto__ stays a key.
    return Object.fromEntries(entries);
  }

  #scalar(value: unknown, offset: number, path: Path): unknown {
    if (typeof value === "string" && (value.includes("\0") || !value.isWellFormed())) {
      return this.#refuse(offset, path, "holds a NUL or half a character", "remove it");
    }
    if (typeof value === "number" && !Number.isFinite(value)) {
      return this.#refuse(
        offset,
        path,
        `${printable(String(value))} is not a number to count with`,
        "write a finite number",
      );
    }
    return value;
  }

  #refuse(offset: number, path: Path, what: string, todo: string): null {
    this.fault = { offset, path, what, todo };
    return null;
  }
}
