const ADDRESS = /[^\s<>"'();:,]+@[^\s<>"'();:,]+/g;
const SEPARATORS = /[\t;,]/;

/**
 * The people a pasted list names, in its order and as it has them: one a line, or with commas or semicolons between
 * them. A line with addresses in it, such as a row of a spreadsheet or «Aroha Ngata <aroha@example.org>», names those.
 */
export const parseList = (text: string): readonly string[] =>
  text
    .split(/[\r\n]+/)
    .flatMap((line) => line.match(ADDRESS) ?? line.split(SEPARATORS))
    .map((one) => one.replace(/^["'\s]+|["'\s]+$/g, ''))
    .filter(Boolean);

/** Is this a list, and no single name that somebody searches for? */
export const isList = (text: string): boolean => parseList(text).length > 1;
