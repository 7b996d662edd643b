/** Another process came in between: nothing was stored, and the write can be tried again from what the file says now. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}
