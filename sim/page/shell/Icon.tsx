/** The page's own line icons, in the colour of the text around them. */

const PATHS = {
  menu: "M3 5h14M3 10h14M3 15h14",
  close: "M5 5l10 10M15 5L5 15",
  hash: "M8 3L6 17M14 3l-2 14M3.5 7.5h14M2.5 12.5h14",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  eye: "M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10 15.5 15.5 10 15.5 1.5 10 1.5 10zM10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  send: "M3 3.5l14.5 6.5L3 16.5 5 10zM5 10h7",
  down: "M10 4v12M5 11l5 5 5-5",
  more: "M10 4.5v.01M10 10v.01M10 15.5v.01",
  shield: "M10 2.5l6.5 2.5v5c0 4-3 6.5-6.5 7.5C6.500 16.5 3.500 14 3.500 10V5zM7 10l2.200 2.200L13.200 8",
  warning: "M10 3l8 14H2zM10 8v4M10 14.500v.01",
  person:
    "M10 10a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3.500 17c.500-3.500 3-5 6.500-5s6 1.500 6.500 5",
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration: what it stands for is said in text beside it, or by the control's name. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} data-icon={name} />
    </svg>
  );
}
