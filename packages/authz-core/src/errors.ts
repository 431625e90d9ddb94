/** One fault found while parsing: where (`roles.editor.grants[0].can[2]`) and what. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** An error that lists faults. Its name is given, since bundlers rename classes. */
class IssuesError extends Error {
  constructor(
    override readonly name: string,
    readonly code: string,
    readonly issues: readonly Issue[],
  ) {
    super(issues.map(({ path, message }) => `${path}: ${message}`).join('; '));
  }
}

/** Thrown by `definePolicy`; `issues` lists every fault with its path. */
export class PolicyError extends IssuesError {
  constructor(issues: readonly Issue[]) {
    super('PolicyError', 'invalid-policy', issues);
  }
}

/** Thrown by `parseSnapshot`; `issues` lists every fault with its path. */
export class SnapshotError extends IssuesError {
  constructor(issues: readonly Issue[]) {
    super('SnapshotError', 'invalid-snapshot', issues);
  }
}
