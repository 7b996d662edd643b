/** The loop itself: what every other figure contains. */
export const contender = {
  title: 'empty call',
  evaluates: 'nothing: the loop that is in every other figure',
  definitions: () => [],
  async open() {
    return { plain: () => true };
  },
};
