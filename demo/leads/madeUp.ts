// Leads that nobody sent: the same ones in the same order every time, like those of a company that sells software to
// mid-size firms. All addresses are under `.example`, where no mail is ever delivered.
import type { LeadForm } from "../protocol.ts";

/** The first three go to the first rep: one at once, two when their buffer ends. */
const FIRST: readonly LeadForm[] = [
  {
    firstName: "Grace",
    lastName: "Okafor",
    email: "grace.okafor@harbourline.example",
    title: "VP Revenue Operations",
    company: "Harbourline Freight",
    employees: "",
    country: "GB",
    intent: "demo",
    message:
      "We lose about a third of our inbound between marketing and sales. Can you show us this with our own routing rules, ideally this week?",
  },
  {
    firstName: "Declan",
    lastName: "Murphy",
    email: "declan@brightwellhealth.example",
    title: "Head of Sales",
    company: "Brightwell Health",
    employees: "610",
    country: "IE",
    intent: "pricing",
    message: "What does it cost for twenty reps? Our budget round ends on Friday.",
  },
  {
    firstName: "Hannah",
    lastName: "Whitfield",
    email: "h.whitfield@copperkettle.example",
    title: "Marketing Manager",
    company: "Copper Kettle Coffee",
    employees: "130",
    country: "GB",
    intent: "webinar",
    message: "Good talk yesterday. We only start looking in the new year, but I would like the slides.",
  },
];

type Person = readonly [firstName: string, lastName: string, title: string];
const PEOPLE: readonly Person[] = [
  ["Lukas", "Brenner", "Head of Growth"],
  ["Maya", "Thompson", "Director of Marketing"],
  ["Oliver", "Hughes", "Sales Operations Manager"],
  ["Sofia", "Keller", "Chief Revenue Officer"],
  ["Noah", "Campbell", "Account Executive"],
  ["Priya", "Raman", "VP Sales"],
  ["Jonas", "Huber", "Team Lead Inside Sales"],
  ["Emily", "Sato", "Marketing Manager"],
  ["Tomás", "Duarte", "Head of Partnerships"],
  ["Aoife", "Byrne", "Business Analyst"],
  ["Marcus", "Bell", "Director of Operations"],
  ["Lea", "Zimmermann", "VP Customer Success"],
  ["Daniel", "Osei-Bonsu", "CRM Manager"],
];

type Company = readonly [name: string, domain: string, employees: string, country: string];
/**
 * Two are too small, one is where nothing is sold: below the ICP. Of those without a size `companies.csv` knows it; some are
 * accounts in `crm/`.
 */
const COMPANIES: readonly Company[] = [
  ["Alpenblick Software", "alpenblick.example", "320", "DE"],
  ["Prairie Solar", "prairiesolar.example", "1150", "US"],
  ["Tidewater Insurance", "tidewater.example", "2600", "GB"],
  ["Maple Ridge Foods", "mapleridge.example", "480", "CA"],
  ["Studio Neun", "studioneun.example", "12", "DE"],
  ["Kestrel Robotics", "kestrel.example", "", "GB"],
  ["Bluebonnet Clinics", "bluebonnet.example", "760", "US"],
  ["Donau Logistik", "donaulogistik.example", "", "AT"],
  ["Fernhill Hotels", "fernhill.example", "155", "IE"],
  ["Ateliers Lumière", "lumiere.example", "300", "FR"],
  ["Granite State Bank", "granitestate.example", "", "US"],
  ["Matterhorn Medtech", "matterhorn.example", "540", "CH"],
  ["Two Rivers Print", "tworivers.example", "", "GB"],
  ["Lakeshore Learning", "lakeshore.example", "", "CA"],
  ["Norderney Energie", "norderney.example", "1320", "DE"],
];

type Ask = readonly [intent: string, message: string];
/** Some of them a rep will rather recycle: not now, no money, something missing. */
const ASKS: readonly Ask[] = [
  ["demo", "Could somebody walk our sales leads through it? Four of us would join."],
  ["pricing", "Please send prices for 50 seats, and say what the onboarding costs."],
  ["trial", "Signed up for the trial. Does it work with two Salesforce instances?"],
  ["webinar", "Interesting session. We are tied to another tool until spring, so no rush."],
  ["demo", "We compare three vendors this month. A demo on Tuesday or Wednesday would suit us."],
  ["whitepaper", "Downloaded the benchmark on response times."],
  ["pricing", "There is no budget left this year, but I need a figure for the next one."],
  ["contact", "Do you have an audit log that our compliance people can export?"],
  ["demo", "Our SLA for inbound is two hours and nobody can prove that we keep it. Show me how you would."],
  ["trial", "We cannot go on without a mobile app for the field team. Is one planned?"],
  ["contact", "A colleague at our sister company recommended you. Who covers our region?"],
];

/** Number 0 and on, without end. */
export function* madeUpLeads(): Generator<LeadForm> {
  yield* FIRST;
  for (let number = 0; ; number++) yield madeUp(number);
}

/** The lists have no common divisor, so that it takes some 2,000 leads to say the same again. */
function madeUp(number: number): LeadForm {
  const [firstName, lastName, title] = at(PEOPLE, number);
  const [company, domain, employees, country] = at(COMPANIES, number);
  const [intent, message] = at(ASKS, number);
  const name = `${firstName}.${lastName}`.normalize("NFD").replaceAll(/[^\w.-]/g, "");
  const again = Math.floor(number / (PEOPLE.length * COMPANIES.length));
  const email = `${name.toLowerCase()}${again === 0 ? "" : again + 1}@${domain}`;
  return { firstName, lastName, email, title, company, employees, country, intent, message };
}

function at<T>(list: readonly T[], number: number): T {
  return list[number % list.length] as T;
}
