/** What no timer can wait for: it would be over at once, or never. */
export const WRONG_DURATIONS: readonly unknown[] = [0, -1, 0.5, 2 ** 31, Infinity, NaN, '5', null];

/** The end of the sentence that refuses them. */
export const REFUSED_DURATION = 'must be a number of milliseconds from 1 to 2147483647, received ';
