/** The control bar: the demo's time, what can be done to it, and whether Baton is up. */
import { useSignal } from "@preact/signals";
import { type Demo, PANELS } from "../demo.ts";
import { TOUR_BUTTON, type TourControl } from "../tour/tour.ts";
import { BotBadge, TroubleBadge } from "./Badges.tsx";
import { Clock, PauseButton, SpeedChoice } from "./Clock.tsx";
import { MORE_BUTTON } from "./focus.ts";
import { Jumps } from "./Jumps.tsx";

interface BarProps {
  readonly demo: Demo;
  readonly tour: TourControl;
}

export function Bar({ demo, tour }: BarProps) {
  /** Only narrow screens fold the rest of the bar away. */
  const isOpen = useSignal(false);
  const fold = (): void => {
    if (!isOpen.peek()) return;
    // What has the focus goes; whoever comes back finds what unfolds it.
    document.getElementById(MORE_BUTTON)?.focus();
    isOpen.value = false;
  };
  return (
    <section class="demo-bar" aria-label="Demo">
      <Clock demo={demo} />
      <Jumps demo={demo} />
      <TroubleBadge demo={demo} />
      <button
        id={MORE_BUTTON}
        type="button"
        class="demo-button demo-more"
        aria-expanded={isOpen.value}
        aria-controls="demo-rest"
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        More
      </button>
      <fieldset
        id="demo-rest"
        class="demo-rest"
        data-open={isOpen.value}
        aria-label="More of the demo"
        onKeyDown={(event) => {
          if (event.key === "Escape") fold();
        }}
      >
        <SpeedChoice demo={demo} />
        <PauseButton demo={demo} />
        <span class="demo-gap" />
        <PanelButton demo={demo} panel={PANELS.send} words="Send a lead" after={fold} />
        <PanelButton demo={demo} panel={PANELS.breaking} words="Break something" after={fold} />
        <PanelButton demo={demo} panel={PANELS.happened} words="What happened" after={fold} />
        <button
          id={TOUR_BUTTON}
          type="button"
          class="demo-button"
          aria-expanded={tour.isOpen.value}
          onClick={() => {
            fold();
            if (tour.isOpen.peek()) tour.close();
            else tour.start();
          }}
        >
          Tour
        </button>
        <BotBadge demo={demo} />
      </fieldset>
    </section>
  );
}

interface PanelButtonProps {
  readonly demo: Demo;
  readonly panel: string;
  readonly words: string;
  after(): void;
}

function PanelButton({ demo: { desk }, panel, words, after }: PanelButtonProps) {
  const isOpen = desk.panel.value === panel;
  return (
    <button
      type="button"
      class="demo-button"
      aria-expanded={isOpen}
      onClick={() => {
        after();
        desk.openPanel(isOpen ? null : panel);
      }}
    >
      {words}
    </button>
  );
}
