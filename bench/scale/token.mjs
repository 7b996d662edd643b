/** The token of all relays and of their clients. */
export const TOKEN = 'a-token-of-the-benchmark';
