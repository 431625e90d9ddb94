// The site that is measured: how much of everything, who is asked, and the ids of it all.
import { createHash } from 'node:crypto';

export const SITE = 'scale';
export const COHORT = 'those-of-before';

export const PEOPLE = 1_000_000;
/** Everyone of these is a member of three groups, and every sixth person, as far as they go, of the large one. */
export const IN_THREE = 950_000;
export const IN_LARGE = 150_000;
export const CONTENT = 5_000;
export const AUDIT = 200_000;

/** Nine trees of 5,000 groups, eight levels deep, and two hundred of 25: 50,000 in all. */
export const LARGE_TREE = [1, 4, 20, 100, 400, 1_000, 1_500, 1_975];
export const SMALL_TREE = [1, 4, 20];
export const LARGE_TREES = 9;
export const SMALL_TREES = 200;
const sum = (some) => some.reduce((a, b) => a + b, 0);
export const TREE = sum(LARGE_TREE);
export const SMALL = sum(SMALL_TREE);
export const GROUPS = LARGE_TREES * TREE + SMALL_TREES * SMALL;

/** People by number, from the first on: 20 managers, then 2,000 sub-managers, those of the cohort before the others. */
export const MANAGERS = { from: 0, count: 20 };
export const SUB_MANAGERS = { from: 20, count: 2_000 };
export const OF_COHORT = 1_500;
/** So many of the cohort have so many exceptions each. */
export const EXCEPTED = 500;
export const EXCEPTIONS = 20;
/** Groups of each of the others; the last one has so many that a session is large. */
export const OWN_GROUPS = 40;
export const MOST_GROUPS = 2_000;
/** Who administers the site or groups of it, in the policies that know such. */
export const ADMINISTRATORS = { from: 2_100, count: 5 };
export const OWNERS = { from: 2_200, count: LARGE_TREES };
/** Who owns the first of the small trees. */
export const OWNER_OF_SMALL = 2_300;
export const GROUP_ADMINISTRATORS = { from: 3_000, count: 2_000 };
export const INSTRUCTORS = { from: 5_000, count: 5_000 };

/** The ids are as long as those that the server makes. */
const uuid = (text) =>
  createHash('md5')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
export const personId = (number) => uuid(`p${number}`);
export const groupId = (number) => uuid(`g${number}`);

/** The numbers of a tree's groups begin here; its first is its top. */
export const treeAt = (tree) => tree * TREE;
export const smallTreeAt = (tree) => LARGE_TREES * TREE + tree * SMALL;
/** The group with the most members: in the first tree, on its second level. */
export const LARGE_GROUP = treeAt(0) + 1;
