export {
  createProvost,
  type GroupTreeAnswer,
  type LevelChange,
  type Provost,
  type ProvostOptions,
} from './client.js';
export type { CallOptions } from './answers.js';
export type { ChangesClient } from './changes.js';
export type { GroupMovesClient } from './group-moves.js';
export type { ThingsClient } from './things.js';
export { ApiError, ConflictError, ConnectionError, RefusedError } from './problems.js';
export { Pages, type Page } from './pages.js';
export type { Change } from './events.js';
export type { Connection, LiveSession, SessionAnswer, SessionOptions, SessionState } from './session.js';
export type { TransportOptions } from './transport.js';
export type * from './schemas.js';
