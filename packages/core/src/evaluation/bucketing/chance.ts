/** Where the draws of `"sticky": false` come from: a number from 0 up to, and without, 1. Tests replace it. */
export const chance: { draw: () => number } = { draw: Math.random };
