import type { Filter, Literal, Policy } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';
import { isBelow } from './paths.js';

type Condition = RawBuilder<boolean>;
type Column = RawBuilder<string | null>;

/** Where it is kept in which scopes a row lies by one relation. */
export interface Placement {
  /** The column with the scope's id. */
  readonly id: Column;
  /** The path of the scope, where scopes form a tree. */
  readonly path?: Column;
  /** `from … where …`: the rows of another table that have the columns, if the row itself has not. */
  readonly from?: RawBuilder<unknown>;
}

/** Where a table keeps how its rows lie in scopes. */
export interface ResourceColumns {
  /** The resource type of the policy whose resources the rows are. */
  readonly type: string;
  readonly id: Column;
  readonly owner?: Column;
  readonly relations: Readonly<Record<string, Placement>>;
  /** The path of the scope with this id, where scopes form a tree. */
  readonly pathOf?: (id: string) => Column;
}

const TRUE: Condition = sql`true`;
const FALSE: Condition = sql`false`;

/**
 * The core's filter as a condition on rows of one site: lets through what `can` allows.
 * @param second where rows are pairs: the columns of their second resources.
 */
export function filterSql(
  filter: Filter,
  columns: ResourceColumns,
  policy: Policy,
  second?: ResourceColumns,
): Condition {
  if (filter.kind !== 'any') return filter.kind === 'everything' ? TRUE : FALSE;
  return joined(
    filter.of.map(({ all, second: others }) =>
      joined(
        [
          ...all.map((literal) => literalSql(literal, columns, policy)),
          ...others.map((literal) => (second ? literalSql(literal, second, policy) : FALSE)),
        ],
        ' and ',
      ),
    ),
    ' or ',
  );
}

function literalSql(literal: Literal, columns: ResourceColumns, policy: Policy): Condition {
  const { below, except } = literal;
  const lies = placeSql(literal, columns);
  const out = Object.entries(except ?? {}).flatMap(([scopeType, excepted]) =>
    relationsTo(policy, columns.type, scopeType).map((name) =>
      // what lies nowhere by a relation does not lie there: never an unknown, of which `not` would be one, too
      isSo(liesIn(columns, name, { ids: excepted, below })),
    ),
  );
  return out.length === 0 ? lies : sql<boolean>`(${lies} and not ${joined(out, ' or ')})`;
}

function placeSql({ kind, relation, ids, id, below }: Literal, columns: ResourceColumns): Condition {
  switch (kind) {
    case 'in':
      return liesIn(columns, relation, { ids, below });
    case 'owner':
      return columns.owner ? equals(columns.owner, id) : FALSE;
    case 'self':
      return columns.type === 'user' ? equals(columns.id, id) : FALSE;
    case 'everything':
      return TRUE;
  }
}

/** So many trees are each a range of an index; of more, it is quicker to look at each row once. */
const RANGES = 20;

/** Unknown where a row lies nowhere by the relation: that lets no row through, and leaves an index its use. */
function liesIn(
  { relations, pathOf }: ResourceColumns,
  relation: string,
  { ids, below }: { ids: readonly string[]; below: boolean },
): Condition {
  const place = relations[relation];
  if (!place || ids.length === 0) return FALSE;
  const { path } = place;
  const given = sql`${[...ids]}::text[]`;
  const same = sql<boolean>`${place.id} = any(${given})`;
  const lies =
    !below || !path
      ? same
      : pathOf && ids.length <= RANGES
        ? joined(
            ids.map((id) => isBelow(path, pathOf(id))),
            ' or ',
          )
        : sql<boolean>`(${isSo(same)} or string_to_array(${path}, '/') && ${given})`;
  return place.from ? sql<boolean>`exists (select 1 ${place.from} and ${lies})` : lies;
}

const relationsTo = (policy: Policy, type: string, scopeType: string): string[] =>
  Object.entries(policy.document.resources[type] ?? {})
    .filter(([, to]) => to === scopeType)
    .map(([name]) => name);

const isSo = (condition: Condition): Condition => sql<boolean>`coalesce(${condition}, false)`;

const equals = (column: Column, value: string): Condition => sql<boolean>`${column} = ${value}`;

const joined = (conditions: readonly Condition[], by: ' and ' | ' or '): Condition =>
  sql<boolean>`(${sql.join(conditions, sql.raw(by))})`;
