import type { components, operations } from './generated/schema.js';

type Schemas = components['schemas'];

/** The shapes of the API, by the names `openapi.json` gives them. */
export type Session = Schemas['Session'];
export type SessionPreview = Schemas['SessionPreview'];
export type Catalogue = Schemas['Catalogue'];
export type Settings = Schemas['Settings'];
export type User = Schemas['User'];
export type NewUser = Schemas['NewUser'];
export type UserChange = Schemas['UserChange'];
export type Group = Schemas['Group'];
export type GroupTree = Schemas['GroupTree'];
export type GroupDetail = Schemas['GroupDetail'];
export type NewGroup = Schemas['NewGroup'];
export type GroupChange = Schemas['GroupChange'];
export type GroupMove = Schemas['GroupMove'];
export type GroupMoved = Schemas['GroupMoved'];
/** A session, an offering, a space …: something of a type that the policy has. */
export type Thing = Schemas['Thing'];
export type NewThing = Schemas['NewThing'];
export type ThingChange = Schemas['ThingChange'];
export type Member = Schemas['Member'];
export type Content = Schemas['Content'];
export type AssignedContent = Schemas['AssignedContent'];
export type Changed = Schemas['Changed'];
export type Level = Schemas['Level'];
export type AreaLevel = Schemas['AreaLevel'];
export type HeldRole = Schemas['HeldRole'];
/** One change of who holds what, or of who is where. */
export type AccessChange = Schemas['Change'];
export type ChangeSet = Schemas['ChangeSet'];
export type ChangesDone = Schemas['ChangesDone'];
export type Undone = Schemas['Undone'];
export type PermissionRow = Schemas['PermissionRow'];
export type PermissionPage = Schemas['PermissionPage'];
export type PermissionsChanged = Schemas['PermissionsChanged'];
export type Problem = Schemas['Problem'];
export type PersonMatches = Schemas['PersonMatches'];
export type Assignment = Schemas['Assignment'];
export type AuditEntry = Schemas['AuditEntry'];
export type AuditPage = operations['listAudit']['responses'][200]['content']['application/json'];
export type PersonReference = Schemas['Person'];

type QueryOf<O extends keyof operations> = Omit<
  NonNullable<operations[O]['parameters'] extends { query?: infer Q } ? Q : never>,
  'cursor'
>;

/** What a list is narrowed by; `limit` is the rows a page. */
export type UserQuery = QueryOf<'listUsers'>;
export type GroupQuery = QueryOf<'listGroups'>;
export type MemberQuery = QueryOf<'listMembers'>;
export type GroupContentQuery = QueryOf<'listGroupContent'>;
export type ContentQuery = QueryOf<'listContent'>;
export type AssignmentQuery = QueryOf<'listAssignments'>;
export type ThingQuery = QueryOf<'listThings'>;
export type AuditQuery = QueryOf<'listAudit'>;
export type PermissionQuery = QueryOf<'listPermissions'>;
