/** Times as the tools of the world write them, all of UTC. */
export const iso = (at: Date) => at.toISOString();
const two = (value: number) => String(value).padStart(2, '0');
export const isoSpace = (at: Date) => `${iso(at).slice(0, 19).replace('T', ' ')} UTC`;
export const german = (at: Date) =>
  `${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)}.${at.getUTCFullYear()} ${iso(at).slice(11, 16)}`;
export const british = (at: Date) =>
  `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()} ${iso(at).slice(11, 19)}`;
export const american = (at: Date) =>
  `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()} ${at.getUTCHours() % 12 || 12}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} ${at.getUTCHours() < 12 ? 'AM' : 'PM'}`;
