import { type EvaluationContext, FeatureFlags, type FlagSource, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';

/** The flag that an example of the guide to flags is about where it names none. */
export const FLAG = 'new_checkout';

const ASKED = /^(?:at (?<time>\S+) )?(?:(?<flag>\w+) )?(?<context>\{.*\})$/;
const ANSWER = /^(?<value>.*?)(?: +as (?<variant>\S+))?(?: +(?<reason>[A-Z_]+))?(?: +(?<state>on|off))?$/;

/** Opens flags in memory, at a moment. */
export function open(flags: Readonly<Record<string, FlagSource>>, now = 0): Promise<FeatureFlags> {
  return FeatureFlags.open(new MemoryBackend(flags), { clock: () => now, logger: false });
}

/**
 * Checks one line of an example: what is asked, `→`, and the answer.
 *
 * - Asked: `{"plan": "pro"}`, the context, behind `at 2026-12-01T00:00:00Z` and the name of the flag where they matter.
 * - Answered: the value as JSON, then `as <variant>`, the reason, and `on` or `off` where they matter; or
 *   `error <code>`.
 */
export async function checkAnswer(
  asked: string,
  answer: string,
  flags: Readonly<Record<string, FlagSource>>,
): Promise<void> {
  const { time, flag = FLAG, context } = match(ASKED, asked);
  const service = await open(flags, time === undefined ? 0 : Date.parse(time));
  const found = service.evaluate(flag, JSON.parse(context!) as EvaluationContext);
  await service.close();

  const [, errorCode] = /^error (\w+)$/.exec(answer) ?? [];
  expect(found.errorCode).to.equal(errorCode);
  if (errorCode !== undefined) return;
  const { value, variant, reason, state } = match(ANSWER, answer);
  expect(found.value).to.deep.equal(JSON.parse(value!));
  if (variant !== undefined) expect(found.variant).to.equal(variant);
  if (reason !== undefined) expect(found.reason).to.equal(reason);
  if (state !== undefined) expect(found.on).to.equal(state === 'on');
}

function match(pattern: RegExp, text: string): Readonly<Record<string, string | undefined>> {
  const groups = pattern.exec(text)?.groups;
  if (groups === undefined) throw new Error(`"${text}" is not like ${String(pattern)}`);
  return groups;
}
