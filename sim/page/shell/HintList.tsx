/** The list above the composer: a listbox whose choice the text field keeps. */
import { useEffect, useRef } from "preact/hooks";
import type { Completion, Suggestion } from "./completion.ts";

interface HintListProps {
  readonly completion: Completion;
  readonly chosen: number;
  choose(suggestion: Suggestion): void;
}

export function optionId({ id }: Suggestion): string {
  return `hint-${id}`;
}

export function HintList({ completion: { label, suggestions }, chosen, choose }: HintListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div class="hints">
      <p class="hints-title" aria-hidden="true">
        {label}
      </p>
      <div ref={list} id="hints" role="listbox" aria-label={label} tabIndex={-1}>
        {suggestions.map((suggestion, index) => (
          // The text field keeps the focus, and with it the keyboard.
          // biome-ignore lint/a11y/useFocusableInteractive: by aria-activedescendant.
          // biome-ignore lint/a11y/useKeyWithClickEvents: by the text field's keys.
          <div
            key={suggestion.id}
            id={optionId(suggestion)}
            role="option"
            aria-selected={index === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(suggestion)}
          >
            <span class="hint-title">{suggestion.title}</span>{" "}
            <span class="hint-usage">{suggestion.hint}</span>
            {suggestion.description !== "" && <span class="hint-description">{suggestion.description}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}
