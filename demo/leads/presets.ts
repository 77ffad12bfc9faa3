// What the form "Send a lead" can be filled with: one lead for each way in which Baton treats them.
import type { LeadForm, Preset } from "../protocol.ts";

const RTL_OVERRIDE = "\u202e";
const HOSTILE_LENGTH = 3_000;

const HOSTILE =
  `*Bold* _italic_ ~struck~ \`code\` <https://phish.example|Click here> <!channel> <!here> @channel <@U0AMIRA>\n` +
  `<script>alert("hello")</script> <img src=x onerror=alert(1)>\n> a quote\n• ${RTL_OVERRIDE}gnp.exe is a picture\n`;

interface Sample {
  readonly id: string;
  readonly title: string;
  /** Under `demo/policy.yml`. */
  readonly expect: string;
  readonly form: LeadForm;
}

const SAMPLES: readonly Sample[] = [
  {
    id: "hot",
    title: "Hot demo request",
    expect: "Tier 1 and not held back: the senior rep for Germany has the card within seconds.",
    form: {
      firstName: "Katharina",
      lastName: "Lorenz",
      email: "k.lorenz@seehafen.example",
      title: "Chief Revenue Officer",
      company: "Seehafen Gruppe",
      employees: "1200",
      country: "DE",
      intent: "demo",
      message:
        "Our reps answer within a day, our rivals within the hour. When can you show us how to change that?",
    },
  },
  {
    id: "student",
    title: "Student",
    expect:
      "Writes from a university: suppressed for a year when the buffer of 20 seconds ends; nobody gets a card.",
    form: {
      firstName: "Theo",
      lastName: "Marsh",
      email: "theo.marsh@students.northfield.university.example",
      title: "Student",
      company: "Northfield University",
      employees: "",
      country: "GB",
      intent: "whitepaper",
      message: "I am writing a paper about lead routing. May I use your benchmark?",
    },
  },
  {
    id: "competitor",
    title: "Competitor",
    expect:
      "Works for a competitor on the policy's list: suppressed for a year at once, demo request or not.",
    form: {
      firstName: "Robin",
      lastName: "Steele",
      email: "robin.steele@rival.example",
      title: "Product Manager",
      company: "Rival",
      employees: "90",
      country: "US",
      intent: "demo",
      message: "Just curious what your product looks like these days.",
    },
  },
  {
    id: "existing-account",
    title: "Existing account",
    expect:
      "A colleague of the first lead. This version does not look accounts up: a lead of their own, shared out by the rules.",
    form: {
      firstName: "Samuel",
      lastName: "Price",
      email: "samuel.price@harbourline.example",
      title: "Sales Operations Manager",
      company: "Harbourline Freight",
      employees: "840",
      country: "GB",
      intent: "pricing",
      message:
        "My colleague Grace Okafor has already asked for a demo. I would need the prices for procurement.",
    },
  },
  {
    id: "hostile",
    title: "Hostile text",
    expect:
      "Goes to a rep for Great Britain like any other lead. Its text is shown as typed: nothing runs, pings or formats.",
    form: {
      firstName: `*Mallory* <!channel>`,
      lastName: `<script>alert(1)</script>${RTL_OVERRIDE}`,
      email: "mallory@hostile.example",
      title: "Head of _Mischief_ & <b>more</b>",
      company: "<!here> @channel *Ltd*",
      employees: "500",
      country: "GB",
      intent: "demo",
      message: HOSTILE.padEnd(HOSTILE_LENGTH, "All work and no play makes a very long message. "),
    },
  },
];

/** `policy`: the file whose rules are in force, where they are not the demo's own. */
export function presetsFor(policy: string | null): Preset[] {
  if (policy === null) return [...SAMPLES];
  return SAMPLES.map((sample) => ({
    ...sample,
    expect: `Whatever ${policy} says: these are not the demo's own rules.`,
  }));
}
