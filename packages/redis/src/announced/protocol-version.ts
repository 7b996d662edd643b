/** The version of the protocol, in the helper key `sync`. A replica of another version touches no helper key. */
export const PROTOCOL_VERSION = '1';

/** Another version of the protocol keeps the helper keys. */
export class OtherVersionError extends Error {}
