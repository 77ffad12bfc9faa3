// Made-up enquiries with the example's columns, for tests: who enrolled follows from what they did, with some luck.
import { stringify } from "csv-stringify/sync";
import { createRandom } from "../../play/random.ts";

/** The first row is always the same lead: id 700000. */
export function exampleCsv(rows: number, seed = 1): string {
  const random = createRandom(seed, "enquiries");
  const records = Array.from({ length: rows }, (_, index) => {
    const seconds = random.chance(0.25) ? 0 : Math.round(random.around(500, 1));
    const occupation = random.pick(["Unemployed", "Working Professional", "Student", "Select", ""]);
    const isKeen = seconds > 700 || occupation === "Working Professional";
    const converted = random.chance(isKeen ? 0.85 : 0.15);
    return {
      "Prospect ID": `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
      "Lead Number": String(700_000 + index),
      "Lead Origin": random.pick(["API", "Landing Page Submission", "Lead Add Form"]),
      "Lead Source": random.pick(["Google", "google", "Direct Traffic", "Welingak Website", ""]),
      "Do Not Email": random.chance(0.1) ? "Yes" : "No",
      "Do Not Call": "No",
      Converted: converted ? "1" : "0",
      TotalVisits: String(random.whole(0, 9)),
      "Total Time Spent on Website": String(seconds),
      "Page Views Per Visit": String(random.whole(0, 12) / 2),
      "Last Activity": random.pick(["Email Opened", "SMS Sent", "Olark Chat Conversation", "Email Bounced"]),
      Country: random.pick(["India", "India", "United Arab Emirates", "unknown", "Asia/Pacific Region", ""]),
      Specialization: random.pick(["Finance Management", "Select", ""]),
      "How did you hear about X Education": random.pick(["Online Search", "Select", ""]),
      "What is your current occupation": occupation,
      "What matters most to you in choosing a course": "Better Career Prospects",
      Tags: converted ? "Closed by Horizzon" : "Ringing",
      "Lead Quality": "Might be",
      City: random.pick(["Mumbai", "Select", ""]),
      "A free copy of Mastering The Interview": random.chance(0.3) ? "Yes" : "No",
    };
  });
  return stringify(records, { header: true });
}
