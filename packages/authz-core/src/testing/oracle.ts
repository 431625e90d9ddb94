import type { Assignment, Grant, Resource, RoleDocument, Snapshot, WholeDocument } from '../index.js';

/** Everything a question consists of. */
export interface Question {
  readonly document: WholeDocument;
  readonly snapshot: Snapshot;
  readonly now: number;
  readonly permission: string;
  readonly resource: Resource;
}

/**
 * May they? Read from the documents alone, walking everything, compiling nothing: it shares no code with the core, so
 * that where the two agree, both are right or wrong for different reasons.
 */
export function naiveOracle(question: Question): boolean {
  const { document, snapshot, now, permission, resource } = question;
  if (snapshot.policy !== document.id || now >= snapshot.expires || resource.site !== snapshot.site)
    return false;
  if (!Object.keys(document.permissions).includes(permission)) return false;
  const { on, allOf } = document.permissions[permission]!;
  if (on !== resource.type) return false;
  if (allOf) return allOf.every((part) => naiveOracle({ ...question, permission: part }));
  return snapshot.assignments.some((assignment) => {
    const role = roleOf(document, assignment);
    if (!role || !isCurrent(assignment, now) || !mayBeHeld(role, question)) return false;
    return role.grants!.some(
      (grant) =>
        names(grant, document).includes(permission) &&
        isSet(grant, question) &&
        reaches({ grant, role, assignment }, question),
    );
  });
}

const roleOf = (document: WholeDocument, { role }: Assignment): RoleDocument | undefined =>
  Object.entries(document.roles).find(([id]) => id === role)?.[1];

function isCurrent({ from, until }: Assignment, now: number): boolean {
  if (from !== undefined && now < from) return false;
  return until === undefined || now < until;
}

const mayBeHeld = ({ mayHold }: RoleDocument, { snapshot, now }: Question): boolean =>
  mayHold === undefined ||
  snapshot.assignments.some((other) => mayHold.includes(other.role) && isCurrent(other, now));

/** What is granted; who is granted something made of several is granted each of them. */
const names = ({ can }: Grant, { permissions }: WholeDocument): string[] =>
  can.flatMap((id) => permissions[id]?.allOf ?? [id]);

function isSet({ when }: Grant, { snapshot, document }: Question): boolean {
  return Object.entries(when ?? {}).every(([id, wanted]) => {
    const given = Object.entries(snapshot.settings).find(([set]) => set === id);
    const byDefault = Object.entries(document.settings ?? {}).find(([known]) => known === id)?.[1].byDefault;
    return (given ? given[1] : byDefault) === wanted;
  });
}

interface Held {
  readonly grant: Grant;
  readonly role: RoleDocument;
  readonly assignment: Assignment;
}

function reaches({ grant: { reach }, role, assignment }: Held, question: Question): boolean {
  const { resource, snapshot } = question;
  if (typeof reach === 'string') {
    const held = assignment.scopes
      ? role.at!.some((type) => idsOf(assignment.scopes, type).length > 0)
      : role.at!.includes('site');
    if (!held) return false;
    if (reach === 'everything') return true;
    if (reach === 'owner') return resource.owner === snapshot.subject.id;
    return resource.type === 'user' && resource.id === snapshot.subject.id;
  }
  const through = liesIn(question).filter(
    ({ relation, scopeType }) => reach.by!.includes(relation) && role.at!.includes(scopeType),
  );
  const covers = (ids: readonly string[], at: string, scopeType: string) =>
    ids.some((id) => id === at || (role.below === true && isBelow(at, id, scopeType, question)));
  return (
    through.some(({ at, scopeType }) => covers(idsOf(assignment.scopes, scopeType), at, scopeType)) &&
    !liesIn(question).some(({ at, scopeType }) => covers(idsOf(assignment.except, scopeType), at, scopeType))
  );
}

const idsOf = (scopes: Assignment['scopes'], type: string): readonly string[] =>
  Object.entries(scopes ?? {}).find(([one]) => one === type)?.[1] ?? [];

/** Every scope a resource lies in, by the relations that its type has. */
function liesIn({ document, resource }: Question) {
  const declared = Object.entries(document.resources).find(([type]) => type === resource.type)?.[1] ?? {};
  return Object.entries(declared).flatMap(([relation, scopeType]) => {
    const given = Object.entries(resource.within ?? {}).find(([one]) => one === relation)?.[1] ?? [];
    return given.map((at) => ({ relation, scopeType, at }));
  });
}

function isBelow(at: string, ancestor: string, scopeType: string, { document, snapshot }: Question): boolean {
  const isTree = Object.entries(document.scopes).some(([type, { tree }]) => type === scopeType && tree);
  if (!isTree) return false;
  let index = snapshot.groups.findIndex(([id]) => id === at);
  let depth = snapshot.groups[index]?.[1] ?? 0;
  // up: the nearest one before that lies less deep is the parent
  for (; index >= 0; index--) {
    const [id, above] = snapshot.groups[index]!;
    if (above >= depth) continue;
    if (id === ancestor) return true;
    depth = above;
  }
  return false;
}
