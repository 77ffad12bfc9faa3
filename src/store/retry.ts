import { isRetryable } from "./database/failures.ts";

const ATTEMPTS = 5;

/**
 * Runs one transaction, and again when the database broke it off in favour of another (deadlock, serialization
 * failure). Nothing of a broken one is left, so running it again is safe. Gives up after five.
 */
export async function retried<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
}
