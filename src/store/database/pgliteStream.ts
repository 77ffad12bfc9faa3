/**
 * The wire between `pg` and PGlite: looks like a socket, and answers from the PostgreSQL inside this process.
 * It makes the embedded database one more PostgreSQL server for everything above, with one code path for both.
 */
import { Duplex } from "node:stream";
import type { PGlite } from "@electric-sql/pglite";

const rollback = simpleQuery("ROLLBACK");
const discardAll = simpleQuery("DISCARD ALL");

/** One client's connection to a PGlite. PGlite has one session, so at most one may be open at a time. */
export class PgliteStream extends Duplex {
  readonly #db: PGlite;
  #fresh = true;

  constructor(db: PGlite) {
    super();
    this.#db = db;
  }

  connect(): this {
    setImmediate(() => this.emit("connect"));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#answer(chunk).then(() => done(), done);
  }

  /** `pg` corks the messages of one query; PGlite must see them together to answer with one "ready". */
  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#answer(Buffer.concat(chunks.map(({ chunk }) => chunk))).then(() => done(), done);
  }

  override _final(done: () => void): void {
    done();
    this.destroy();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.#db.ready || !this.#db.isInTransaction()) {
      done(error);
      return;
    }
    this.#execute(rollback).then(
      () => done(error),
      (failure) => done(error ?? failure),
    );
  }

  async #answer(message: Buffer): Promise<void> {
    if (this.#fresh) await this.#forgetPreviousClient();
    const answer = await this.#execute(message);
    // `pg` writes its next query from the data handler; pushed before this write is done, Node would drop it.
    await new Promise(setImmediate);
    if (!this.destroyed && answer.length > 0) this.push(answer);
  }

  /** `pg` drops its client after an error, PGlite keeps the session: its transaction and names must not leak. */
  async #forgetPreviousClient(): Promise<void> {
    this.#fresh = false;
    if (this.#db.isInTransaction()) await this.#execute(rollback);
    await this.#execute(discardAll);
  }

  /**
   * Runs protocol bytes; PGlite does so before this returns. Not `execProtocolRawSync`: that one also parses every
   * answer and keeps the messages for ever (PGlite 0.5.16), 50 MB for each 200,000 rows read.
   */
  async #execute(message: Uint8Array): Promise<Buffer> {
    const parts: Buffer[] = [];
    // The bytes are a view of PGlite's memory, valid only during the call: copied.
    const onRawData = (bytes: Uint8Array) => parts.push(Buffer.from(bytes));
    await this.#db.execProtocolRawStream(message, { syncToFs: false, onRawData });
    return Buffer.concat(parts);
  }
}

function simpleQuery(sql: string): Buffer {
  const body = Buffer.from(`${sql}\0`);
  const head = Buffer.alloc(5);
  head.write("Q");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
