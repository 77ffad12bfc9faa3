// Checks what has a leaf in the tree: each event against its chain and its leaf, the tree against every checkpoint.
import { GrowingTree, leafHash } from "../../domain/merkle.ts";
import { ChainCheck } from "./chainCheck.ts";
import { SignatureCheck } from "./checkpoint.ts";
import { canonicalForm, firstIssue, recordedEvent } from "./format.ts";
import type { AuditEvent, AuditStore, Checkpoint, Leaf } from "./ports.ts";
import type { Broken } from "./verdict.ts";

export class SealedCheck {
  readonly chains = new ChainCheck();
  readonly #tree = new GrowingTree();
  readonly #signatures: SignatureCheck;
  readonly #checkpoints: readonly Checkpoint[];
  #passed = 0;

  /** `checkpoints` by size. */
  constructor(checkpoints: readonly Checkpoint[], trusted: readonly string[] | null) {
    this.#checkpoints = checkpoints;
    this.#signatures = new SignatureCheck(trusted);
  }

  /** How many events were found whole. */
  get events(): number {
    return this.#tree.size;
  }

  /** How many checkpoints were found to hold. */
  get checkpoints(): number {
    return this.#passed;
  }

  /** How many events those checkpoints cover. */
  get covered(): number {
    return this.#checkpoints[this.#passed - 1]?.size ?? 0;
  }

  get signers(): string[] {
    return this.#signatures.signers;
  }

  /** Goes through all leaves there are; stops at the first thing broken and says what. */
  async run(audit: AuditStore): Promise<Broken | null> {
    const size = await audit.treeSize();
    for await (const page of audit.leaves(0, size)) {
      for (const leaf of page) {
        const broken = this.#leaf(leaf) ?? this.#dueCheckpoint();
        if (broken !== null) return broken;
      }
    }
    const next = this.#checkpoints[this.#passed];
    if (next !== undefined) {
      const left = `${this.#tree.size} leaves are left`;
      return { what: `the checkpoint of ${next.at} covers ${next.size} events, and ${left}` };
    }
    return this.#tree.size < size ? { what: `leaf ${this.#tree.size} of ${size} is missing` } : null;
  }

  #leaf({ leafIndex, leafHash: kept, eventId, event }: Leaf): Broken | null {
    if (leafIndex !== this.#tree.size)
      return { eventId, what: `leaf ${this.#tree.size}, before it, is missing` };
    if (event === null) return { eventId, what: "it was sealed, and is missing now" };
    const broken = formFault(event) ?? this.chains.next(event);
    if (broken !== null) return broken;
    if (event.id !== eventId || leafHash(event) !== kept) {
      return { eventId, leadId: event.leadId, what: "it is not the event that was sealed" };
    }
    this.#tree.append(kept);
    return null;
  }

  #dueCheckpoint(): Broken | null {
    const due = this.#checkpoints[this.#passed];
    if (due?.size !== this.#tree.size) return null;
    const of = `the checkpoint of ${due.at}, covering ${due.size} events`;
    const wrong = this.#signatures.checkpoint(due);
    if (wrong !== null) return { what: `${of}: ${wrong}` };
    if (due.root !== this.#tree.root()) {
      const range = `leaves ${this.covered} to ${due.size - 1}`;
      return { what: `${of}: an event among ${range} is not the one that was sealed` };
    }
    this.#passed += 1;
    return null;
  }
}

/** Whether an event in the database is one at all. */
export function formFault(event: AuditEvent): Broken | null {
  const at = { eventId: event.id, leadId: event.leadId };
  const parsed = recordedEvent.safeParse(event);
  if (!parsed.success) return { ...at, what: `it is not an event (${firstIssue(parsed.error)})` };
  return canonicalForm(event) === null ? { ...at, what: "it has no canonical JSON" } : null;
}
