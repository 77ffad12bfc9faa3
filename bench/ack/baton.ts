// Baton in a process of its own; the parent sends its configuration, and ends it by disconnecting.
import { once } from "node:events";
import { pino } from "pino";
import { startBaton } from "../../src/baton.ts";
import { systemClock } from "../../src/clock.ts";
import type { Order } from "./servers.ts";

const [order] = (await once(process, "message")) as [Order & { side: "baton" }];
const baton = await startBaton(order.config, systemClock, pino({ level: "silent" }));
process.once("disconnect", () => void baton.stop().then(() => process.exit()));
process.send?.(baton.url);
