import type { ImportProblem } from './import-plan.js';

/** Names the first problem, and how many others there are. */
export function namingProblems(problems: readonly ImportProblem[]): string {
  const [first] = problems as [ImportProblem];
  const others = problems.length === 1 ? '' : ` and ${problems.length - 1} more`;
  return `${JSON.stringify(first.name)} (${first.problem})${others}`;
}
