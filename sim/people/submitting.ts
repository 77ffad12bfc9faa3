/** Submitting a modal: what the client checks, and what the app's answer does to the stack. */

import { blame, recordBlame } from "../api/answer.ts";
import { checkView } from "../api/methods/views.ts";
import { elementsOf, isEmpty, type Placed } from "../state/inputs.ts";
import type { User } from "../state/users.ts";
import type { Delivered, SimView, SubmitResult } from "../types.ts";
import type { World } from "../world.ts";
import { clientError } from "./choosing.ts";
import { inputLabel } from "./finding.ts";
import { Lapse } from "./lapse.ts";
import { viewSubmission } from "./payloads.ts";

const NOT_SENT: Delivered = { ok: false, ackMs: 0, status: 0 };
const NO_ERRORS = { errors: {}, blockErrors: {} } as const;
const WHERE = "view_submission";

/** Presses the modal's submit button, as Slack's client lets a person do. */
export async function submit(world: World, user: User): Promise<SubmitResult> {
  const view = world.views.top(user.id);
  if (view === undefined) throw new Lapse("view_gone", `${user.name} has no modal open`);
  if (view.submit === null)
    throw new Lapse("control_gone", `The modal "${view.title?.text ?? ""}" has no submit button`);
  const invalid = clientErrors(view);
  if (invalid.length > 0) return { ...NOT_SENT, outcome: "invalid", ...shownErrors(invalid) };
  const delivered = await world.deliveries.interaction(viewSubmission(world, user, view));
  if (!delivered.ok) return { ...delivered, outcome: "failed", ...NO_ERRORS };
  return answer(world, user, view, delivered);
}

interface FieldError {
  readonly placed: Placed;
  readonly message: string;
}

function shownErrors(errors: readonly FieldError[]): Pick<SubmitResult, "errors" | "blockErrors"> {
  return {
    errors: Object.fromEntries(errors.map(({ placed, message }) => [inputLabel(placed), message])),
    blockErrors: Object.fromEntries(errors.map(({ placed, message }) => [placed.block.block_id, message])),
  };
}

/** What Slack's client says at the fields that it would not send. */
function clientErrors(view: SimView): FieldError[] {
  const errors: FieldError[] = [];
  for (const placed of elementsOf(view.blocks)) {
    const { block, element } = placed;
    if (block.type !== "input") continue;
    const state = view.state.values[block.block_id]?.[element.action_id];
    if (state === undefined) continue;
    const message =
      isEmpty(state) && block.optional !== true
        ? "Please complete this required field."
        : clientError(element, state);
    if (message !== undefined) errors.push({ placed, message });
  }
  return errors;
}

function answer(world: World, user: User, view: SimView, delivered: Delivered): SubmitResult {
  const body = delivered.body;
  // Another window of theirs may have closed it meanwhile.
  const isGone = world.views.get(view.id) === undefined;
  if (body === undefined || body === "" || isGone) {
    if (!isGone) world.views.pop(user.id);
    return { ...delivered, outcome: "closed", ...NO_ERRORS };
  }
  const action =
    typeof body === "object" && body !== null && "response_action" in body ? body.response_action : undefined;
  switch (action) {
    case "clear":
      world.views.clear(user.id);
      return { ...delivered, outcome: "cleared", ...NO_ERRORS };
    case "errors":
      return showErrors(world, view, delivered, (body as { errors?: unknown }).errors);
    case "update":
    case "push":
      return showView(world, user, view, delivered, action, (body as { view?: unknown }).view);
    default:
      return refused(world, delivered, "invalid_response_action", JSON.stringify(body).slice(0, 200));
  }
}

/** Errors must name input blocks that are there, or Slack shows a general failure. */
function showErrors(world: World, view: SimView, delivered: Delivered, errors: unknown): SubmitResult {
  if (typeof errors !== "object" || errors === null || Object.keys(errors).length === 0) {
    return refused(world, delivered, "invalid_errors", "response_action errors without errors");
  }
  const shown: FieldError[] = [];
  for (const [blockId, message] of Object.entries(errors)) {
    const placed = elementsOf(view.blocks).find(
      ({ block }) => block.block_id === blockId && block.type === "input",
    );
    if (placed === undefined || typeof message !== "string" || message === "") {
      return refused(world, delivered, "invalid_errors", `errors name ${blockId}, which is no input here`);
    }
    shown.push({ placed, message });
  }
  return { ...delivered, outcome: "errors", ...shownErrors(shown) };
}

function showView(
  world: World,
  user: User,
  view: SimView,
  delivered: Delivered,
  action: "update" | "push",
  input: unknown,
): SubmitResult {
  const checked = checkView(world, input, "modal", action === "update" ? view : undefined);
  if (!checked.ok) {
    recordBlame(world, WHERE, checked);
    return { ...delivered, ok: false, outcome: "refused", ...NO_ERRORS };
  }
  if (action === "update") {
    world.views.update(view, checked.view, world.now());
    return { ...delivered, outcome: "updated", ...NO_ERRORS };
  }
  if (world.views.stack(user.id).length >= world.limits.viewStack) {
    return refused(world, delivered, "push_limit_reached", "no more than three views can be stacked");
  }
  world.views.push(user.id, checked.view, world.now());
  return { ...delivered, outcome: "pushed", ...NO_ERRORS };
}

function refused(world: World, delivered: Delivered, code: string, detail: string): SubmitResult {
  recordBlame(world, WHERE, blame("view", code, detail));
  return { ...delivered, ok: false, outcome: "refused", ...NO_ERRORS };
}
