/** The guided tour: a card at the edge of the page that says what to try, and notices when it has been done. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { focusInBar } from "../bar/focus.ts";
import { type Demo, PANELS } from "../demo.ts";
import { comesWhen, STEPS } from "./steps.ts";
import { TOUR_BUTTON, type TourControl } from "./tour.ts";

/** Where it would leave the messages little room: it begins folded. */
const LOW = "(max-height: 620px)";
/** Whoever else puts the focus back, such as a dialog that has closed, goes first. */
const AFTER_OTHERS_MS = 200;

interface Props {
  readonly demo: Demo;
  readonly tour: TourControl;
}

export function Tour({ demo, tour }: Props) {
  /** Only small screens fold it. */
  const isFolded = useSignal(matchMedia(LOW).matches);
  const next = useRef<HTMLButtonElement>(null);
  const isDoneNow = tour.isDoneNow.value;
  useEffect(() => {
    if (!isDoneNow) return;
    const timer = setTimeout(() => offerFocus(next.current), AFTER_OTHERS_MS);
    return () => clearTimeout(timer);
  }, [isDoneNow]);
  if (!tour.isOpen.value) return null;
  const at = tour.at.value;
  const { id, title } = tour.step.value;
  const isDone = tour.done.value.includes(id);
  return (
    <aside
      class="demo-tour"
      aria-label="Tour"
      data-panel={demo.desk.panel.value !== null}
      data-folded={isFolded.value}
      data-done={isDoneNow}
    >
      <header class="demo-tour-head">
        <p class="demo-faint">
          Step {at + 1} of {STEPS.length}
        </p>
        <button
          type="button"
          class="demo-button demo-quiet demo-tour-fold"
          aria-expanded={!isFolded.value}
          onClick={() => {
            isFolded.value = !isFolded.value;
          }}
        >
          {isFolded.value ? "Show" : "Hide"}
        </button>
        <button type="button" class="demo-button demo-quiet" onClick={() => end(tour)}>
          End tour
        </button>
      </header>
      <div class="demo-tour-words" aria-live="polite">
        <h2 key={id}>
          {title}
          {isDone && <span class="demo-good"> ✓ Done</span>}
        </h2>
        <p class="demo-tour-text">{wordsOf(tour)}</p>
      </div>
      <StepActions demo={demo} tour={tour} />
      <footer class="demo-tour-foot">
        <button type="button" class="demo-button" aria-disabled={at === 0} onClick={tour.back}>
          Back
        </button>
        <Dots tour={tour} />
        {at < STEPS.length - 1 ? (
          <button
            ref={next}
            type="button"
            class={`demo-button ${isDoneNow ? "demo-primary" : ""}`}
            onClick={tour.next}
          >
            Next
          </button>
        ) : (
          <button type="button" class="demo-button demo-primary" onClick={() => end(tour)}>
            Finish
          </button>
        )}
      </footer>
    </aside>
  );
}

function wordsOf({ sight, step, isDoneNow, isSent }: TourControl): string {
  if (sight.value === null) return "…";
  if (isDoneNow.value) return step.value.came;
  const isReady = step.value.isReady(sight.value);
  return isSent.value && !isReady
    ? `A lead is on its way. ${comesWhen(sight.value.state)}`
    : step.value.says(sight.value);
}

function StepActions({ demo, tour }: Props) {
  const there = useRef<HTMLButtonElement>(null);
  const sight = tour.sight.value;
  const step = tour.step.value;
  if (sight === null) return null;
  const isLast = step === STEPS.at(-1);
  const isReady = tour.isDoneNow.value || step.isReady(sight);
  return (
    <div class="demo-actions demo-tour-actions">
      {!isReady && !tour.isSent.value && (
        <button
          type="button"
          class="demo-button demo-primary"
          onClick={() => {
            // This button goes.
            there.current?.focus();
            void tour.sendLead();
          }}
        >
          Send a lead
        </button>
      )}
      {step.place(sight) !== null && (
        <button
          ref={there}
          type="button"
          class={`demo-button ${isReady && !tour.isDoneNow.value ? "demo-primary" : ""}`}
          onClick={tour.takeMeThere}
        >
          Take me there
        </button>
      )}
      {isLast && (
        <>
          <button type="button" class="demo-button" onClick={() => demo.desk.openPanel(PANELS.breaking)}>
            Break something
          </button>
          <button type="button" class="demo-button" onClick={() => demo.desk.openPanel(PANELS.send)}>
            Send a lead
          </button>
        </>
      )}
    </div>
  );
}

/** How far it has come, for the eye: the words above say it too. */
function Dots({ tour }: { readonly tour: TourControl }) {
  return (
    <span class="demo-dots" aria-hidden="true">
      {STEPS.map(({ id }, index) => (
        <i key={id} data-now={index === tour.at.value} data-done={tour.done.value.includes(id)} />
      ))}
    </span>
  );
}

/** Back to where it can be started again. */
function end(tour: TourControl): void {
  focusInBar(TOUR_BUTTON);
  tour.close();
}

/** Nobody is torn from what they write or choose. */
function offerFocus(button: HTMLButtonElement | null): void {
  const isWriting = document.activeElement?.matches("input, textarea, select") ?? false;
  if (!isWriting && document.querySelector("dialog[open]") === null) button?.focus();
}
