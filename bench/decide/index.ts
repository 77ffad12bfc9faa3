// Decisions a second through fifty rules, each with its trace, against json-rules-engine.
import { deepEqual } from "node:assert/strict";
import { Bench, type Task } from "tinybench";
import { median } from "../support/stats.ts";
import type { Benchmark } from "../support/types.ts";
import { batonDecider, firedIn as firedInBaton } from "./baton.ts";
import { submissions } from "./leads.ts";
import { firedIn as firedInPeer, peerDecider } from "./peer.ts";

export const decide: Benchmark = {
  name: "decide",
  title: "Decisions through 50 rules, with trace, against json-rules-engine",
  async run(size) {
    const leads = submissions(1_000);
    const ours = batonDecider();
    const theirs = peerDecider();
    for (const lead of leads) deepEqual(firedInBaton(ours(lead)), firedInPeer(await theirs(lead)));

    const bench = new Bench({ time: size === "full" ? 1_000 : 250, warmupTime: 200 });
    let next = 0;
    const anyLead = () => leads[next++ % leads.length] as (typeof leads)[number];
    bench.add("baton", () => void ours(anyLead()), { async: false });
    bench.add("json-rules-engine", () => theirs(anyLead()), { async: true });
    const rates = { baton: [] as number[], peer: [] as number[] };
    for (let round = 0; round < (size === "full" ? 5 : 3); round++) {
      const [baton, peer] = await bench.run();
      rates.baton.push(rateOf(baton));
      rates.peer.push(rateOf(peer));
    }
    const ratios = rates.baton.map((rate, round) => rate / (rates.peer[round] as number));
    return [
      { what: "Baton, decisions", value: median(rates.baton), unit: "/s" },
      { what: "json-rules-engine, decisions", value: median(rates.peer), unit: "/s" },
      { what: "ratio", value: median(ratios), unit: "×", goal: { atLeast: 20 } },
    ];
  },
};

function rateOf(task: Task | undefined): number {
  if (task?.result.state !== "completed") throw new Error(`${task?.name} did not complete`);
  return 1_000 / task.result.latency.mean;
}
