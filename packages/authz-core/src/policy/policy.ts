import type { Settings } from '../vocabulary.js';

/**
 * Where a grant reaches. In words: everywhere on the site, oneself, one's own things. Or along relations, to the scopes
 * at which this role is held.
 */
export type Reach = 'everything' | 'self' | 'owner' | Along;

/**
 * Along relations: by any one of `by`, and by every one of `all`. `everything`, `self` and `owner` count as relations,
 * too. A relation of which the resource's type knows nothing reaches nothing.
 */
export interface Along {
  readonly by?: readonly string[];
  readonly all?: readonly string[];
  /** The scopes at which these roles are held, instead of this one's. */
  readonly via?: readonly string[];
  /** Not where the person holds anything at a scope of these types: nobody edits the segment that limits them. */
  readonly outside?: readonly string[];
}

/** Permissions and how far they reach, while the settings are as `when` says. */
export interface Grant {
  readonly can: readonly string[];
  readonly reach: Reach;
  /** How far it reaches among the second resources of a permission about two (SG-13, LR-05). Default: everything. */
  readonly for?: Reach;
  readonly when?: Settings;
}

/** What can go wrong with a permission in the wrong hands. */
export type Risk = 'personal-data' | 'data-loss' | 'money' | 'impersonation' | 'wide-reach';

/** A permission: the resource type it is asked on, and what a catalogue of permissions says of it. */
export interface PermissionDocument {
  readonly on: string;
  /** The type of the second resource of a permission about two: book this *user* onto that event. */
  readonly for?: string;
  /** A name for several permissions held together, on the same types: whoever is granted it is granted those. */
  readonly allOf?: readonly string[];
  readonly label?: string;
  readonly description?: string;
  /** Its area of the catalogue. None: it cannot be chosen for a role, only come with another that includes it. */
  readonly area?: string;
  /** The levels of role it may be put in (RL-02). Default: every level. */
  readonly levels?: readonly string[];
  /** What comes with it (RL-05), where the role's level allows it. */
  readonly includes?: readonly string[];
  /** What it does not work without: a role without them does not give it (RL-05, RL-07, RL-17). */
  readonly requires?: readonly string[];
  /** Its own reach at a level, instead of the level's (RL-15, RL-16). */
  readonly reach?: Readonly<Record<string, Reach>>;
  /** It is there only while the settings are so (RL-18). */
  readonly when?: Settings;
  /** Whom its use serves. `self`: it is personal, such as taking a course, and counts for nothing in delegation (LR-17). */
  readonly beneficiary?: 'self' | 'others';
  readonly risks?: readonly Risk[];
  /** What somebody who selects it should know first (RL-10). */
  readonly caution?: string;
  /** The day it was added, such as `2026-11-22`: roles saved before do not have it by themselves (LR-19). */
  readonly since?: string;
}

/** A level of roles: what reach the permissions of such a role have, by the type they are asked on (RL-01). */
export interface LevelDocument {
  readonly label?: string;
  readonly description?: string;
  /** `site` or scope types: where a role of this level is held. What only adds reach to a level leaves it out. */
  readonly at?: readonly string[];
  readonly below?: boolean;
  /** Resource type → reach. A type that is missing is not reached. */
  readonly reach: Readonly<Record<string, Reach>>;
  /** What roles of the level say of who has and gives them, unless they say it themselves. */
  readonly slot?: string;
  readonly assignedBy?: string;
  readonly notSelf?: boolean;
  readonly mayHold?: readonly string[];
}

/** How many may hold a role at one scope, or at the site. Counted are those who hold it now and without an end. */
export interface HoldersDocument {
  readonly atLeast?: number;
  readonly atMost?: number;
  /** What giving it to one more does: it is refused (the default), or takes it from who had it (LR-12). */
  readonly whenFull?: 'refuse' | 'replace';
}

/** A role: where it may be held, what it grants, and who may hold and give it. */
export interface RoleDocument {
  readonly label?: string;
  readonly description?: string;
  /** `site` or scope types. A role of a level is held where the level says, unless it says so itself. */
  readonly at?: readonly string[];
  /** Reaches the groups below the one it is held at, too. */
  readonly below?: boolean;
  /** One role of a slot per person. */
  readonly slot?: string;
  /** What a person has in its slot if nothing is given. */
  readonly byDefault?: boolean;
  /** Every permission that there is, everywhere, also what is added later (LR-08); but nothing personal (LR-14). */
  readonly all?: boolean;
  /** The level that sets the reach of what is in `can`. */
  readonly level?: string;
  /** Permissions chosen from the catalogue, reaching as far as the level says. */
  readonly can?: readonly string[];
  /** The day it was last saved: what came into the catalogue since is new to it (LR-19). */
  readonly saved?: string;
  /** Roles of which the holder must hold one (LR-09, EV-11). */
  readonly mayHold?: readonly string[];
  /** The permission that giving and taking this role needs: asked at the scope it is given for, or about the person. */
  readonly assignedBy?: string;
  /** Nobody gives or takes it for themselves (EV-20). */
  readonly notSelf?: boolean;
  readonly holders?: HoldersDocument;
  /** Roles that its holder may hand out where they hold it, although they give what it does not (SG-20). */
  readonly give?: readonly string[];
  readonly grants?: readonly Grant[];
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

/** What an event brings by itself: roles given to somebody at what the event is about. */
export interface DefaultDocument {
  readonly on: string;
  readonly give: readonly string[];
  /**
   * Who caused the event (`actor`), whom it is about (`subject`), everybody who holds a role, or all members of the
   * event's scope of a type.
   */
  readonly to: 'actor' | 'subject' | { readonly holders: string } | { readonly members: string };
  /**
   * The type of scope at which the roles are given: the one of the event, or `site`. With `of`: all scopes of this type
   * that belong to the event's scope of that other type, such as the courses of a group (GL-10).
   */
  readonly at: string;
  readonly of?: string;
  readonly when?: Settings;
  /** Recorded with the assignment as its source. */
  readonly source: string;
}

/** A type of scope. */
export interface ScopeDocument {
  readonly label?: string;
  /** Scopes of this type form a tree; one type may. */
  readonly tree?: boolean;
  /** The permission, asked on what is moved and on both parents, that moving in the tree needs (SG-18, X-17). */
  readonly movedBy?: string;
}

/** A policy as people write it: data. `definePolicy` checks it. */
export interface PolicyDocument {
  readonly id: string;
  readonly label?: string;
  /** A policy that this one adds to. What both define is a fault, but for what is said in the parts' own words. */
  readonly extends?: PolicyDocument;
  readonly scopes?: Readonly<Record<string, ScopeDocument>>;
  /** Resource types: relation → scope type. */
  readonly resources?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Settings and their defaults. */
  readonly settings?: Readonly<Record<string, { readonly byDefault: boolean; readonly label?: string }>>;
  readonly permissions?: Readonly<Record<string, PermissionDocument>>;
  /** The areas of the catalogue, in which permissions can be chosen for a role. */
  readonly catalogue?: Readonly<Record<string, { readonly label: string }>>;
  readonly levels?: Readonly<Record<string, LevelDocument>>;
  readonly roles?: Readonly<Record<string, RoleDocument>>;
  readonly areas?: Readonly<Record<string, AreaDocument>>;
  /**
   * Operation → the permissions it takes, all of them, each asked about what it is asked on. The API and the elements
   * speak of operations, by standard names; one that is not here takes the permission of its own name.
   */
  readonly operations?: Readonly<Record<string, readonly string[]>>;
  readonly defaults?: readonly DefaultDocument[];
}

type Named<D> = D extends { readonly permissions: infer Part } ? keyof Part & string : never;

/** The ids of a document's permissions: where the policy is known, any other is a compile error. */
export type PermissionOf<D> = PolicyDocument extends D
  ? string
  : Named<D> | (D extends { readonly extends: infer Base } ? PermissionOf<Base> : never);

/** A document with what it extends merged in, and every part there. */
export type WholeDocument = Omit<PolicyDocument, 'extends'> &
  Required<Omit<PolicyDocument, 'extends' | 'label'>>;

/** A permission looked up once (`policy.permission(id)`), shared by all people of the policy. */
export interface Permission<P extends string = string> {
  readonly id: P;
  readonly policy: Policy;
  /** The resource type it is asked on; empty for a permission that is not there. */
  readonly type: string;
  /** The type of the second resource; empty for a permission about one. */
  readonly second: string;
  /** The numbers of the relations by which resources of the type lie somewhere. */
  readonly relations: readonly number[];
  readonly secondRelations: readonly number[];
  /** Its place in a line's bits. */
  readonly word: number;
  readonly bit: number;
  /** The permissions it is made of, or `undefined`. */
  readonly allOf: readonly Permission[] | undefined;
}

/** One way along relations: a resource must lie in a scope held by every one of them. */
export interface Way {
  /** The numbers of the relations, one at least. */
  readonly relations: readonly number[];
  readonly via: readonly string[] | undefined;
  readonly outside: readonly string[];
}

/** Grants of a role that reach along the same way: what the lines of an access are compiled from. */
export interface RoleLine {
  readonly way: Way;
  /** The way to the second resources of permissions about two. None: all of them. */
  readonly second: Way | undefined;
  readonly when: Settings | undefined;
  readonly bits: Int32Array;
}

/** A role, compiled. */
export interface Role extends RoleDocument {
  readonly id: string;
  readonly at: readonly string[];
  readonly below: boolean;
  readonly lines: readonly RoleLine[];
}

/** A way a resource lies in scopes. The ways that every resource knows lead to no type of scope. */
export interface Relation {
  readonly name: string;
  readonly scopeType: string;
}

/** A checked policy, compiled once, shared by everyone. */
export interface Policy<P extends string = string> {
  readonly id: string;
  /** What it was made of, with what that extends merged in. */
  readonly document: WholeDocument;
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
  permission(id: P): Permission<P>;
}
