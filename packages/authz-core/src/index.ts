export type { Assignment, Resource, ScopeIds, Settings } from './vocabulary.js';
export { PolicyError, SnapshotError, type Issue } from './errors.js';
export type {
  Along,
  AreaDocument,
  DefaultDocument,
  Grant,
  HoldersDocument,
  LevelDocument,
  Permission,
  PermissionDocument,
  PermissionOf,
  Policy,
  PolicyDocument,
  Reach,
  Risk,
  Role,
  RoleDocument,
  RoleLine,
  ScopeDocument,
  WholeDocument,
} from './policy/policy.js';
export { definePolicy, loadPolicy } from './policy/define-policy.js';
export { available, newSince, risksOf, type CatalogueArea } from './catalogue/catalogue.js';
export { givenAt } from './catalogue/given-at.js';
export { select, unselect, type Consequence, type Selection } from './catalogue/select.js';
export type { GroupAtDepth, Snapshot } from './snapshot/snapshot.js';
export { parseSnapshot } from './snapshot/parse-snapshot.js';
export {
  openAccess,
  type Access,
  type Area,
  type OpenOptions,
  type Pair,
  type PermissionLike,
} from './access/access.js';
export type { Decision, Missing, Reason, Scope } from './access/decision.js';
export { matches, type AllOf, type Filter, type FilterOptions, type Literal } from './access/filter.js';
export { decideOperation, mayDo, permissionsFor } from './access/operation.js';
export { Places, type PlacedResource } from './access/places.js';
export type { Caution, ChangeDecision } from './change/change-decision.js';
export { decideAssignment, type AssignmentChange } from './change/decide-assignment.js';
export { decideMove, type Move } from './change/decide-move.js';
export { decideRole, type RoleChange } from './change/decide-role.js';
export { above, exceeds, type Excess, type ExceedsOptions } from './change/exceeds.js';
export {
  defaultRoleOf,
  defaultsOn,
  resolveDefaults,
  type Directory,
  type GivenRole,
  type Happening,
} from './change/defaults.js';
export { english, type Messages } from './explain/english.js';
export { explain, type ExplainOptions } from './explain/explain.js';
export { why } from './explain/why.js';
export { compareRoles, type RoleComparison } from './review/compare-roles.js';
export {
  effective,
  effectiveOn,
  type EffectiveArea,
  type EffectivePermission,
  type EffectiveWay,
} from './review/effective.js';
export {
  impact,
  type Impact,
  type PermissionChange,
  type PersonChange,
  type PersonImpact,
} from './review/impact.js';
export { lint, type Finding, type LintOptions } from './review/lint.js';
export { preview, type Unsaved } from './review/preview.js';
export { whoMay, whoMayGive, type Holder } from './review/who-may.js';
export { editorViewer } from './policies/editor-viewer.js';
export { groupLeader } from './policies/group-leader.js';
export { lmsRoles } from './policies/lms-roles.js';
export { withOperations } from './policies/operations.js';
export { roleLevels } from './policies/role-levels/role-levels.js';
export { siteGroupSession } from './policies/site-group-session.js';
export { standard } from './policies/standard/standard.js';
