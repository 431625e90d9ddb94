import { OpenAPIHono } from '@hono/zod-openapi';
import {
  evaluate,
  evaluateAll,
  getConfiguration,
  searchActions,
  searchResources,
  searchSubjects,
} from '../authzen/routes.js';
import { listAssignments } from '../assignments/routes.js';
import { exportAudit, listAudit, undoEntry } from '../audit/routes.js';
import { applyChanges, undoChanges } from '../changes/routes.js';
import { listContent } from '../content/routes.js';
import { addContent, listGroupContent, removeContent } from '../groups/content-routes.js';
import { addMembers, listMembers, removeMembers } from '../groups/members-routes.js';
import { listPermissions, updatePermissions } from '../groups/permissions-routes.js';
import {
  createGroup,
  deleteGroup,
  getGroup,
  listGroups,
  restoreGroup,
  updateGroup,
} from '../groups/routes.js';
import { getGroupTree } from '../groups/tree-routes.js';
import { getEvents } from '../live/routes.js';
import { lookupUsers } from '../people/lookup-routes.js';
import { sendMessage } from '../messages/routes.js';
import { archiveGroup, moveGroup, unarchiveGroup } from '../groups/tree-changes-routes.js';
import { createUser, getUser, listUsers, updateUser } from '../people/routes.js';
import { previewSession } from '../session/preview-routes.js';
import { createThing, deleteThing, getThing, listThings, updateThing } from '../resources/routes.js';
import { getCatalogue, getSession } from '../session/routes.js';
import { getSettings, updateSettings } from '../settings/routes.js';

const routes = [
  getSession,
  getCatalogue,
  previewSession,
  getEvents,
  getSettings,
  updateSettings,
  listUsers,
  lookupUsers,
  createUser,
  getUser,
  updateUser,
  listGroups,
  getGroupTree,
  createGroup,
  getGroup,
  updateGroup,
  deleteGroup,
  restoreGroup,
  moveGroup,
  archiveGroup,
  unarchiveGroup,
  listMembers,
  addMembers,
  removeMembers,
  listGroupContent,
  addContent,
  removeContent,
  listPermissions,
  updatePermissions,
  applyChanges,
  undoChanges,
  listAssignments,
  listAudit,
  exportAudit,
  undoEntry,
  listContent,
  listThings,
  createThing,
  getThing,
  updateThing,
  deleteThing,
  sendMessage,
  evaluate,
  evaluateAll,
  searchSubjects,
  searchResources,
  searchActions,
  getConfiguration,
];

/** The contract as an OpenAPI 3.1 document, made from the route schemas the server validates with. */
export function openApiDocument(): object {
  const app = new OpenAPIHono();
  for (const route of routes) app.openAPIRegistry.registerPath(route);
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Provost API',
      version: '1.0.0',
      description: 'Who may see and change what, in which group, course or session.',
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
  });
}
