const encoder = new TextEncoder();

/** An event in the format of Server-Sent Events. `data` is sent as JSON, which has no line breaks. */
export function eventText(event: string, data: unknown, id?: string): Uint8Array {
  const lines = [
    `event: ${event}`,
    `data: ${JSON.stringify(data)}`,
    ...(id === undefined ? [] : [`id: ${id}`]),
  ];
  return encoder.encode(`${lines.join('\n')}\n\n`);
}

/** How soon to come back after the stream ended, and where it stands: an id without data is remembered, not dispatched. */
export function greetingText(retryMs: number, id: string): Uint8Array {
  return encoder.encode(`retry: ${retryMs}\nid: ${id}\n\n`);
}

/** A comment, which keeps proxies from ending a quiet stream. */
export const HEARTBEAT: Uint8Array = encoder.encode(': \n\n');
