import {
  definePolicy,
  explain,
  openAccess,
  parseSnapshot,
  PolicyError,
  SnapshotError,
  why,
  type Decision,
  type Issue,
  type Policy,
  type PolicyDocument,
  type Resource,
} from '@provost/authz-core';

/** Everything a question consists of, as it was typed. */
export interface Question {
  readonly policy: string;
  readonly snapshot: string;
  readonly permission: string;
  readonly resource: Resource;
  readonly second: Resource | undefined;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
}

/** What is wrong with a text, each with its path. */
export type Faults = readonly Issue[];

/** What a text says, or what is wrong with it. */
export type Read<T> = { readonly value: T } | { readonly faults: Faults };

function read<T>(text: string, check: (value: unknown) => T): Read<T> {
  try {
    return { value: check(JSON.parse(text)) };
  } catch (error) {
    if (error instanceof PolicyError || error instanceof SnapshotError) return { faults: error.issues };
    return { faults: [{ path: '.', message: `is no JSON: ${(error as Error).message}` }] };
  }
}

/** Checks a policy as a host app would. */
export const readPolicy = (text: string): Read<Policy> =>
  read(text, (document) => definePolicy(document as PolicyDocument));

/** Checks a snapshot as a page would. */
export const readSnapshot = (text: string): Read<ReturnType<typeof parseSnapshot>> =>
  read(text, parseSnapshot);

/** The decision, and what it says. */
export interface Answer {
  readonly decision: Decision;
  readonly sentences: readonly string[];
}

/** Asks the core, or tells nothing where a text is faulty. */
export function answerTo(question: Question): Answer | undefined {
  const [policy, snapshot] = [readPolicy(question.policy), readSnapshot(question.snapshot)];
  if (!('value' in policy) || !('value' in snapshot)) return undefined;
  const access = openAccess(policy.value, snapshot.value, { now: question.now });
  const decision = why(access, question.permission, question.resource, { for: question.second });
  return { decision, sentences: explain(policy.value, decision) };
}
