// The deliveries of late, so that one that Slack repeats is not worked on twice. Only saves work: commands are
// idempotent, and another instance may get the repetition.
const REMEMBERED = 2_000;

export class Recent {
  readonly #ids = new Set<string>();

  /** Whether this id has been here before; from now on it has. */
  seen(id: string): boolean {
    if (this.#ids.has(id)) return true;
    this.#ids.add(id);
    if (this.#ids.size > REMEMBERED) {
      const [oldest] = this.#ids;
      if (oldest !== undefined) this.#ids.delete(oldest);
    }
    return false;
  }
}
