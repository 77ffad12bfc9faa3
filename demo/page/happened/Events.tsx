/** The events in their order, each joined to the one before by its hash, and visibly so where it is not. */
import type { Demo } from "../demo.ts";
import { ChainIcon } from "./ChainIcon.tsx";
import type { Link } from "./chain.ts";
import { type Inspection, isNamedIn } from "./inspection.ts";
import { type Json, payloadOf, type ShownEvent, type ShownLead } from "./lead.ts";
import { Moment } from "./Moment.tsx";
import { Value } from "./Value.tsx";
import { actorName, eventName, fieldName } from "./words.ts";

interface EventsProps {
  readonly demo: Demo;
  readonly inspection: Inspection;
  readonly lead: ShownLead;
  readonly links: readonly Link[];
}

export function Events({ demo, inspection, lead, links }: EventsProps) {
  const output = inspection.verified.value;
  const tampered = demo.state.value?.tampered ?? null;
  return (
    <>
      <h3>Events, as they were recorded</h3>
      <p class="demo-intro">
        Each carries the hash of the one before. This page works the hashes out again from what the events
        say.
      </p>
      <ol class="demo-events">
        {lead.events.map((event, index) => (
          <Event
            key={event.id}
            event={event}
            link={links[index] ?? { joins: true, isWhole: true }}
            isNamed={isNamedIn(output, event.id)}
            isTampered={tampered?.eventId === event.id}
            canTamper={tampered === null}
            demo={demo}
            inspection={inspection}
          />
        ))}
      </ol>
    </>
  );
}

const WHAT_TAMPERING_DOES =
  "Changes a value of this event in the database, behind Baton’s back; its hash stays as it was.";

interface EventProps {
  readonly event: ShownEvent;
  readonly link: Link;
  /** By what "audit verify" printed. */
  readonly isNamed: boolean;
  readonly isTampered: boolean;
  /** One event at a time. */
  readonly canTamper: boolean;
  readonly demo: Demo;
  readonly inspection: Inspection;
}

function Event({ event, link, isNamed, isTampered, canTamper, demo, inspection }: EventProps) {
  const { id, seq, at, actor, type, prev, hash } = event;
  const name = eventName(type);
  return (
    <li id={id} class="demo-event" tabIndex={-1} data-named={isNamed} data-whole={link.isWhole}>
      <p class="demo-link" data-joins={link.joins}>
        <ChainIcon isBroken={!link.joins} />
        <span class="visually-hidden">Continues from </span>
        <code title={prev}>{short(prev)}</code>
        {!link.joins && <strong> does not continue from the event before</strong>}
        {link.joins && seq === 1 && <span class="demo-faint"> the beginning</span>}
      </p>
      <div class="demo-event-body">
        <h4>
          <span class="demo-seq">{seq}</span> {name}
        </h4>
        <p class="demo-faint">
          <Moment at={at} seconds /> by {actorName(actor, demo.nameOf)}
        </p>
        <Fields event={event} nameOf={demo.nameOf} />
        <p class="demo-hash">
          Hash <code title={hash}>{short(hash)}</code>
          {link.isWhole ? (
            <span class="demo-good"> ✓ fits what it says</span>
          ) : (
            <strong class="demo-bad"> ✗ does not fit what it says</strong>
          )}
        </p>
        {isNamed && <p class="demo-named">Named by audit verify</p>}
        {(isTampered || canTamper) && (
          // One button for both: the keyboard's place stays where it is.
          <button
            type="button"
            class="demo-button demo-tamper"
            aria-label={isTampered ? undefined : `Tamper with this event: ${seq}, ${name}`}
            title={isTampered ? undefined : WHAT_TAMPERING_DOES}
            onClick={() => void (isTampered ? inspection.putBack() : inspection.tamper(id))}
          >
            {isTampered ? "Put it back" : "Tamper with this event"}
          </button>
        )}
      </div>
    </li>
  );
}

/** `considered` stands under "Why it was decided so". */
const ELSEWHERE = new Set(["considered"]);

/** What did not happen needs no line: nobody was passed over, nothing was late. */
function isNothing(key: string, value: Json): boolean {
  return value === null || (Array.isArray(value) && value.length === 0) || (key === "lateMs" && value === 0);
}

function Fields({ event, nameOf }: { readonly event: ShownEvent; nameOf(person: string): string }) {
  const fields = Object.entries(payloadOf(event)).filter(
    ([key, value]) => !ELSEWHERE.has(key) && !isNothing(key, value),
  );
  if (fields.length === 0) return null;
  return (
    <dl class="demo-fields">
      {fields.map(([key, value]) => (
        <div key={key}>
          <dt>{fieldName(key)}</dt>
          <dd class={key === "providers" ? "demo-lines" : undefined}>
            <Value field={key} value={value} nameOf={nameOf} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function short(hash: string): string {
  return `${hash.slice(0, 10)}…`;
}
