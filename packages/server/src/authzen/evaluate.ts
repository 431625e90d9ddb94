import type { Access } from '@provost/authz-core';
import type { Call } from '../requests/call.js';
import { ProblemError } from '../requests/problem-error.js';
import { EvaluationSchema, type Entity, type Evaluation } from './entities.js';
import { inWords, messageOf, type Answered } from './reason.js';
import type { AuthzenDecision, Evaluations } from './routes.js';
import { accessesOf } from './subjects.js';
import { thingsOf, type Things } from './things.js';

/** Answers one question. */
export async function evaluateOne(call: Call, question: Evaluation): Promise<AuthzenDecision> {
  const [answer] = await evaluateSome(call, [question], 'execute_all');
  return answer as AuthzenDecision;
}

/**
 * Answers many; without a list of questions it is one, made of the defaults.
 * @throws {ProblemError} 400 where that one is not whole.
 */
export async function evaluateBatch(
  call: Call,
  { evaluations = [], options, ...defaults }: Evaluations,
): Promise<AuthzenDecision | { evaluations: AuthzenDecision[] }> {
  if (evaluations.length === 0) {
    const question = questionFrom(defaults);
    if ('fault' in question) throw new ProblemError('invalid-input', { detail: question.fault });
    return evaluateOne(call, question);
  }
  // a default counts whole or not at all
  const questions = evaluations.map((one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? questionFrom({ ...defaults, ...one })
      : { fault: 'A question must be an object.' },
  );
  return {
    evaluations: await evaluateSome(call, questions, options?.evaluations_semantic ?? 'execute_all'),
  };
}

interface Fault {
  readonly fault: string;
}

function questionFrom(value: object): Evaluation | Fault {
  const { success, data, error } = EvaluationSchema.safeParse(value);
  return success ? data : { fault: messageOf(error) };
}

type Semantic = NonNullable<NonNullable<Evaluations['options']>['evaluations_semantic']>;

async function evaluateSome(
  call: Call,
  questions: readonly (Evaluation | Fault)[],
  semantic: Semantic,
): Promise<AuthzenDecision[]> {
  const whole = questions.filter((one): one is Evaluation => !('fault' in one));
  const accesses = await accessesOf(
    call,
    whole.flatMap(({ subject: { type, id } }) => (type === 'user' ? [id] : [])),
  );
  const things = await thingsOf(
    call,
    whole.flatMap(({ resource, context }): Entity[] => [resource, ...(context?.for ? [context.for] : [])]),
  );
  const answers: (Answered | AuthzenDecision)[] = [];
  for (const question of questions) {
    const answer =
      'fault' in question ? no('malformed', question.fault) : decide(question, { accesses, things });
    answers.push(answer);
    const isYes = typeof answer.decision === 'boolean' ? answer.decision : answer.decision.allowed;
    if (semantic === (isYes ? 'permit_on_first_permit' : 'deny_on_first_deny')) break;
  }
  const decided = answers.filter((one): one is Answered => 'access' in one);
  const words = await inWords(call, decided);
  return answers.map((one) => {
    const context = 'access' in one ? words[decided.indexOf(one)] : undefined;
    return 'access' in one && context
      ? { decision: one.decision.allowed, context }
      : (one as AuthzenDecision);
  });
}

const no = (code: string, sentence: string): AuthzenDecision => ({
  decision: false,
  context: { reason_user: sentence, reason_admin: { missing: [{ code }] } },
});

interface Found {
  readonly accesses: ReadonlyMap<string, Access>;
  readonly things: Things;
}

function decide(question: Evaluation, { accesses, things }: Found): Answered | AuthzenDecision {
  const { subject, action, resource: named, context } = question;
  const access = subject.type === 'user' ? accesses.get(subject.id) : undefined;
  if (!access) return no('unknown-subject', 'There is no such person here, or you may not know of them.');
  const first = things(named);
  const second = context?.for && things(context.for);
  const decision = access.decide(action.name, first.resource, second && { for: second.resource });
  // «everything» reaches what is not there, too; a refusal is worded alike for what is and what is not
  const missing = [first, ...(second ? [second] : [])].find(({ isKnown }) => !isKnown);
  if (decision.allowed && missing)
    return no(
      'unknown-resource',
      `There is no such ${missing.resource.type} here, or you may not know of it.`,
    );
  return { access, permission: action.name, resource: first.resource, second: second?.resource, decision };
}
