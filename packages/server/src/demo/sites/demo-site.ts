import type { ContentSpec, PersonSpec, ResourceSpec, SiteSpec } from '../../sites/seed.js';

/** A site of the demonstration, one a policy. */
export interface DemoSite extends SiteSpec {
  readonly id: string;
  readonly name: string;
  readonly policy: string;
  /** What tells it from another site of the same policy. */
  readonly note?: string;
  readonly people: readonly (PersonSpec & {
    readonly name: string;
    /** What they are, of those as whom one can sign in. */
    readonly label?: string;
  })[];
}

/** A course. */
export const course = (id: string, name: string, more: Partial<ContentSpec> = {}): ContentSpec => ({
  id,
  type: 'course',
  name,
  items: 5,
  ...more,
});

/** Something of a type that has no table of its own. */
export const thing = (
  type: string,
  id: string,
  name: string,
  more: Pick<ResourceSpec, 'owner' | 'within'> = {},
): ResourceSpec => ({ type, id, name, ...more });
