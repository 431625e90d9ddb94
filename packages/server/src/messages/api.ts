import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Dependencies } from '../requests/call.js';
import { writeOnce, type Env } from '../requests/handle.js';
import { sendMessage } from './routes.js';
import { sendMessage as send } from './send-message.js';

/** Takes messages. */
export function serveMessages(app: OpenAPIHono<Env>, deps: Dependencies): void {
  app.openapi(sendMessage, async (c) => {
    const message = c.req.valid('json');
    const { body } = await writeOnce(deps, c, async (call) => ({
      status: 201,
      body: await send(call, message),
    }));
    return c.json(body as Awaited<ReturnType<typeof send>>, 201);
  });
}
