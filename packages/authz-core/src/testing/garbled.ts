import fc from 'fast-check';

type Node = Record<string, unknown>;

/** Every place in data that holds something, by the object or array it stands in. */
function placesIn(value: unknown): { readonly holder: Node; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [
    { holder: value as Node, key },
    ...placesIn((value as Node)[key]),
  ]);
}

/** What somebody may have written by mistake, or to do harm. */
const wrong: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, '', 0, -1, NaN, true, [], {}, [null], ['']),
  fc.constantFrom<unknown>(
    '__proto__',
    'constructor',
    'everything',
    'site',
    { by: [] },
    { all: [] },
    { all: null },
  ),
  fc.string(),
  fc.anything(),
);

/** Sets an own field, whatever its name. */
const define = (holder: object, key: string, value: unknown) =>
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });

/** Data in which some places hold something else, hold nothing, or one is there that does not belong. */
export const garbled = <T extends object>(whole: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc
    .tuple(
      whole,
      fc.array(fc.tuple(fc.nat(), fc.constantFrom('put', 'put', 'remove', 'add', 'name'), wrong), {
        minLength: 1,
        maxLength: 2,
      }),
    )
    .map(([data, changes]) => {
      const copy = structuredClone(data);
      for (const [number, how, given] of changes) {
        const value = structuredClone(given);
        const places = placesIn(copy);
        const { holder, key } = places[number % places.length]!;
        if (how === 'put') holder[key] = value;
        else if (how === 'remove') Reflect.deleteProperty(holder, key);
        else if (Array.isArray(holder)) holder.push(value);
        else define(holder, how === 'add' ? 'more' : String(value), holder[key] ?? value);
      }
      return copy;
    });
