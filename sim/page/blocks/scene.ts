/** Where blocks stand and who reads them: what every part of a block is given. */
import type { Place, Reader, Surface } from "../surface.ts";

export interface Scene {
  readonly surface: Surface;
  readonly reader: Reader;
  /** The text of this block says that its message has been edited. */
  readonly isEdited?: boolean;
}

/** How a control is named and described to who does not see it. */
export interface Field {
  /** Of the control itself, for its `<label>`. */
  readonly id: string;
  /** Set where no label is seen. */
  readonly label?: string | undefined;
  /** Ids of what names it and of what says more about it. */
  readonly labelledBy?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean | undefined;
  readonly required?: boolean | undefined;
}

/** What each kind of element is given. */
export interface ElementProps<Element> {
  readonly element: Element;
  readonly place: Place;
  readonly field: Field;
  readonly scene: Scene;
}

/** An id for the page that is its own on every surface. Never has blanks, which would part it in an `aria-` list. */
export function idOf(scene: Scene, blockId: string, ...rest: readonly string[]): string {
  return ["bk", scene.surface.key, blockId, ...rest].map(encodeURIComponent).join("-");
}

/** The attributes by which a control is named and described. */
export function naming({ id, label, labelledBy, describedBy, invalid, required }: Field) {
  return {
    id,
    ...(label === undefined ? {} : { "aria-label": label }),
    ...(labelledBy === undefined ? {} : { "aria-labelledby": labelledBy }),
    ...(describedBy === undefined ? {} : { "aria-describedby": describedBy }),
    ...(invalid ? ({ "aria-invalid": "true" } as const) : {}),
    ...(required ? ({ "aria-required": "true" } as const) : {}),
  };
}

/** The `autofocus` attribute, which a dialog follows when it opens; Slack does so in modals and on the Home tab only. */
export function focusOnLoad(scene: Scene, wanted: boolean | undefined): { autofocus?: true } {
  return wanted === true && scene.surface.kind !== "message" ? { autofocus: true } : {};
}
