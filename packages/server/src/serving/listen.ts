import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';

/** What is served, and where; port 0 takes any that is free. */
export interface ListenOptions {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly port: number;
  readonly host?: string;
}

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Answers what has begun, takes nothing new. */
  close(): Promise<void>;
}

/** Serves a `fetch` over HTTP. Rejects with the system's error when the port is taken (`EADDRINUSE`). */
export async function listen({ fetch, port, host }: ListenOptions): Promise<Listening> {
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  const answer = getRequestListener((request) => fetch(request));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // what is answered last leaves its connection open, and idle
    const tidy = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(tidy);
      resolve();
    });
    // a browser that keeps its connection must not keep the process
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
  });
}
