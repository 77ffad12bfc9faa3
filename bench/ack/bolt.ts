// A Bolt app in a process of its own that verifies, acknowledges and does nothing else: the least an app can do.
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import type { Order } from "./servers.ts";

const [order] = (await once(process, "message")) as [Order & { side: "bolt" }];
const receiver = new HTTPReceiver({ signingSecret: order.signingSecret, logLevel: LogLevel.ERROR });
const app = new App({
  receiver,
  logLevel: LogLevel.ERROR,
  authorize: async () => ({ botToken: "xoxb-bench", botId: "B0BENCH", botUserId: "U0BENCH" }),
  clientOptions: { slackApiUrl: order.apiUrl },
});
app.action(/.*/, async ({ ack }) => ack());
const server = (await app.start({ port: 0, host: "127.0.0.1" })) as Server;
process.once("disconnect", () => void app.stop().then(() => process.exit()));
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
