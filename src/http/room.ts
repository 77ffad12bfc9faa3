/** How many requests may be under way at once; who comes then is told to come back, before a body is read. */
export class Room {
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Runs `work` if there is room; null where there is none. */
  async enter<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#taken >= this.#most) return null;
    this.#taken++;
    try {
      return await work();
    } finally {
      this.#taken--;
    }
  }
}
