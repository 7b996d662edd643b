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

/** The reconnection time and the current id. A client remembers an id without data but dispatches no event. */
export function greetingText(retryMs: number, id: string): Uint8Array {
  return encoder.encode(`retry: ${retryMs}\nid: ${id}\n\n`);
}

/** A comment. It keeps proxies from closing a quiet stream. */
export const HEARTBEAT: Uint8Array = encoder.encode(': \n\n');
