/** The guided tour: a card at the edge of the page that says what to try, and notices when it has been done. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Demo, PANELS } from "../demo.ts";
import { STEPS } from "./steps.ts";
import { TOUR_BUTTON, type TourControl } from "./tour.ts";

interface Props {
  readonly demo: Demo;
  readonly tour: TourControl;
}

export function Tour({ demo, tour }: Props) {
  /** Only narrow screens fold it. */
  const isFolded = useSignal(false);
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
          <button type="button" class="demo-button" onClick={tour.next}>
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
    ? "A lead is on its way. Its card comes within seconds."
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
          class={`demo-button ${isReady ? "demo-primary" : ""}`}
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
  document.getElementById(TOUR_BUTTON)?.focus();
  tour.close();
}
