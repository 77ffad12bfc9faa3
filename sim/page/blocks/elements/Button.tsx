/** A button; with an address, a link that its app hears of as well. */
import type { Button as SlackButton } from "@slack/types";
import { safeUrl } from "../../text/links.ts";
import { PlainText } from "../../text/Mrkdwn.tsx";
import { type ElementProps, naming } from "../scene.ts";
import { useConfirm } from "./useConfirm.tsx";

export function Button({ element, place, field, scene }: ElementProps<SlackButton>) {
  const { text, style, url, confirm, accessibility_label: label } = element;
  const { ask, dialog } = useConfirm(confirm, scene.reader);
  const isBusy = scene.surface.isBusy(place);
  const press = () => scene.surface.press(place);
  const words = <PlainText text={text.text} emoji={text.emoji} />;
  const common = {
    ...naming({ id: field.id, label }),
    class: style === undefined ? "bk-button" : `bk-button bk-button-${style}`,
  };
  const address = url === undefined ? undefined : safeUrl(url);
  if (address !== undefined) {
    return (
      <>
        <a
          {...common}
          href={address}
          target="_blank"
          rel="noopener noreferrer"
          onClick={(event) => {
            if (confirm === undefined) return press();
            event.preventDefault();
            ask(() => {
              window.open(address, "_blank", "noopener,noreferrer");
              press();
            });
          }}
        >
          {words}
        </a>
        {dialog}
      </>
    );
  }
  return (
    <>
      <button
        {...common}
        type="button"
        // Not disabled, which would lose the focus to a keyboard user who has just pressed it.
        aria-disabled={isBusy}
        aria-busy={isBusy}
        onClick={() => {
          if (!isBusy) ask(press);
        }}
      >
        {words}
        {isBusy && <span class="bk-spinner" aria-hidden="true" />}
      </button>
      {dialog}
    </>
  );
}
