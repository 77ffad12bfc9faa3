/** A person's initials on a colour of their own, or the app's icon. */

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly isApp: boolean;
  readonly size?: "small" | "large";
}

/** As many as `--avatar-N` in the styles. */
const COLOURS = 8;

/** Decoration: the name stands beside it. */
export function Avatar({ id, name, isApp, size = "large" }: AvatarProps) {
  return (
    <span class="avatar" data-size={size} data-colour={isApp ? "app" : colourOf(id)} aria-hidden="true">
      {isApp ? initials(name).slice(0, 1) : initials(name)}
    </span>
  );
}

function colourOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 997;
  return sum % COLOURS;
}

/** Of the first and the last word; parts by code point, since a name may begin with any character. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
