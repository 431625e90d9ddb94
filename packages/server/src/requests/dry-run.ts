/** What a change would have answered; thrown, so that its transaction leaves nothing. */
export class DryRun<T> extends Error {
  override readonly name = 'DryRun';

  constructor(readonly answer: T) {
    super('a dry run');
  }
}

/** What was done, or would have been. */
export const tried = <T>(done: Promise<T>): Promise<T> =>
  done.catch((error: unknown) => {
    // as: whoever throws it says by the type of its promise what it carries
    if (error instanceof DryRun) return error.answer as T;
    throw error;
  });
