/** What there is to know about the app: its commands. */
import { useSitting } from "./context.ts";

export function AboutTab() {
  const { session } = useSitting();
  const commands = session.workspace.value?.commands ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard.
    <div class="about-tab" tabIndex={0}>
      <h2>{session.appName.value}</h2>
      <p>An app in the workspace {session.workspace.value?.team.name}.</p>
      {commands.length > 0 && <h3>Slash commands</h3>}
      <dl>
        {commands.map(({ command, usageHint, description }) => (
          <div key={command}>
            <dt>
              <code>{command}</code> {usageHint}
            </dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
