/** The app without a gate against itself: how far apart two measurements of the same thing are. */
export const contender = { title: 'no gate, the control', open: async () => [] };
