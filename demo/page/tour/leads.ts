/** Leads for the tour: offered at once, and to one of two reps, so that the other can claim them. */
import type { LeadForm } from "../../protocol.ts";

const PEOPLE = [
  ["Nora", "Fielding", "Operations Manager", "Fielding & Sons"],
  ["Owen", "Marsh", "Marketing Manager", "Marsh Lane Studios"],
  ["Imogen", "Clarke", "Sales Manager", "Clarke Instruments"],
  ["Rhys", "Bevan", "Support Team Lead", "Bevan Outdoor"],
] as const;

/** Number `number` and all before it have different addresses; `run` tells those of one day from another's. */
export function leadForTour(number: number, run: string): LeadForm {
  const [firstName, lastName, title, company] = PEOPLE[number % PEOPLE.length] ?? PEOPLE[0];
  const domain = company.toLowerCase().replaceAll(/[^a-z]/g, "");
  return {
    firstName,
    lastName,
    email: `${firstName}.${lastName}.${run}${number}@${domain}.example`.toLowerCase(),
    title,
    company,
    employees: "220",
    country: "GB",
    intent: "demo",
    message: "We would like to see it with our own leads. Is next week possible?",
  };
}
