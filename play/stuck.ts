/** The play cannot go on: Baton answered a press with nothing, or has something due that it never does. */
export class Stuck extends Error {
  override readonly name = "Stuck";
}
