/** The seconds after which a refused client may try to open a stream again. */
export const RETRY_SECONDS = '5';

/** An answer of Server-Sent Events. */
export function streamAnswer(body: ReadableStream<Uint8Array>): Response {
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream',
      // Compression or buffering on the way would delay events.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}
