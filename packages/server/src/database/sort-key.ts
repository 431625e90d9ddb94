/**
 * A name as lists are ordered and searched by: lower case, Latin accents dropped. Kept in a column with the
 * collation "C", so that order and pages are the same on every database. Marks of other scripts stay: they tell
 * words apart there.
 */
export const sortKey = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();

/** The pattern for `like` that finds `text` anywhere. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
