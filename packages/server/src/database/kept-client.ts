import pg from 'pg';
import { nameOfKept } from './kept.js';

/** A connection that prepares the statements that say so. */
export class KeptClient extends pg.Client {
  // the driver has a dozen forms of it, of which the query builder knows one
  override query(...args: unknown[]): never {
    const [text, values] = args;
    const name = nameOfKept(text);
    const query = super.query.bind(this) as (...given: unknown[]) => never;
    return name === undefined ? query(...args) : query({ name, text, values });
  }
}
