/** What the demo adds to the workspace. */
import type { Extend } from "../../sim/page/extension.ts";
import { Bar } from "./bar/Bar.tsx";
import { BreakPanel } from "./breaking/BreakPanel.tsx";
import { createDemo, PANELS } from "./demo.ts";
import { HappenedPanel } from "./happened/HappenedPanel.tsx";
import { createInspection } from "./happened/inspection.ts";
import { leadsIn } from "./message.ts";
import { SendPanel } from "./send/SendPanel.tsx";
import { Tour } from "./tour/Tour.tsx";
import { createTour } from "./tour/tour.ts";
import { welcome } from "./welcome.ts";

const ROLES = {
  rep: "Rep",
  manager: "Manager",
  steward: "Steward",
  overflow: "Overflow Manager",
  reviewer: "",
} as const;

export const extend: Extend = (desk) => {
  const demo = createDemo(desk);
  const inspection = createInspection(demo);
  welcome(demo);
  const tour = createTour(demo, inspection);
  return {
    Bar: () => (
      <>
        <Bar demo={demo} tour={tour} />
        <Tour demo={demo} tour={tour} />
      </>
    ),
    panels: [
      { id: PANELS.send, title: "Send a lead", Body: () => <SendPanel demo={demo} /> },
      { id: PANELS.breaking, title: "Break something", Body: () => <BreakPanel demo={demo} /> },
      {
        id: PANELS.happened,
        title: "What happened",
        Body: () => <HappenedPanel demo={demo} inspection={inspection} />,
      },
    ],
    messageActions: [
      {
        label: "What happened",
        applies: (message) => leadsIn(message).length > 0,
        run: (message) => {
          const [lead] = leadsIn(message);
          if (lead !== undefined) demo.showLead(lead);
        },
      },
    ],
    describePerson: ({ id }) => {
      const found = demo.state.value?.people.find((person) => person.id === id);
      return (
        found &&
        [ROLES[found.role], ...found.reviews.map((queue) => `${queue} reviewer`)]
          .filter((part) => part !== "")
          .join(", ")
      );
    },
    heard: demo.heard,
  };
};
