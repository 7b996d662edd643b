/** How long an answer need not be asked for again, in milliseconds: its `max-age` less its age. 0 without one. */
export function freshMs(headers: Headers): number {
  const directives = (headers.get('cache-control') ?? '').toLowerCase().split(/\s*,\s*/);
  if (directives.includes('no-cache') || directives.includes('no-store')) return 0;
  const maxAge = directives.find((each) => /^max-age="?\d+"?$/.test(each));
  if (maxAge === undefined) return 0;
  const seconds = Number(/\d+/.exec(maxAge)![0]);
  return Math.max(0, seconds * 1000 - ageMs(headers));
}

/** How long a cache on the way held an answer (RFC 9111, section 5.1), in milliseconds. */
export function ageMs(headers: Headers): number {
  const age = headers.get('age');
  return age !== null && /^\d+$/.test(age) ? Number(age) * 1000 : 0;
}
