import type { RequestHeaders } from '../requests/request-options.js';

/** What a client of Unleash says about itself. */
export interface ClientIdentity {
  readonly appName: string;
  readonly instanceId: string | undefined;
  readonly token: string | undefined;
}

/** The version of the client specification that `@halyard/formats/unleash` passes. With 4.2 and more, segments are sent apart. */
const SPECIFICATION = '5.2.2';

/** The headers of a client of Unleash. GitLab knows the older names of the first two. */
export function identityHeaders({ appName, instanceId, token }: ClientIdentity): RequestHeaders {
  return {
    'Unleash-AppName': appName,
    ...(instanceId === undefined ? {} : { 'Unleash-InstanceId': instanceId }),
    ...(token === undefined ? {} : { Authorization: token }),
    'Unleash-Client-Spec': SPECIFICATION,
    Accept: 'application/json',
  };
}
