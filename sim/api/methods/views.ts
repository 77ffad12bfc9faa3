/** views.* */
import type { SimView } from "../../types.ts";
import type { ViewInput } from "../../validate/validator.ts";
import type { World } from "../../world.ts";
import { type Answer, blame, type Refusal, refuse, refuseFor } from "../answer.ts";
import { type Args, structured, text } from "../arguments.ts";
import { refusePictures } from "../pictures.ts";

type Read<T> = ({ readonly ok: true } & T) | Refusal;

export function open(world: World, args: Args): Answer {
  const read = checkView(world, structured(args, "view"), "modal");
  if (!read.ok) return read;
  const trigger = readTrigger(world, args);
  if (!trigger.ok) return trigger;
  world.triggers.use(trigger.id);
  return { ok: true, view: world.views.open(trigger.user, read.view, world.now()) };
}

export function push(world: World, args: Args): Answer {
  const read = checkView(world, structured(args, "view"), "modal");
  if (!read.ok) return read;
  const trigger = readTrigger(world, args);
  if (!trigger.ok) return trigger;
  const stack = world.views.stack(trigger.user);
  if (stack.length === 0) return refuse("not_found");
  if (stack.length >= world.limits.viewStack) {
    return blame("view", "push_limit_reached", `${stack.length} views are open`);
  }
  world.triggers.use(trigger.id);
  return { ok: true, view: world.views.push(trigger.user, read.view, world.now()) };
}

export function update(world: World, args: Args): Answer {
  const id = text(args, "view_id");
  const externalId = text(args, "external_id");
  if (id === undefined && externalId === undefined) {
    return blame("arguments", "invalid_arguments", "neither view_id nor external_id");
  }
  const old = id === undefined ? world.views.byExternalId(externalId ?? "") : world.views.get(id);
  const read = checkView(world, structured(args, "view"), old?.type ?? "modal", old);
  if (!read.ok) return read;
  if (old === undefined) return refuse("not_found");
  const hash = text(args, "hash");
  if (hash !== undefined && hash !== old.hash) return refuse("hash_conflict");
  return { ok: true, view: world.views.update(old, read.view, world.now()) };
}

export function publish(world: World, args: Args): Answer {
  const user = world.users.get(text(args, "user_id") ?? "");
  if (user === undefined) return blame("arguments", "invalid_arguments", "user_id names nobody");
  const old = world.views.home(user.id);
  const read = checkView(world, structured(args, "view"), "home", old);
  if (!read.ok) return read;
  const hash = text(args, "hash");
  if (hash !== undefined && old !== undefined && hash !== old.hash) return refuse("hash_conflict");
  return { ok: true, view: world.views.publish(user.id, read.view, world.now()) };
}

/** Checks a view wherever it comes from: a call, or the answer to a submission. */
export function checkView(
  world: World,
  view: unknown,
  type: ViewInput["type"],
  replaced?: SimView,
): Read<{ readonly view: ViewInput }> {
  if (typeof view !== "object" || view === null || Array.isArray(view)) {
    return refuseFor("view", "invalid_arguments", [
      { pointer: "/view", message: "must be a valid view object" },
    ]);
  }
  const problems = world.validator.view(view);
  if (problems.length > 0) return refuseFor("view", "invalid_arguments", problems);
  const input = view as ViewInput;
  if (input.type !== type) {
    return refuseFor("view", "invalid_arguments", [{ pointer: "/view/type", message: `must be ${type}` }]);
  }
  const length = JSON.stringify(view).length;
  if (length > world.limits.viewJson) {
    return blame("view", "view_too_large", `view of ${length} characters of JSON`);
  }
  const twin = world.views.byExternalId(input.external_id ?? "");
  if (twin !== undefined && twin.id !== replaced?.id) {
    return blame("view", "duplicate_external_id", `external_id ${twin.external_id} is taken`);
  }
  return (
    refusePictures(world, input.blocks, "/view/blocks", "invalid_arguments") ?? { ok: true, view: input }
  );
}

function readTrigger(world: World, args: Args): Read<{ readonly id: string; readonly user: string }> {
  const id = text(args, "trigger_id") ?? "";
  const trigger = world.triggers.look(id, world.now());
  if (!trigger.ok) return blame("trigger", trigger.code, `trigger_id ${id || "missing"}`);
  return { ok: true, id, user: trigger.user };
}
