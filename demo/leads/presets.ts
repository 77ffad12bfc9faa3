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
      "The CRM has an open deal there: straight to its owner, Elena Ruiz in the US, past territories and shares.",
    form: {
      firstName: "Samuel",
      lastName: "Price",
      email: "samuel.price@tidewater.example",
      title: "Sales Operations Manager",
      company: "Tidewater Insurance",
      employees: "2600",
      country: "GB",
      intent: "pricing",
      message: "My colleagues in New York talk to you already. I would need the prices for procurement.",
    },
  },
  {
    id: "review",
    title: "Neither hot nor cold",
    expect:
      "Scores 45: after 20 seconds Sasha Lindqvist is asked in #lead-triage. Half an hour without an answer approves it.",
    form: {
      firstName: "Miriam",
      lastName: "Aldous",
      email: "m.aldous@fairfield.example",
      title: "Head of Partnerships",
      company: "Fairfield Optics",
      employees: "240",
      country: "GB",
      intent: "webinar",
      message: "Your talk was recommended to me. Is there a recording?",
    },
  },
  {
    id: "again",
    title: "The same person again",
    expect:
      "Grace Okafor, the first lead, with a tag in her address: merged into the lead that she is already.",
    form: {
      firstName: "Grace",
      lastName: "Okafor",
      email: "grace.okafor+prices@harbourline.example",
      title: "VP Revenue Operations",
      company: "Harbourline Freight",
      employees: "",
      country: "GB",
      intent: "pricing",
      message: "One more thing: what would it cost for forty reps?",
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

export interface PresetsOptions {
  /** The file whose rules are in force; null: the demo's own. */
  readonly policy: string | null;
  /** Whether the demo's own leads come: only then has Grace come before. */
  readonly isMadeUp: boolean;
}

export function presetsFor({ policy, isMadeUp }: PresetsOptions): Preset[] {
  if (policy === null) return SAMPLES.filter(({ id }) => isMadeUp || id !== "again");
  return SAMPLES.map((sample) => ({
    ...sample,
    expect: `Whatever ${policy} says: these are not the demo's own rules.`,
  }));
}
