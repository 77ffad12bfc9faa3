/** Draws the workspace page. */
import { render } from "preact";
import type { Extend } from "../extension.ts";
import { get } from "../store/api.ts";
import { createStore } from "../store/store.ts";
import { StoreContext } from "./context.ts";
import { Workspace } from "./Workspace.tsx";

interface Member {
  readonly id: string;
  readonly isBot: boolean;
  readonly deleted: boolean;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 10_000;

/** Puts the workspace into the document. `extend` adds the host's bar, panels and message actions. */
export function mountWorkspace(extend?: Extend): void {
  const root = document.getElementById("app");
  if (root === null) throw new Error("The page has no element #app to draw the workspace in");
  void start(root, extend);
}

/** Who is there decides who sits here, so that comes first. */
async function start(root: HTMLElement, extend: Extend | undefined, retryMs = FIRST_RETRY_MS): Promise<void> {
  const answer = await get<{ readonly users: readonly Member[] }>("/state");
  if (!answer.ok) {
    render(<Notice sentence="The workspace is not reachable yet. Trying again…" />, root);
    setTimeout(() => void start(root, extend, Math.min(retryMs * 1.5, LAST_RETRY_MS)), retryMs);
    return;
  }
  const people = answer.value.users.filter(({ isBot }) => !isBot);
  const first = people.find(({ deleted }) => !deleted) ?? people[0];
  if (first === undefined) {
    render(<Notice sentence="Nobody is in this workspace: start it with at least one person." />, root);
    return;
  }
  const ids = people.map(({ id }) => id);
  const store = createStore(ids, first.id, extend);
  render(
    <StoreContext.Provider value={store}>
      <Workspace />
    </StoreContext.Provider>,
    root,
  );
}

function Notice({ sentence }: { readonly sentence: string }) {
  return (
    <main class="notice">
      <p role="status">{sentence}</p>
    </main>
  );
}
