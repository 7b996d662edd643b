/** The client families, by the newest version of each, that every fault befalls. */
export const clientsUnderFault = ['node-redis 6', 'ioredis 6'] as const;
