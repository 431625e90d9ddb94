import type { Settings } from '../vocabulary.js';

/** Where a grant reaches: everywhere on the site, oneself, one's own things, or along relations to the scopes held. */
export type Reach = 'everything' | 'self' | 'owner' | { readonly by: readonly string[] };

/** Permissions and how far they reach, while the settings are as `when` says. */
export interface Grant {
  readonly can: readonly string[];
  readonly reach: Reach;
  readonly when?: Settings;
}

/** A permission: the resource type it is asked on (`on`), or a name for several held together (`allOf`). */
export interface PermissionDocument {
  readonly on: string;
  readonly allOf?: readonly string[];
  readonly label?: string;
  readonly description?: string;
}

/** A role: where it may be held, what it grants, and who may hold and give it. */
export interface RoleDocument {
  readonly label?: string;
  /** `site` or scope types. */
  readonly at: readonly string[];
  /** Reaches the groups below the one it is held at, too. */
  readonly below?: boolean;
  /** One role of a slot per person. */
  readonly slot?: string;
  /** What a person has in its slot if nothing is given. */
  readonly byDefault?: boolean;
  /** Roles of which the holder must hold one (LR-09, EV-11). */
  readonly mayHold?: readonly string[];
  /** The permission, asked at the scope it is given for, that giving and taking this role needs. */
  readonly assignedBy?: string;
  /** Nobody gives or takes it for themselves (EV-20). */
  readonly notSelf?: boolean;
  readonly grants: readonly Grant[];
}

/** A pair of levels, Editor and Viewer, that people have in a group, one row of switches a person. */
export interface AreaDocument {
  readonly label: string;
  /** The role an Editor of the area holds at the group. A Viewer does not hold it. */
  readonly editor: string;
  /** What Editors may do and Viewers may not: one permission that stands for the level. */
  readonly edit: string;
  /** Levels are told apart only while the settings are so. */
  readonly when?: Settings;
}

/** What an event brings by itself: roles given to somebody at what the event made. */
export interface DefaultDocument {
  readonly on: string;
  readonly give: readonly string[];
  /** The person who caused the event, or everybody who holds a role. */
  readonly to: 'actor' | { readonly holders: string };
  /** The scope type of the event's scope at which the roles are given. */
  readonly at: string;
  /** Recorded with the assignment as its source. */
  readonly source: string;
}

/** A policy as people write it: data. `definePolicy` checks it. */
export interface PolicyDocument {
  readonly id: string;
  readonly label?: string;
  /** Scope types; `tree` for the one whose scopes form a tree. */
  readonly scopes: Readonly<Record<string, { readonly tree?: boolean }>>;
  /** Resource types: relation → scope type. */
  readonly resources: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Settings and their defaults. */
  readonly settings?: Readonly<Record<string, { readonly byDefault: boolean; readonly label?: string }>>;
  readonly permissions: Readonly<Record<string, PermissionDocument>>;
  readonly roles: Readonly<Record<string, RoleDocument>>;
  readonly areas?: Readonly<Record<string, AreaDocument>>;
  readonly defaults?: readonly DefaultDocument[];
}

/** A permission looked up once (`policy.permission(id)`), shared by all people of the policy. */
export interface Permission {
  readonly id: string;
  readonly policy: Policy;
  /** The resource type it is asked on; empty for a permission that is not there. */
  readonly type: string;
  /** The numbers of the relations by which resources of the type lie somewhere. */
  readonly relations: readonly number[];
  /** Its place in a line's bits. */
  readonly word: number;
  readonly bit: number;
  /** The permissions it is made of, or `undefined`. */
  readonly allOf: readonly Permission[] | undefined;
}

/** Grants of a role that reach along the same way: what the lines of an access are compiled from. */
export interface RoleLine {
  readonly reach: 'everything' | 'self' | 'owner' | 'by';
  /** Number of the relation. */
  readonly relation: number;
  readonly when: Settings | undefined;
  readonly bits: Int32Array;
}

/** A role, compiled. */
export interface Role extends RoleDocument {
  readonly id: string;
  readonly lines: readonly RoleLine[];
}

/** A way a resource lies in scopes. The ways that every resource knows lead to no type of scope. */
export interface Relation {
  readonly name: string;
  readonly scopeType: string;
}

/** A checked policy, compiled once, shared by everyone. */
export interface Policy {
  readonly id: string;
  readonly document: PolicyDocument;
  readonly roles: ReadonlyMap<string, Role>;
  readonly relations: readonly Relation[];
  /** Resource type → the numbers of its relations. */
  readonly types: ReadonlyMap<string, readonly number[]>;
  /** What settings are where nobody set them. */
  readonly settings: Settings;
  /** Length of a line's bits in 32-bit words. */
  readonly words: number;
  /** Permission ids in the policy's order. */
  readonly permissions: ReadonlyMap<string, Permission>;
  /** The token of a permission; one that nobody has for an unknown id. */
  permission(id: string): Permission;
}
