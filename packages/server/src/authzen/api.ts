import type { OpenAPIHono } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import type { Problem } from '../contract/problem.js';
import type { Dependencies } from '../requests/call.js';
import { read, type Env } from '../requests/handle.js';
import { evaluateBatch, evaluateOne } from './evaluate.js';
import {
  evaluate,
  evaluateAll,
  getConfiguration,
  searchActions,
  searchResources,
  searchSubjects,
} from './routes.js';
import { findActions, findSubjects, findThings, type Found } from './search.js';

/** Answers questions the standard way: OpenID AuthZEN Authorization API 1.0. */
export function serveAuthzen(app: OpenAPIHono<Env>, deps: Dependencies, url?: string): void {
  app.openapi(evaluate, async (c) =>
    c.json(await read(deps, c, (call) => evaluateOne(call, c.req.valid('json'))), 200),
  );
  app.openapi(evaluateAll, async (c) =>
    c.json(await read(deps, c, (call) => evaluateBatch(call, c.req.valid('json'))), 200),
  );
  app.openapi(searchSubjects, async (c) => {
    const found = await read(deps, c, (call) => findSubjects(call, c.req.valid('json')));
    return c.json(
      results(found, (id) => ({ type: 'user', id })),
      200,
    );
  });
  app.openapi(searchResources, async (c) => {
    const { type } = c.req.valid('json').resource;
    const found = await read(deps, c, (call) => findThings(call, c.req.valid('json')));
    return c.json(
      results(found, (id) => ({ type, id })),
      200,
    );
  });
  app.openapi(searchActions, async (c) => {
    const found = await read(deps, c, (call) => findActions(call, c.req.valid('json')));
    return c.json(
      results(found, (name) => ({ name })),
      200,
    );
  });
  app.openapi(getConfiguration, (c) => {
    const base = (url ?? new URL(c.req.url).origin).replace(/\/+$/, '');
    return c.json(
      {
        policy_decision_point: base,
        access_evaluation_endpoint: base + evaluate.path,
        access_evaluations_endpoint: base + evaluateAll.path,
        search_subject_endpoint: base + searchSubjects.path,
        search_resource_endpoint: base + searchResources.path,
        search_action_endpoint: base + searchActions.path,
        capabilities: [],
      },
      200,
    );
  });
}

const results = <T>({ ids, nextToken }: Found, of: (id: string) => T) => ({
  results: ids.map(of),
  page: { next_token: nextToken },
});

/** The standard's manners: a fault is a sentence, not a problem document, and the caller's request id comes back. */
export const speakAuthzen = () =>
  createMiddleware<Env>(async (c, next) => {
    await next();
    const given = c.req.header('x-request-id');
    const type = c.res.headers.get('content-type') ?? '';
    if (type.startsWith('application/problem+json')) {
      const { title, detail, issues } = (await c.res.json()) as Problem;
      const said = issues?.map(({ path, message }) => `${path}: ${message}`).join('; ');
      const { status, headers } = c.res;
      const kept = new Headers(headers);
      kept.set('content-type', 'text/plain; charset=utf-8');
      // 415 is not in the standard's table: another content type is a request that is not well formed
      c.res = new Response(detail ?? said ?? title, { status: status === 415 ? 400 : status, headers: kept });
    }
    if (given !== undefined) c.res.headers.set('x-request-id', given);
  });
