/**
 * Runs `measure` for every contender once a round, one after another, each round in another order, so that whatever the
 * machine does meanwhile falls on all alike. Resolves with a map of contender to the results of its rounds.
 */
export async function interleaved(contenders, rounds, measure, progress = () => {}) {
  const results = new Map(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < rounds; round++) {
    for (const contender of rotated(contenders, round)) {
      progress(`round ${round + 1} of ${rounds}: ${contender.title}`);
      results.get(contender).push(await measure(contender, round));
    }
  }
  return results;
}

/** The list in another order for each round: each element comes first once in as many rounds as there are elements. */
function rotated(list, round) {
  const by = (round * 5) % list.length;
  const turned = [...list.slice(by), ...list.slice(0, by)];
  return round % 2 === 0 ? turned : turned.toReversed();
}
