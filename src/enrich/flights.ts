// One request under way for the same question, however many ask it.

interface Flight<T> {
  readonly result: Promise<T>;
  readonly isUrgent: boolean;
  hasBegun: boolean;
  /** One in a hurry that went ahead while this one was queued. */
  overtakenBy: Flight<T> | null;
}

/** Called when queued work gets its turn; gives the result to use instead where somebody went ahead meanwhile. */
export type Begin<T> = () => Promise<T> | null;

export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>();

  /**
   * The result of the work under way for `key`, or of this one. Somebody in a hurry does not wait behind work that is
   * still queued with the others.
   */
  run(key: string, isUrgent: boolean, work: (begin: Begin<T>) => Promise<T>): Promise<T> {
    const known = this.#flights.get(key);
    if (known && (known.hasBegun || known.isUrgent || !isUrgent)) return known.result;
    const begin = () => {
      flight.hasBegun = true;
      return flight.overtakenBy?.result ?? null;
    };
    // A turn later, so that `flight` is there when work begins at once.
    const result = Promise.resolve().then(() => work(begin));
    const flight: Flight<T> = { result, isUrgent, hasBegun: false, overtakenBy: null };
    if (known) known.overtakenBy = flight;
    this.#flights.set(key, flight);
    const over = () => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    result.then(over, over);
    return result;
  }
}
