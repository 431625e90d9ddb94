import type { Issue } from '../errors.js';

/** What data must look like: lists the faults of the value found at a path. */
export type Shape = (value: unknown, path: string) => readonly Issue[];

/** A shape with a single fault. */
export const fault = (path: string, message: string): Issue[] => [{ path: path || '.', message }];

/** A value that must be so, and there is nothing more to say. */
const must =
  (be: string, isSo: (value: unknown) => boolean): Shape =>
  (it, path) =>
    isSo(it) ? [] : fault(path, `must be ${be}`);

export const text = must('a text', (it) => typeof it === 'string' && it !== '');
export const flag = must('true or false', (it) => typeof it === 'boolean');
export const time = must(
  'a time as in RFC 3339',
  (it) => typeof it === 'string' && /^\d+-\d+-\d+T/.test(it) && !isNaN(Date.parse(it)),
);

/** A text among names that are defined. */
export const among =
  (names: readonly string[]): Shape =>
  (it, path) => {
    const faults = text(it, path);
    return faults.length > 0 || names.includes(it as string)
      ? faults
      : fault(path, `\`${it as string}\` is not defined`);
  };

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

/** An object's own field, nothing that it inherits. */
export const own = <T>(of: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;

/** An object with these fields, and others as `rest` says. */
export const object =
  (shapes: Readonly<Record<string, Shape>>, rest: Shape): Shape =>
  (it, path) =>
    typeof it === 'object' && it && !Array.isArray(it)
      ? Object.keys({ ...shapes, ...it }).flatMap((name) =>
          (own(shapes, name) ?? rest)(
            own(it as Record<string, unknown>, name),
            path ? `${path}.${name}` : name,
          ),
        )
      : fault(path, 'must be an object');

/** An object with these fields, and no others. */
export const fields = (shapes: Readonly<Record<string, Shape>>): Shape => object(shapes, unknown);

const unknown: Shape = (_, path) => fault(path, 'is not known here');

/** An object with things of one shape, under whatever names. */
export const record = (of: Shape): Shape => object({}, of);
