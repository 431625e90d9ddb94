import { impact, type Access, type Filter, type PermissionChange } from '@provost/authz-core';
import type { z } from '@hono/zod-openapi';
import { knownNames } from '../access/knows.js';
import type { Call } from '../requests/call.js';
import type { ImpactSchema } from './routes.js';

/** Who gains and who loses what, as the API says it. */
export type Impact = z.infer<typeof ImpactSchema>;
type Where = Impact['people'][number]['gains'][number];

const PEOPLE = 100;
const SCOPES = 20;

/** what it means for those whose roles are other than they were; nobody and nothing unseen is named. */
export async function impactOf(
  call: Call,
  changed: readonly { before: Access; after: Access }[],
  groups: readonly string[] = [],
): Promise<Impact> {
  const { policy, now } = call;
  const people = changed.map(({ before, after }) => ({ before: before.snapshot, after: after.snapshot }));
  const found = impact(policy, policy, people, { now });
  const scopes = found.people.flatMap(({ gains, losses }) =>
    [...gains, ...losses].flatMap(({ where }) => scopesOf(call, where, groups)),
  );
  const nameOf = await knownNames(call, [
    ...scopes,
    ...found.people.map(({ subject }) => ({ type: 'user', id: subject })),
  ]);
  const told = ({ permission, where }: PermissionChange): Where => ({
    permission,
    label: labelOf(call, permission),
    everywhere: where.kind === 'everything',
    scopes: scopesOf(call, where, groups)
      .flatMap(({ type, id }) => {
        const name = nameOf(type, id);
        return name === undefined ? [] : [{ type, id, name }];
      })
      .slice(0, SCOPES),
  });
  const named = found.people.flatMap(({ subject, gains, losses }) => {
    const name = nameOf('user', subject);
    return name === undefined ? [] : [{ user: { id: subject, name }, gains, losses }];
  });
  return {
    people: named
      .slice(0, PEOPLE)
      .map(({ user, gains, losses }) => ({ user, gains: gains.map(told), losses: losses.map(told) })),
    affected: found.people.length,
    permissions: found.permissions.map((one) => ({ ...one, label: labelOf(call, one.permission) })),
  };
}

const labelOf = ({ policy }: Call, permission: string): string =>
  policy.document.permissions[permission]?.label ?? permission;

/** The scopes that a filter names, each once; of a mark on groups, those of them whose permissions are changed. */
function scopesOf(
  { policy }: Call,
  where: Filter,
  groups: readonly string[] = [],
): { type: string; id: string }[] {
  if (where.kind !== 'any') return [];
  const literals = where.of.flatMap(({ all, second }) => [...all, ...second]);
  const scopes = literals.flatMap(({ kind, scopeType: type, ids }) =>
    kind !== 'in'
      ? []
      : policy.types.has(type)
        ? ids.map((id) => ({ type, id }))
        : groups.map((id) => ({ type: 'group', id })),
  );
  return [...new Map(scopes.map((one) => [JSON.stringify(one), one])).values()];
}
