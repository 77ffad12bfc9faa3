// What the listeners are still working on, so that stopping can wait for it.
export class UnderWay {
  readonly #work = new Set<Promise<void>>();

  add(work: Promise<void>): Promise<void> {
    this.#work.add(work);
    return work.finally(() => this.#work.delete(work));
  }

  /** Resolves when nothing is under way any more, at the latest after `mostMs`. */
  async finished(mostMs: number): Promise<void> {
    const limit = Promise.withResolvers<void>();
    const timer = setTimeout(limit.resolve, mostMs);
    while (this.#work.size > 0) {
      const settled = Promise.allSettled(this.#work).then(() => true);
      const done = await Promise.race([settled, limit.promise]);
      if (!done) break;
    }
    clearTimeout(timer);
  }
}
