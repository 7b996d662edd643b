/** Users from what was typed or pasted: one a line or with commas between, each once, blanks around them dropped. */
export function readUsers(text: string): string[] {
  const users = text.split(/[\n\r,]+/).map((user) => user.trim());
  return [...new Set(users.filter((user) => user !== ''))];
}

/** Users as text, one a line. */
export function writeUsers(users: readonly string[]): string {
  return users.join('\n');
}

/** True when no user would be lost or changed on the way through text: none has commas, line ends or outer blanks. */
export function areTypable(users: readonly string[]): boolean {
  return (
    users.every((user) => user !== '' && user === user.trim() && !/[\n\r,]/.test(user)) &&
    new Set(users).size === users.length
  );
}
