/** Says that the page is not live. */
import { useSitting } from "./context.ts";

export function ConnectionBanner() {
  const isLost = useSitting().session.connection.value === "lost";
  return (
    <div role="status" class="connection">
      {isLost && (
        <p class="connection-banner">The connection to the workspace is gone. Trying to reconnect…</p>
      )}
    </div>
  );
}
