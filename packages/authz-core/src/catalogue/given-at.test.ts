import { describe, expect, it } from 'vitest';
import {
  definePolicy,
  editorViewer,
  givenAt,
  groupLeader,
  lmsRoles,
  roleLevels,
  siteGroupSession,
  standard,
  type PolicyDocument,
} from '../index.js';

const atGroups = (document: PolicyDocument) => givenAt(definePolicy(document), 'group').map(({ id }) => id);

describe('what is given at a group', () => {
  it('GL-01 SG-09 LR-09 C: roles that somebody gives, and neither an area’s level nor membership', () => {
    expect(atGroups(groupLeader)).toEqual(['leader']);
    expect(atGroups(siteGroupSession)).toEqual([
      'group-owner',
      'group-administrator',
      'group-instructor',
      'group-coordinator',
    ]);
    expect(atGroups(editorViewer)).toEqual([]);
    expect(atGroups(lmsRoles)).toEqual(['group-administrator', 'group-manager']);
    expect(atGroups(roleLevels)).toEqual(['group-manager']);
    expect(atGroups(standard)).toEqual([
      'group-manager',
      'group-owner',
      'group-administrator',
      'group-instructor',
      'group-coordinator',
      'leader',
      'line-manager',
    ]);
  });

  it('nothing is given at a type of scope that is not there', () => {
    expect(givenAt(definePolicy(standard), 'planet')).toEqual([]);
  });
});
