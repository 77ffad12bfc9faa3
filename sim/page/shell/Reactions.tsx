/** Emoji under a message, with how many people gave them. */
import { Mrkdwn } from "../text/Mrkdwn.tsx";
import { useSitting } from "./context.ts";

interface ReactionsProps {
  readonly reactions: Readonly<Record<string, readonly string[]>> | undefined;
}

export function Reactions({ reactions = {} }: ReactionsProps) {
  const { session } = useSitting();
  const given = Object.entries(reactions).filter(([, people]) => people.length > 0);
  if (given.length === 0) return null;
  return (
    <ul class="reactions" aria-label="Reactions">
      {given.map(([name, people]) => (
        <li
          key={name}
          data-mine={people.includes(session.user)}
          title={`${people.map(session.reader.personName).join(", ")} reacted with :${name}:`}
        >
          <Mrkdwn text={`:${name}:`} reader={session.reader} /> {people.length}
        </li>
      ))}
    </ul>
  );
}
