/** A message's toolbar: the host's actions, and the app's shortcuts under "More actions". */
import type { SimMessage } from "../../types.ts";
import { useSitting, useStore } from "./context.ts";
import { Icon } from "./Icon.tsx";
import { MenuButton } from "./MenuButton.tsx";

interface MessageToolsProps {
  readonly message: SimMessage;
  /** Only then they are tab stops. */
  readonly isCurrent: boolean;
}

export function MessageTools({ message, isCurrent }: MessageToolsProps) {
  const { extension } = useStore();
  const { session, actions } = useSitting();
  const shortcuts = message.ephemeralTo === undefined ? (session.workspace.value?.shortcuts ?? []) : [];
  const own = (extension.messageActions ?? []).filter((action) => action.applies(message));
  if (shortcuts.length + own.length === 0) return null;
  return (
    <div class="message-tools">
      {own.map(({ label, run }) => (
        <button
          key={label}
          type="button"
          class="message-tool"
          tabIndex={isCurrent ? 0 : -1}
          onClick={() => run(message)}
        >
          {label}
        </button>
      ))}
      {shortcuts.length > 0 && (
        <MenuButton
          label="More actions"
          isTabStop={isCurrent}
          entries={shortcuts.map(({ name, callbackId }) => ({
            label: name,
            run: () => void actions.runShortcut(message, callbackId),
          }))}
        >
          <Icon name="more" />
        </MenuButton>
      )}
    </div>
  );
}
