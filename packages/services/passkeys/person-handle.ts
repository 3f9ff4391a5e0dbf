/** A person as authenticators keep them (4, "User Handle"): the id's 16 bytes, which say nothing of who it is. */
export function handleOfPerson(personId: string): string {
  return Buffer.from(personId.replaceAll('-', ''), 'hex').toString('base64url');
}

/** Whose handle it is; null where it is none of Baton's. */
export function personOfHandle(handle: string): string | null {
  const hex = Buffer.from(handle, 'base64url').toString('hex');
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(hex);
  return parts === null ? null : parts.slice(1).join('-');
}
