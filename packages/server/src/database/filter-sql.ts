import type { Filter, Literal, Policy } from '@provost/authz-core';
import { sql, type RawBuilder } from 'kysely';

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
      liesIn(columns, name, { ids: excepted, below }),
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

/** A row may lie nowhere by a relation: that is a plain no, never an unknown. */
function liesIn(
  { relations }: ResourceColumns,
  relation: string,
  { ids, below }: { ids: readonly string[]; below: boolean },
): Condition {
  const place = relations[relation];
  if (!place) return FALSE;
  const given = sql`${[...ids]}::text[]`;
  const same = sql<boolean>`coalesce(${place.id} = any(${given}), false)`;
  const lies =
    below && place.path
      ? sql<boolean>`(${same} or coalesce(string_to_array(${place.path}, '/') && ${given}, false))`
      : same;
  return place.from ? sql<boolean>`exists (select 1 ${place.from} and ${lies})` : lies;
}

const relationsTo = (policy: Policy, type: string, scopeType: string): string[] =>
  Object.entries(policy.document.resources[type] ?? {})
    .filter(([, to]) => to === scopeType)
    .map(([name]) => name);

const equals = (column: Column, value: string): Condition =>
  sql<boolean>`coalesce(${column} = ${value}, false)`;

const joined = (conditions: readonly Condition[], by: ' and ' | ' or '): Condition =>
  sql<boolean>`(${sql.join(conditions, sql.raw(by))})`;
