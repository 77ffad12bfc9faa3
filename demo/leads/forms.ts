// A lead as the demo's form holds it, and as Baton's intake takes it.
import type { LeadForm } from "../protocol.ts";

export interface OutgoingLead {
  readonly externalId: string;
  /** As the intake takes it. */
  readonly value: unknown;
}

/** Fields that were left empty are left out. Anything but digits is sent as typed: the intake says what is wrong. */
export function leadOf(form: LeadForm, externalId: string): OutgoingLead {
  const { company, employees, ...person } = form;
  const size = /^\d+$/.test(employees.trim()) ? Number(employees) : employees.trim();
  const works = filled({ name: company, employees: size });
  const value = {
    externalId,
    ...filled(person),
    ...(Object.keys(works).length === 0 ? {} : { company: works }),
  };
  return { externalId, value };
}

function filled(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
}
