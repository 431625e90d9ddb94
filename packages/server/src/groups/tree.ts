import type { OpenAPIHono, z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import type { GroupTable } from '../database/tables.js';
import type { Call, Dependencies } from '../requests/call.js';
import { read, type Env } from '../requests/handle.js';
import { etagOfBody, isKnown } from '../requests/version.js';
import { groupResource, visible, wire } from './group.js';
import { getGroupTree, type GroupTreeSchema } from './tree-routes.js';

type GroupTree = z.infer<typeof GroupTreeSchema>;
type Row = Pick<GroupTable, 'site' | 'id' | 'parent_id' | 'name' | 'cohort'> & { readonly members: number };

/** Answers the whole tree of groups at once, and 304 to who has it already. */
export function serveGroupTree(app: OpenAPIHono<Env>, deps: Dependencies): void {
  app.openapi(getGroupTree, (c) =>
    read(deps, c, async (call) => {
      const tree = await readTree(call);
      const etag = await etagOfBody(tree);
      c.header('etag', etag);
      return isKnown(c.req.header('if-none-match'), etag) ? c.body(null, 304) : c.json(tree, 200);
    }),
  );
}

/** The groups that the person may see, in preorder. */
async function readTree(call: Call): Promise<GroupTree> {
  const rows = await readRows(call);
  const seen = new Set(rows.map(({ id }) => id));
  const below = new Map<string, Row[]>();
  for (const row of rows) {
    const parent = row.parent_id !== null && seen.has(row.parent_id) ? row.parent_id : '';
    const siblings = below.get(parent);
    if (siblings) siblings.push(row);
    else below.set(parent, [row]);
  }
  return preorder(below);
}

/** By name, as every list of groups is. */
async function readRows(call: Call): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select g.site, g.id, g.parent_id, g.name, g.cohort,
      (select count(*)::int from members m where m.site = g.site and m.group_id = g.id) as members
    from groups g where ${visible(call, 'g')} and g.archived_at is null
    order by g.sort_key, g.id`.execute(call.db);
  return rows;
}

/** From each parent's rows (the top's under ''), the tree; with a stack of its own, since a tree may be deep. */
function preorder(below: ReadonlyMap<string, readonly Row[]>): GroupTree {
  const tree: GroupTree = { ids: [], names: [], depths: [], members: [], within: {} };
  const open = [(below.get('') ?? []).values()];
  for (let level = open.at(-1); level; level = open.at(-1)) {
    const { value: row, done } = level.next();
    if (done) open.pop();
    else {
      add(tree, row, open.length);
      const inside = below.get(row.id);
      if (inside) open.push(inside.values());
    }
  }
  return tree;
}

function add(tree: GroupTree, row: Row, depth: number) {
  tree.ids.push(row.id);
  tree.names.push(row.name);
  tree.depths.push(depth);
  tree.members.push(row.members);
  const { group: _itself, ...within } = wire(groupResource(row)).within ?? {};
  if (Object.keys(within).length > 0) tree.within[row.id] = within;
}
