/** Where the keyboard's place goes within the bar, part of which small screens fold away. */

/** Id of the button that unfolds the rest of the bar. */
export const MORE_BUTTON = "demo-more";

/** To this button of the bar, or where it is folded away to the one that unfolds it. */
export function focusInBar(id: string): void {
  const button = document.getElementById(id);
  (button?.checkVisibility() ? button : document.getElementById(MORE_BUTTON))?.focus();
}
