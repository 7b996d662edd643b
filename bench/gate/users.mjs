/** The users that requests come from, in the header `x-user`. Each of them is let in, so that all apps do the same work. */
export const USERS = Array.from({ length: 100 }, (_, i) => `user-${100_000 + i * 7919}`);

/** A share that needs the hash of every user, and lets practically all in. */
export const ALMOST_ALL = 99.999;
