import { Script } from '../../connections/script.js';
import { PROTOCOL_VERSION } from '../helper-keys.js';

/**
 * Whether this user may announce, on this server. Every command that the scripts use runs on a key that does not exist, and
 * changes nothing. KEYS: `scriptKeys`. ARGV: the channel. Returns {'ok'} or {'version'}, or the first error.
 */
export const PROBE_SCRIPT = new Script(`
local version = redis.pcall('HGET', KEYS[3], 'version')
if type(version) == 'string' and version ~= '${PROTOCOL_VERSION}' then return {'version'} end
local none = KEYS[3] .. ':none'
for _, command in ipairs({
  {'HDEL', none, 'none'}, {'HSET', none, 'none', ''}, {'DEL', none},
  {'HGET', none, 'none'}, {'HMGET', none, 'none'}, {'HLEN', none}, {'HSETNX', none, 'none', ''}, {'DEL', none},
  {'COPY', none, none .. '2'}, {'PERSIST', none}, {'XADD', none, 'NOMKSTREAM', '*', 'none', ''}, {'XDEL', none, '0-1'},
  {'XLEN', none}, {'XRANGE', none, '-', '+', 'COUNT', 1}, {'TIME'}, {'PUBSUB', 'NUMSUB', ARGV[1]},
  {'PUBLISH', ARGV[1] .. ':none', ''}
}) do
  local reply = redis.pcall(unpack(command))
  if type(reply) == 'table' and reply.err then return reply end
end
return {'ok'}
`);
