import type { PermissionDocument, Reach, RoleDocument, Settings, WholeDocument } from '../index.js';

/** One permission that a role gives: its grants and its level, said out one by one. */
export interface Granted {
  readonly permission: string;
  readonly reach: Reach;
  readonly second: Reach;
  /** Settings that must all be so. */
  readonly when: readonly Settings[];
}

/** A field that the object has itself, whatever its name. */
export const own = <T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  record && Object.hasOwn(record, name) ? record[name] : undefined;

/** Everything that a role gives, without what lacks something it needs: no role gives that. */
export function grantedBy(role: RoleDocument, document: WholeDocument): readonly Granted[] {
  const roles = read.get(document) ?? new Map<RoleDocument, readonly Granted[]>();
  read.set(document, roles);
  const granted = roles.get(role) ?? saidOut(role, document);
  roles.set(role, granted);
  return granted;
}

/** Roles read before, since a document is asked about many times. */
const read = new WeakMap<WholeDocument, Map<RoleDocument, readonly Granted[]>>();

function saidOut(role: RoleDocument, document: WholeDocument): readonly Granted[] {
  const every = role.all
    ? Object.entries(document.permissions)
        .filter(([, { allOf, beneficiary }]) => !allOf && beneficiary !== 'self')
        .map(([id]) => said(id, document, { reach: 'everything' }))
    : [];
  const plain = (role.grants ?? []).flatMap(({ can, reach, for: second, when }) =>
    can.map((id) => said(id, document, { reach, second, when })),
  );
  let given = [...every, ...plain, ...byLevel(role, document)].flat();
  for (;;) {
    const has = new Set(given.map(({ permission }) => permission));
    const left = given.filter(({ permission }) =>
      needsOf(permission, document).every((needed) => has.has(needed)),
    );
    if (left.length === given.length) return given;
    given = left;
  }
}

const permissionIn = ({ permissions }: WholeDocument, id: string): PermissionDocument =>
  own(permissions, id) ?? { on: '' };

/** What is made of several is those. */
const partsOf = (id: string, document: WholeDocument): readonly string[] =>
  permissionIn(document, id).allOf ?? [id];

const needsOf = (id: string, document: WholeDocument): readonly string[] =>
  (permissionIn(document, id).requires ?? []).flatMap((needed) => partsOf(needed, document));

/** A name is given as its parts. */
function said(id: string, document: WholeDocument, how: How): Granted[] {
  const { reach, second = 'everything', when } = how;
  return partsOf(id, document).map((permission) => {
    const whens = [when, permissionIn(document, permission).when];
    return { permission, reach, second, when: whens.flatMap((one) => (one ? [one] : [])) };
  });
}

interface How {
  readonly reach: Reach;
  readonly second?: Reach | undefined;
  readonly when?: Settings | undefined;
}

/** What was chosen and all that comes with it, where the level allows it, as far as the level reaches. */
function byLevel({ level: id = '', can = [] }: RoleDocument, document: WholeDocument): Granted[][] {
  const level = own(document.levels, id);
  if (!level) return [];
  const isAllowed = (one: string) => permissionIn(document, one).levels?.includes(id) ?? true;
  const come = new Set<string>();
  const bring = (one: string): void => {
    if (come.has(one) || !isAllowed(one)) return;
    come.add(one);
    const { allOf, includes } = permissionIn(document, one);
    [...(allOf ?? []), ...(includes ?? [])].forEach(bring);
  };
  can.forEach(bring);
  return [...come].map((one) => {
    const { on, for: other, allOf, reach: its } = permissionIn(document, one);
    const reach = own(its, id) ?? own(level.reach, on);
    const second = other === undefined ? 'everything' : own(level.reach, other);
    // a name came with its parts
    return allOf || !reach || !second ? [] : said(one, document, { reach, second });
  });
}
