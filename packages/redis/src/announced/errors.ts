/** Another version of the protocol keeps the helper keys. */
export class OtherVersionError extends Error {}
