import { z } from 'zod';

// Answers of ServiceNow's Table API (docs.servicenow.com, "Table API"), asked with sysparm_display_value=all: each field is
// its value and how people read it.

const field = z.object({ value: z.string().catch(''), display_value: z.string().nullable().catch(null) });

const incident = z.object({ sys_id: field, number: field, state: field });
export type Incident = z.output<typeof incident>;

export const oneIncident = z.object({ result: incident });
export const incidents = z.object({ result: z.array(incident) });
export const changedIncidents = z.object({ result: z.array(z.object({ sys_id: field })) });

export const journal = z.object({
  result: z.array(z.object({ sys_id: field, value: field, sys_created_by: field })),
});

const errors = z.object({ error: z.object({ message: z.string(), detail: z.string().nullable().catch(null) }) });

export function servicenowWords(text: string): string {
  try {
    const { message, detail } = errors.parse(JSON.parse(text)).error;
    return [message, detail ?? ''].join(' ').trim();
  } catch {
    return '';
  }
}
