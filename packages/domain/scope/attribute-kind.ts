/** What people and exports tell of a device beyond its names. */
export const ATTRIBUTE_KINDS = ['group', 'tag', 'site', 'criticality', 'owner', 'unit', 'exposure'] as const;
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];

/** A device may have many groups and tags, and one of each other kind. */
export const MANY_VALUED: ReadonlySet<AttributeKind> = new Set(['group', 'tag']);

/** Characters of a value; as the database checks it. */
export const MOST_VALUE_LENGTH = 100;
