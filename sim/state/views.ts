/** Modals (a stack of at most three a person) and Home tabs. */
import type { SimView } from "../types.ts";
import type { ViewInput } from "../validate/validator.ts";
import { withIds } from "./blockIds.ts";
import type { Tell } from "./changes.ts";
import { shortId, slackId } from "./ids.ts";
import type { Inputs } from "./inputs.ts";

interface ViewIdentity {
  readonly teamId: string;
  readonly appId: string;
  readonly botId: string;
}

export class Views {
  readonly #byId = new Map<string, SimView>();
  readonly #stacks = new Map<string, string[]>();
  readonly #homes = new Map<string, string>();
  /** Whose screen a view is on. */
  readonly #owners = new Map<string, string>();
  readonly #identity: ViewIdentity;
  readonly #inputs: Inputs;
  readonly #tell: Tell;

  constructor(identity: ViewIdentity, inputs: Inputs, tell: Tell) {
    this.#identity = identity;
    this.#inputs = inputs;
    this.#tell = tell;
  }

  /** Opens a modal; whatever the person had open goes. */
  open(user: string, input: ViewInput, nowMs: number): SimView {
    this.clear(user);
    const id = slackId("V");
    this.#stacks.set(user, [id]);
    return this.#make(input, { id, user, root: id, previous: null }, nowMs);
  }

  /** Puts a modal on top of those that are open; the caller has checked that there is room. */
  push(user: string, input: ViewInput, nowMs: number): SimView {
    const stack = this.#stacks.get(user) ?? [];
    const id = slackId("V");
    this.#stacks.set(user, [...stack, id]);
    return this.#make(input, { id, user, root: stack[0] ?? id, previous: stack.at(-1) ?? null }, nowMs);
  }

  update(old: SimView, input: ViewInput, nowMs: number): SimView {
    const user = this.#owners.get(old.id) ?? "";
    const place = { id: old.id, user, root: old.root_view_id, previous: old.previous_view_id };
    return this.#make(input, place, nowMs);
  }

  publish(user: string, input: ViewInput, nowMs: number): SimView {
    const id = this.#homes.get(user) ?? slackId("V");
    this.#homes.set(user, id);
    return this.#make(input, { id, user, root: id, previous: null }, nowMs);
  }

  /** A view that somebody has open or that is a Home tab, with what has been typed into it. */
  get(id: string): SimView | undefined {
    const view = this.#byId.get(id);
    if (view === undefined) return undefined;
    return { ...view, state: { values: this.#inputs.values(id, view.blocks) } };
  }

  byExternalId(externalId: string): SimView | undefined {
    if (externalId === "") return undefined;
    for (const view of this.#byId.values()) if (view.external_id === externalId) return this.get(view.id);
    return undefined;
  }

  /** From bottom to top. */
  stack(user: string): readonly string[] {
    return this.#stacks.get(user) ?? [];
  }

  top(user: string): SimView | undefined {
    const id = this.#stacks.get(user)?.at(-1);
    return id === undefined ? undefined : this.get(id);
  }

  home(user: string): SimView | undefined {
    const id = this.#homes.get(user);
    return id === undefined ? undefined : this.get(id);
  }

  /** Closes the modal on top; the one below shows again. */
  pop(user: string): void {
    const stack = [...this.stack(user)];
    const id = stack.pop();
    if (id === undefined) return;
    this.#forget(id);
    this.#stacks.set(user, stack);
    this.#tell({ type: "modal", user });
  }

  clear(user: string): void {
    const stack = this.stack(user);
    if (stack.length === 0) return;
    for (const id of stack) this.#forget(id);
    this.#stacks.delete(user);
    this.#tell({ type: "modal", user });
  }

  #forget(id: string): void {
    this.#byId.delete(id);
    this.#owners.delete(id);
    this.#inputs.forget(id);
  }

  #make(
    input: ViewInput,
    place: {
      readonly id: string;
      readonly user: string;
      readonly root: string;
      readonly previous: string | null;
    },
    nowMs: number,
  ): SimView {
    const view: SimView = {
      id: place.id,
      team_id: this.#identity.teamId,
      type: input.type,
      title: input.title ?? null,
      submit: input.submit ?? null,
      close: input.close ?? null,
      blocks: withIds(input.blocks),
      private_metadata: input.private_metadata ?? "",
      callback_id: input.callback_id ?? "",
      external_id: input.external_id ?? "",
      state: { values: {} },
      hash: `${Math.floor(nowMs / 1_000)}.${shortId()}${shortId()}`,
      clear_on_close: input.clear_on_close ?? false,
      notify_on_close: input.notify_on_close ?? false,
      root_view_id: place.root,
      previous_view_id: place.previous,
      app_id: this.#identity.appId,
      app_installed_team_id: this.#identity.teamId,
      bot_id: this.#identity.botId,
    };
    this.#byId.set(view.id, view);
    this.#owners.set(view.id, place.user);
    this.#tell({ type: view.type, user: place.user });
    return this.get(view.id) ?? view;
  }
}
