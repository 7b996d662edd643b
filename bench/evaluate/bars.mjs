import { figure } from '../support/table.mjs';

/** DESIGN's numbers that this part measures: with the most flags loaded, and against others in the same run. */
export function bars(byLoad) {
  const [load, { halyard, fflip }] = [...byLoad][0];
  const ratio = (id) => halyard[id].ratio.median;
  const atMost = (what, id, limit, baseline) => ({
    what: `${what}, ${figure(load)} flags loaded`,
    hold: `≤ ${limit} × ${baseline}`,
    measured: figure(ratio(id)),
    met: ratio(id) <= limit,
  });
  const { median: next } = fflip.plain.ratio;
  return [
    {
      what: `plain flag, ${figure(load)} flags loaded`,
      hold: `< fflip's ${figure(next)} × Map.get`,
      measured: figure(ratio('plain')),
      met: ratio('plain') < next,
    },
    atMost('plain flag, the goal', 'plain', 1.15, 'Map.get'),
    atMost('unknown flag', 'unknown', 1.75, 'Map.get'),
    atMost('sticky percentage', 'sticky', 0.5, 'by hand'),
    atMost('two conditions and 1,000 names', 'targeted', 2.5, 'by hand'),
    {
      what: 'allocation per plain isEnabled',
      hold: 'none',
      measured: `${figure(halyard.plain.bytes)} bytes`,
      met: halyard.plain.bytes === 0,
    },
  ];
}
