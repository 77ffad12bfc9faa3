/** The modal on top, on a native dialog: it keeps the focus inside and takes Escape. */
import { useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { Blocks } from "../blocks/Blocks.tsx";
import { createForm, type Form } from "../store/form.ts";
import type { OpenModal } from "../store/session.ts";
import { useSitting } from "./context.ts";
import { Icon } from "./Icon.tsx";
import { useReturnOfFocus } from "./useReturnOfFocus.ts";

/** Slack's client begins in the first of them. */
const FIELDS = "input, textarea, select";

export function ModalHost() {
  const open = useSitting().session.modal.value;
  useReturnOfFocus(open !== null);
  return open === null ? null : <Modal key={open.view.id} open={open} />;
}

function Modal({ open }: { readonly open: OpenModal }) {
  const { session } = useSitting();
  const { view, depth } = open;
  const shown = useRef(view);
  shown.current = view;
  const form = useMemo(() => createForm(session, () => shown.current), [session]);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    const first = [FIELDS, "button"].map((each) =>
      element?.querySelector<HTMLElement>(`.modal-body :is(${each})`),
    );
    first.find((found) => found != null)?.focus();
    return () => element?.close();
  }, []);
  useFocusOnError(form, dialog);

  const title = view.title?.text ?? "";
  return (
    <dialog
      ref={dialog}
      class="modal"
      aria-labelledby="modal-title"
      onCancel={(event) => {
        // The workspace closes it, once it has told the app.
        event.preventDefault();
        void form.close();
      }}
      onClose={() => {
        // A browser closes on a second Escape whatever the page wants.
        if (dialog.current?.isConnected === true) void form.close();
      }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit();
        }}
      >
        <header class="modal-header">
          <h2 id="modal-title">{title}</h2>
          {depth > 1 && <span class="modal-depth">{`Step ${depth}`}</span>}
          <button type="button" class="icon-button" aria-label="Close" onClick={() => void form.close()}>
            <Icon name="close" />
          </button>
        </header>
        <Trouble form={form} />
        <div class="modal-body">
          <Blocks blocks={view.blocks} surface={form.surface} reader={session.reader} />
        </div>
        <Footer form={form} submit={view.submit?.text} close={view.close?.text} />
      </form>
    </dialog>
  );
}

function Trouble({ form }: { readonly form: Form }) {
  const count = Object.keys(form.errors.value).length;
  const fields = count === 1 ? "1 field needs another look." : `${count} fields need another look.`;
  const sentence = form.trouble.value ?? (count === 0 ? null : fields);
  return (
    <div role="alert" class="modal-alert">
      {sentence !== null && <p>{sentence}</p>}
    </div>
  );
}

interface FooterProps {
  readonly form: Form;
  readonly submit: string | undefined;
  readonly close: string | undefined;
}

function Footer({ form, submit, close = "Cancel" }: FooterProps) {
  const isBusy = form.isSubmitting.value;
  return (
    <footer class="modal-footer">
      <button type="button" class="button" onClick={() => void form.close()}>
        {submit === undefined && close === "Cancel" ? "Close" : close}
      </button>
      {submit !== undefined && (
        <button type="submit" class="button button-primary" aria-disabled={isBusy} aria-busy={isBusy}>
          {isBusy && <span class="spinner" aria-hidden="true" />}
          {submit}
        </button>
      )}
    </footer>
  );
}

function useFocusOnError(form: Form, dialog: { readonly current: HTMLDialogElement | null }): void {
  useSignalEffect(() => {
    if (form.refusals.value === 0) return;
    // After the fields have been drawn with their messages.
    requestAnimationFrame(() => dialog.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  });
}
