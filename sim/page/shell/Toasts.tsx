/** What the page says in passing. */
import { useStore } from "./context.ts";
import { Icon } from "./Icon.tsx";

export function Toasts() {
  const { toasts } = useStore();
  return (
    <div class="toasts" role="status">
      {toasts.shown.value.map(({ id, sentence }) => (
        <p key={id} class="toast">
          <span>{sentence}</span>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => toasts.dismiss(id)}>
            <Icon name="close" />
          </button>
        </p>
      ))}
    </div>
  );
}
