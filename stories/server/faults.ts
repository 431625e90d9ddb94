/** Answers a request. */
export type Send = (request: Request) => Promise<Response>;

/** What goes wrong between a page and the server: it may pass a request on, change the answer, or give none. */
export type Fault = (request: Request, server: Send) => Promise<Response>;

/** The connection of a story to its server, to be broken and mended while the story goes on. */
export class Line {
  fault: Fault | undefined;
  readonly #server: Send;

  constructor(server: Send, fault?: Fault) {
    this.#server = server;
    this.fault = fault;
  }

  send: Send = (request) => this.fault?.(request, this.#server) ?? this.#server(request);
}

/** Only requests whose path matches meet the fault. */
export const only =
  (path: RegExp, fault: Fault): Fault =>
  (request, server) =>
    path.test(new URL(request.url).pathname) ? fault(request, server) : server(request);

/** No answer comes, however long one waits. */
export const hanging: Fault = ({ signal }) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

/** The network is gone. */
export const cut: Fault = () => Promise.reject(new TypeError('Failed to fetch'));

/** The server answers that it failed. */
export const failing: Fault = () =>
  Promise.resolve(
    Response.json(
      {
        type: 'about:blank',
        status: 503,
        title: 'Service unavailable',
        code: 'unavailable',
        detail: 'The server took too long to answer. Nothing was changed.',
        requestId: '7f3a-91c2',
      },
      { status: 503, headers: { 'content-type': 'application/problem+json' } },
    ),
  );

/** The answer is a success, and not what the contract says: rows without their parts, numbers that are none. */
export const lying: Fault = async (request, server) => {
  const response = await server(request);
  const answer = (await response.clone().json()) as { items?: object[] };
  if (!Array.isArray(answer.items)) return response;
  const items = answer.items.flatMap((row, index) => [
    row,
    ...[[null, 'row'], [{ id: 7 }], [], [{ ...row, id: `x${index}`, path: 0, user: 0 }]][index % 4]!,
  ]);
  return Response.json({ items, total: 'many', next: { cursor: 1 } });
};

/** Nothing but a page of somebody's proxy. */
export const notJson: Fault = () =>
  Promise.resolve(new Response('<h1>It works!</h1>', { headers: { 'content-type': 'text/html' } }));
