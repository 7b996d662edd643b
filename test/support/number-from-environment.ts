/** A setting of a test run: a whole number in the environment, or `otherwise`. Throws for any other text. */
export function numberFromEnvironment(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return otherwise;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Error(`${name} must be a whole number, such as ${name}=${otherwise}; received "${text}"`);
}
