import { type RoleDto, role } from '@baton/contract/people.ts';

/** The roles in words, the everyday one first. */
export const ROLES = [
  { value: 'member', label: 'Member' },
  { value: 'lead', label: 'Lead' },
  { value: 'viewer', label: 'Viewer' },
] as const satisfies readonly { value: RoleDto; label: string }[];

/** A role from a form's text; member where it is none. */
export function roleOf(text: string): RoleDto {
  return role.catch('member').parse(text);
}
