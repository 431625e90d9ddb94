export { policies as shippedPolicies } from './cli/policies.js';
export { openDatabase, type DatabasePlace } from './database/open-database.js';
export { listen, type Listening, type ListenOptions } from './serving/listen.js';
export { demoSites } from './demo/sites/sites.js';
