/** What is wrong with a text in YAML, and where. */
export class YamlProblem extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }

  /** The same error with the line and the column in `text`, in which this one's text begins at `start`. */
  located(text: string, start: number): Error {
    const before = text.slice(0, start + this.offset).split('\n');
    const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
    return new Error(`${this.message} at ${place}`, { cause: this });
  }
}
