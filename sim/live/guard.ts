/**
 * Keeps other sites in the same browser out. A page anywhere may send requests to a server on this machine; a name
 * that its owner points at 127.0.0.1 even makes them look like its own. Clients that are no browser pass.
 */
import type { IncomingHttpHeaders } from "node:http";

const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Why a request is refused; undefined: it may pass. */
export function whyRefused(method: string, headers: IncomingHttpHeaders): string | undefined {
  const { host = "", origin } = headers;
  if (!OWN_HOST.test(host)) return "This server answers to 127.0.0.1 and localhost alone.";
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    return "Another site may not use this server.";
  }
  const site = headers["sec-fetch-site"];
  const isOther = site === "cross-site" || site === "same-site";
  if (isOther && !(method === "GET" && headers["sec-fetch-mode"] === "navigate")) {
    return "Another site may not use this server.";
  }
  const isBrowser = origin !== undefined || site !== undefined;
  const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  const isJson = /^application\/json\b/i.test(headers["content-type"] ?? "");
  return isBrowser && hasBody && !isJson ? "A body must be application/json." : undefined;
}
