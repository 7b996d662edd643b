/** A key that sorts names as people do: without regard to case, and `step_2` before `step_10`. */
export function naturalKey(name: string): string {
  const digits = name.toLowerCase().replace(/\d+/g, (run) => {
    const number = run.replace(/^0+(?=\d)/, '');
    // The longer number is the greater one.
    return String.fromCharCode(number.length) + number;
  });
  return `${digits}\0${name}`;
}
