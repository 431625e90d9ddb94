export { AccessChangedEvent, AccessProvider } from './access/access-provider.js';
export { AccessGate } from './access/access-gate.js';
export { accessContext, clientContext, sessionContext, type SessionView } from './access/context.js';
export { DecisionController, type Question } from './access/decision-controller.js';
export { localizeProvost, type Locales, type Templates } from './localization/localization.js';
export { GroupPermissions } from './group-permissions/group-permissions.js';
export { GroupEvent } from './group-permissions/events.js';
export { ContentEvent, MembersEvent } from './group-permissions/inside-events.js';
export { PermissionsEvent } from './group-permissions/manage-permissions/permissions-event.js';
