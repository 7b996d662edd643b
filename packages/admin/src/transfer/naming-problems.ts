import type { FlagProblem } from '@halyard/formats';

/** Names the first problem, and how many others there are. */
export function namingProblems(problems: readonly FlagProblem[]): string {
  const [first] = problems as [FlagProblem];
  const others = problems.length === 1 ? '' : ` and ${problems.length - 1} more`;
  return `${JSON.stringify(first.name)} (${first.problem})${others}`;
}
