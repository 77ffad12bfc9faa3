/**
 * `FigureStore` on the database. Everything is taken from the events, by when they happened, so that a time that is over
 * gives the same numbers for ever; what was refused has no events, and is taken from the exceptions that were kept.
 */
import type { FigureStore } from "../../app/figurePorts.ts";
import type { PrismaClient } from "../generated/client.ts";
import { dailyCounts } from "./daily.ts";
import { monthlyCounts } from "./monthly.ts";
import { divergenceCounts, weeklyCounts } from "./weekly.ts";

export function figureStore(prisma: PrismaClient): FigureStore {
  return {
    daily: (period, before) => dailyCounts(prisma, period, before),
    weekly: (period, before) => weeklyCounts(prisma, period, before),
    monthly: (period, before) => monthlyCounts(prisma, period, before),
    divergence: (period) => divergenceCounts(prisma, period),
  };
}
