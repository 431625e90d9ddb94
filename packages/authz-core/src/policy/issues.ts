import type { Issue } from '../errors.js';

/** What data must look like: lists the faults of the value found at a path. */
export type Shape = (value: unknown, path: string) => readonly Issue[];

/** A shape with a single fault. */
export const fault = (path: string, message: string): Issue[] => [{ path: path || '.', message }];

/** A value about which there is nothing to say: `check` gives its fault, or an empty text. */
const value =
  (check: (value: unknown) => string): Shape =>
  (it, path) => {
    const message = check(it);
    return message ? fault(path, message) : [];
  };

const noText = (it: unknown): string => (typeof it === 'string' && it ? '' : 'must be a text');
export const text = value(noText);
export const flag = value((it) => (typeof it === 'boolean' ? '' : 'must be true or false'));
export const time = value((it) =>
  typeof it === 'string' && /^\d+-\d+-\d+T/.test(it) && !isNaN(Date.parse(it))
    ? ''
    : 'must be a time such as 2026-11-22T08:00:00Z',
);

/** A text among names that are defined. */
export const among = (names: readonly string[]): Shape =>
  value((it) => noText(it) || (names.includes(it as string) ? '' : `\`${it as string}\` is not defined`));

/** One of these words, or else of a shape. */
export const either =
  (words: readonly string[], shape: Shape = among(words)): Shape =>
  (it, path) =>
    words.includes(it as string) ? [] : shape(it, path);

/** What may be missing. */
export const optional =
  (of: Shape): Shape =>
  (it, path) =>
    it === undefined ? [] : of(it, path);

/** An array of things of one shape. */
export const list =
  (of: Shape): Shape =>
  (it, path) =>
    // from, since a hole is a fault, too, and would be passed over
    Array.isArray(it)
      ? Array.from(it as unknown[]).flatMap((item, i) => of(item, `${path}[${i}]`))
      : fault(path, 'must be an array');

const unknown: Shape = (_, path) => fault(path, 'is not known here');

/** An object's own field, nothing that it inherits. */
export const own = <T>(of: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;

/** An object with these fields, and others as `rest` says. */
export const fields =
  (shapes: Readonly<Record<string, Shape>>, rest = unknown): Shape =>
  (it, path) =>
    typeof it === 'object' && it && !Array.isArray(it)
      ? Object.keys({ ...shapes, ...it }).flatMap((name) =>
          (own(shapes, name) ?? rest)(
            own(it as Record<string, unknown>, name),
            path ? `${path}.${name}` : name,
          ),
        )
      : fault(path, 'must be an object');

/** An object with things of one shape, under whatever names. */
export const record = (of: Shape): Shape => fields({}, of);
