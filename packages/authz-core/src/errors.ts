/** One fault found while parsing: where (`roles.editor.grants[0].can[2]`) and what. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** An error that lists faults. Its name is given, since bundlers rename classes. */
const issuesError = (name: string, code: string) =>
  class extends Error {
    override readonly name = name;
    readonly code = code;

    constructor(readonly issues: readonly Issue[]) {
      super(issues.map(({ path, message }) => `${path}: ${message}`).join('; '));
    }
  };

/** Thrown by `definePolicy`; `issues` lists every fault with its path. */
export class PolicyError extends issuesError('PolicyError', 'invalid-policy') {}

/** Thrown by `parseSnapshot`; `issues` lists every fault with its path. */
export class SnapshotError extends issuesError('SnapshotError', 'invalid-snapshot') {}
