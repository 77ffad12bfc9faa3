/** The reports that are posted by a schedule. */
export const REPORT_NAMES = ["override_digest", "daily", "weekly", "monthly"] as const;

export type ReportName = (typeof REPORT_NAMES)[number];
