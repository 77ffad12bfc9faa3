// Opening and changing modals: the one thing that cannot wait for the reconciler.
import type { ModalView } from "@slack/types";
import type { Message } from "../../blocks/assemble.ts";
import type { CallResult, SlackApi } from "./client.ts";
import type { Desk } from "./desk.ts";
import type { OpenView } from "./payloads.ts";
import { sayTooSlow } from "./sentences.ts";
import type { Listener } from "./tell.ts";

/** Gives what to tell the person when the modal could not be opened. */
export async function openModal(
  pressed: Pick<Listener, "trigger" | "view">,
  desk: Desk,
  view: ModalView,
): Promise<Message | null> {
  const opened = await showModal(pressed, desk.api, view);
  if (opened?.kind === "done") return null;
  if (opened) desk.log.warn({ failure: opened, modal: view.callback_id }, "a modal could not be opened");
  return sayTooSlow();
}

/** On top of the modal that was pressed in, where it was one. Null: nothing was pressed by which one can be opened. */
export async function showModal(
  { trigger, view: pressedIn }: Pick<Listener, "trigger" | "view">,
  api: SlackApi,
  view: ModalView,
): Promise<CallResult<object> | null> {
  if (trigger === null) return null;
  return pressedIn && !pressedIn.isHome
    ? api.call((client) => client.views.push({ trigger_id: trigger, view }))
    : api.call((client) => client.views.open({ trigger_id: trigger, view }));
}

/** A modal that was changed or closed meanwhile stays as it is. */
export async function updateModal({ id, hash }: OpenView, desk: Desk, view: ModalView): Promise<void> {
  const updated = await desk.api.call((client) =>
    client.views.update({ view_id: id, view, ...(hash === null ? {} : { hash }) }),
  );
  if (updated.kind !== "done") {
    desk.log.warn({ failure: updated, modal: view.callback_id }, "a modal could not be changed");
  }
}
