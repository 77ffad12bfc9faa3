// The thread that `load.ts` starts.
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { parentPort, workerData } from "node:worker_threads";
import type { Answer, Load, Shot } from "./load.ts";

const { shots, connections } = workerData as Load;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

async function send({ url, headers, body }: Shot): Promise<Answer> {
  const started = performance.now();
  const sent = request(url, {
    method: "POST",
    agent,
    headers: { ...headers, "content-length": Buffer.byteLength(body) },
  });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  await text(response);
  return { status: response.statusCode ?? 0, ms: performance.now() - started };
}

const answers: Answer[] = [];
const left = shots.entries();
const lane = async () => {
  for (const [index, shot] of left) answers[index] = await send(shot);
};
await Promise.all(Array.from({ length: connections }, lane));
agent.destroy();
parentPort?.postMessage(answers);
