import pg from 'pg';
import type { Listener, Notices } from './notices.js';

/** Between two tries to connect, in milliseconds. */
const PAUSE = 500;

/** Listens on a connection of its own, beside the pool, and connects again when it is lost. */
export class PostgresNotices implements Notices {
  readonly #ends = new Set<() => void>();

  constructor(readonly config: pg.ClientConfig) {}

  listen(listener: Listener): () => void {
    let client: pg.Client | undefined;
    let again: NodeJS.Timeout | undefined;
    const connect = () => {
      const mine = (client = this.#client(listener, (error) => {
        if (client !== mine) return;
        if (error) listener.failed(error);
        client = undefined;
        again = setTimeout(connect, PAUSE);
      }));
    };
    const end = () => {
      clearTimeout(again);
      this.#ends.delete(end);
      const last = client;
      client = undefined;
      if (last) close(last);
    };
    this.#ends.add(end);
    connect();
    return end;
  }

  /** Ends whoever listens. */
  close(): void {
    for (const end of [...this.#ends]) end();
  }

  #client({ channel, heard }: Listener, lost: (error?: unknown) => void): pg.Client {
    const client = new pg.Client({ ...this.config, keepAlive: true, keepAliveInitialDelayMillis: 10_000 });
    let isLost = false;
    const lose = (error?: unknown) => {
      if (isLost) return;
      isLost = true;
      close(client);
      lost(error);
    };
    client.on('notification', ({ payload }) => heard(payload));
    client.on('error', lose);
    client.on('end', () => lose());
    client
      .connect()
      .then(() => client.query(`listen ${client.escapeIdentifier(channel)}`))
      .then(() => heard(), lose);
    return client;
  }
}

/** Whatever it was doing: what fails now has been told. */
const close = (client: pg.Client): void => void client.end().catch(() => undefined);
