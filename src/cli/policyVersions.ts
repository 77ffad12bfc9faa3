// How a person names a published policy: its number, or 8 or more characters of its hash.
import type { RulesStore } from "../app/ports.ts";
import { CannotRun } from "./io.ts";

export type Published = Awaited<ReturnType<RulesStore["policies"]>>[number];

/** Whether a text names a version; says nothing about whether there is one. */
export function isVersion(text: string): boolean {
  return /^(\d+|[0-9a-f]{8,64})$/i.test(text);
}

/**
 * Undefined: there is no such version. The same content may have been published more than once: the newest version
 * stands for its hash.
 * @throws CannotRun where several versions' hashes begin so.
 */
export function versionNamed(newestFirst: readonly Published[], text: string): Published | undefined {
  const wanted = text.toLowerCase();
  const numbered = newestFirst.find(({ version }) => String(version) === wanted);
  if (numbered || wanted.length < 8) return numbered;
  const hashed = newestFirst.filter(({ hash }) => hash.startsWith(wanted));
  if (new Set(hashed.map(({ hash }) => hash)).size > 1) {
    throw new CannotRun(`${wanted}: several versions' hashes begin so; give more characters`);
  }
  return hashed[0];
}
