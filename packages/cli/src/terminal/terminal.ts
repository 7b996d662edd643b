/** Where a command reads from and writes to, and what it is told by the environment. A process is one. */
export type Terminal = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'env'>;
