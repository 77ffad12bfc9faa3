// Verifies an export by itself: no database, no environment. Memory grows with leads and checkpoints, not with events.
import { createHash } from "node:crypto";
import { GrowingTree, leafHash } from "../../domain/merkle.ts";
import { ChainCheck } from "./chainCheck.ts";
import { SignatureCheck } from "./checkpoint.ts";
import { canonicalForm, checkpointLine, closingLine, eventLine, firstIssue } from "./format.ts";
import { type Line, linesOf } from "./lines.ts";
import type { Broken, Verdict } from "./verdict.ts";

/**
 * Reads the file twice (`open` is called for each): the checkpoints stand after the events, and the tree's root has
 * to be noted at their sizes while the events go by. `trusted`: public keys in PEM, or null to trust the first found.
 */
export async function verifyExport(
  open: () => AsyncIterable<Uint8Array>,
  trusted: readonly string[] | null,
): Promise<Verdict> {
  const check = new ExportCheck(trusted, await checkpointSizes(open()));
  let broken: Broken | null = null;
  for await (const line of linesOf(open())) {
    broken = check.line(line);
    if (broken !== null) break;
  }
  return check.verdict(broken ?? check.end());
}

/** A checkpoint's line ends in its size: that is how canonical JSON sorts it. What is malformed is found later. */
async function checkpointSizes(chunks: AsyncIterable<Uint8Array>): Promise<Set<number>> {
  const sizes = new Set<number>();
  for await (const { bytes } of linesOf(chunks)) {
    if (!bytes.subarray(0, 16).toString("latin1").startsWith('{"checkpoint":{')) continue;
    const size = /"size":(\d{1,16})\}\}\n$/.exec(bytes.subarray(-40).toString("latin1"))?.[1];
    if (size !== undefined) sizes.add(Number(size));
  }
  return sizes;
}

class ExportCheck {
  readonly #tree = new GrowingTree();
  readonly #chains = new ChainCheck();
  readonly #digest = createHash("sha256");
  readonly #rootAt = new Map<number, string>();
  readonly #trusted: boolean;
  readonly #signatures: SignatureCheck;
  readonly #sizes: ReadonlySet<number>;
  #checkpoints = 0;
  /** How many events the checkpoints so far cover. */
  #covered = 0;
  #lines = 0;
  #closed = false;

  constructor(trusted: readonly string[] | null, sizes: ReadonlySet<number>) {
    this.#trusted = trusted !== null;
    this.#signatures = new SignatureCheck(trusted);
    this.#sizes = sizes;
  }

  /** What is wrong with the next line; null when nothing is. */
  line({ number, bytes, text }: Line): Broken | null {
    this.#lines = number;
    if (this.#closed) return { line: number, what: "nothing may follow the closing line" };
    if (text === null) return { line: number, what: "it is cut short, or not UTF-8 text" };
    const broken = this.#content(parse(text), text);
    this.#digest.update(bytes);
    return broken === null ? null : { ...broken, line: number };
  }

  end(): Broken | null {
    if (this.#closed) return null;
    const what =
      this.#lines === 0 ? "the file is empty" : "the closing line is missing: the export is cut short";
    return { line: this.#lines + 1, what };
  }

  verdict(broken: Broken | null): Verdict {
    return {
      ok: broken === null,
      events: this.#tree.size,
      leads: this.#chains.leads,
      checkpoints: this.#checkpoints,
      unsealed: 0,
      signedBy: this.#signatures.signers,
      keyTrusted: this.#trusted,
      ...(broken && { firstBroken: broken }),
    };
  }

  #content(value: unknown, text: string): Broken | null {
    if (typeof value !== "object" || value === null)
      return { ...named(text), what: "it is not a JSON object" };
    if ("checkpoint" in value) return this.#checkpoint(value, text);
    if ("export" in value) return this.#closing(value, text);
    return this.#event(value, text);
  }

  #event(value: object, text: string): Broken | null {
    const parsed = eventLine.safeParse(value);
    if (!parsed.success) return { ...named(text), what: `it is not an event (${firstIssue(parsed.error)})` };
    const { leafIndex, ...event } = parsed.data;
    const at = { eventId: event.id, leadId: event.leadId };
    if (canonicalForm(value) !== text)
      return { ...at, what: "it is not canonical JSON: some byte was changed" };
    if (this.#checkpoints > 0) return { ...at, what: "an event may not follow a checkpoint" };
    // Leaf and chain both notice a missing event; the chain knows which one it was.
    const broken = this.#chains.next(event);
    if (broken !== null) return broken;
    if (leafIndex !== this.#tree.size) {
      return { ...at, what: `leaf ${this.#tree.size} should stand here, and this is leaf ${leafIndex}` };
    }
    this.#tree.append(leafHash(event));
    if (this.#sizes.has(this.#tree.size)) this.#rootAt.set(this.#tree.size, this.#tree.root());
    return null;
  }

  #checkpoint(value: object, text: string): Broken | null {
    const parsed = checkpointLine.safeParse(value);
    if (!parsed.success) return { what: `it is not a checkpoint (${firstIssue(parsed.error)})` };
    if (canonicalForm(value) !== text) return { what: "it is not canonical JSON: some byte was changed" };
    const { checkpoint } = parsed.data;
    const wrong = this.#signatures.checkpoint(checkpoint);
    if (wrong !== null) return { what: `checkpoint: ${wrong}` };
    if (checkpoint.size <= this.#covered) return { what: "checkpoint: it is out of order" };
    if (checkpoint.size > this.#tree.size) {
      const missing = checkpoint.size - this.#tree.size;
      return {
        what: `checkpoint: it covers ${checkpoint.size} events, and the last ${missing} of them are missing`,
      };
    }
    if (checkpoint.root !== this.#rootAt.get(checkpoint.size)) {
      const where = `lines ${this.#covered + 1} to ${checkpoint.size}`;
      return { what: `checkpoint: an event on ${where} is not the one that was sealed on ${checkpoint.at}` };
    }
    this.#covered = checkpoint.size;
    this.#checkpoints += 1;
    return null;
  }

  #closing(value: object, text: string): Broken | null {
    const parsed = closingLine.safeParse(value);
    if (!parsed.success) return { what: `it is not a closing line (${firstIssue(parsed.error)})` };
    if (canonicalForm(value) !== text) return { what: "it is not canonical JSON: some byte was changed" };
    const { signature, key, ...content } = parsed.data.export;
    const wrong = this.#signatures.content({ export: content }, { signature, key });
    if (wrong !== null) return { what: `closing line: ${wrong}` };
    if (this.#covered < this.#tree.size) {
      return {
        what: `no checkpoint covers lines ${this.#covered + 1} to ${this.#tree.size}: a line is missing`,
      };
    }
    if (content.events !== this.#tree.size || content.checkpoints !== this.#checkpoints) {
      const wrote = `${content.events} events and ${content.checkpoints} checkpoints`;
      return { what: `${wrote} were exported, and here are ${this.#tree.size} and ${this.#checkpoints}` };
    }
    if (content.digest !== this.#digest.copy().digest("hex")) {
      return { what: "closing line: the lines before it are not those that were exported" };
    }
    this.#closed = true;
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The event's id as far as a damaged line still shows it. */
function named(text: string): { eventId?: string } {
  const id = /"id":"(evt_[0-9a-f]{32})"/.exec(text)?.[1];
  return id === undefined ? {} : { eventId: id };
}
