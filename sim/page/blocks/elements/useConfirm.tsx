/** The question that an app may have put before an action. */
import type { ConfirmationDialog } from "@slack/types";
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Reader } from "../../surface.ts";
import { PlainText } from "../../text/Mrkdwn.tsx";
import { Text } from "../Text.tsx";

interface Question {
  readonly proceed: () => void;
  readonly withdraw: () => void;
}

export interface Confirming {
  /** Asks, then goes on or takes it back; without a question, goes on at once. */
  ask(proceed: () => void, withdraw?: () => void): void;
  /** To be drawn beside the element. */
  readonly dialog: VNode | null;
}

export function useConfirm(confirm: ConfirmationDialog | undefined, reader: Reader): Confirming {
  const [question, setQuestion] = useState<Question | null>(null);
  return {
    ask: (proceed, withdraw = () => {}) => {
      if (confirm === undefined) proceed();
      else setQuestion({ proceed, withdraw });
    },
    dialog:
      confirm === undefined || question === null ? null : (
        <Dialog
          confirm={confirm}
          reader={reader}
          answered={(yes) => {
            setQuestion(null);
            if (yes) question.proceed();
            else question.withdraw();
          }}
        />
      ),
  };
}

interface DialogProps {
  readonly confirm: ConfirmationDialog;
  readonly reader: Reader;
  answered(yes: boolean): void;
}

function Dialog({ confirm, reader, answered }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => ref.current?.showModal(), []);
  // Closed before it goes, so that the focus returns to where it was.
  const close = (yes: boolean) => ref.current?.close(yes ? "yes" : "");
  return (
    <dialog
      class="bk-confirm"
      ref={ref}
      aria-label={confirm.title?.text ?? "Are you sure?"}
      onClose={(event) => {
        event.stopPropagation();
        answered(event.currentTarget.returnValue === "yes");
      }}
    >
      <h2>
        <PlainText text={confirm.title?.text ?? "Are you sure?"} />
      </h2>
      <p>
        <Text text={confirm.text} reader={reader} />
      </p>
      <div class="bk-confirm-buttons">
        <button type="button" class="bk-button" onClick={() => close(false)}>
          <PlainText text={confirm.deny?.text ?? "Cancel"} />
        </button>
        <button
          type="button"
          class={`bk-button bk-button-${confirm.style ?? "primary"}`}
          onClick={() => close(true)}
        >
          <PlainText text={confirm.confirm?.text ?? "Yes"} />
        </button>
      </div>
    </dialog>
  );
}
