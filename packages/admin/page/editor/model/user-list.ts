/** Users from typed or pasted text: one per line or separated by commas. Removes duplicates and outer spaces. */
export function readUsers(text: string): string[] {
  const users = text.split(/[\n\r,]+/).map((user) => user.trim());
  return [...new Set(users.filter((user) => user !== ''))];
}

/** Users as text, one per line. */
export function writeUsers(users: readonly string[]): string {
  return users.join('\n');
}

/** True if users can be edited as text without loss: none has commas, line breaks or outer spaces. */
export function areTypable(users: readonly string[]): boolean {
  return (
    users.every((user) => user !== '' && user === user.trim() && !/[\n\r,]/.test(user)) &&
    new Set(users).size === users.length
  );
}
