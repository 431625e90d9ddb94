export { createApp, type App, type AppOptions } from './app.js';
export { createVerifier, signToken, type TokenKeys } from './auth/tokens.js';
export { openApiDocument } from './contract/document.js';
export type { LiveOptions } from './live/hub.js';
export { migrate } from './database/migrate.js';
export { PgliteDialect } from './database/pglite-dialect.js';
export type { Database, Tables } from './database/tables.js';
export type { Call, Dependencies, Identity } from './requests/call.js';
export type { VerifyToken } from './requests/middleware.js';
export type { Failure } from './requests/problems.js';
export {
  seedSite,
  type AssignmentSpec,
  type ContentSpec,
  type GroupSpec,
  type LevelSpec,
  type PersonSpec,
  type ResourceSpec,
  type SeedOptions,
  type SiteSpec,
} from './sites/seed.js';
