// An evaluator in a process of its own. Takes `{ load: world }` and answers `{ refusal }`, then any number of
// `{ evaluate: [most, ms] }` and answers `{ times, answer }`.
import { Evaluator } from './evaluator.mjs';

const evaluator = new Evaluator();

process.on('message', async ({ load, evaluate }) => {
  process.send(
    load === undefined ? evaluator.evaluate(...evaluate) : { refusal: await evaluator.load(load) },
  );
});
process.send('ready');
