// Preloaded into every contender's process: a client that tries to leave this machine ends its process, so that no
// figure hides a call home. Of the machine's own ports only those in BENCH_PORTS can be reached.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const HERE = new Set([undefined, '', 'localhost', '127.0.0.1', '::1']);
const ports = process.env['BENCH_PORTS']?.split(',') ?? [];
const isOpen = (port) => ports.includes('any') || ports.includes(String(port));

net.Socket.prototype.connect = new Proxy(Reflect.get(net.Socket.prototype, 'connect'), {
  apply(connect, socket, args) {
    const [target, host] = Array.isArray(args[0]) ? args[0] : args;
    const to = typeof target === 'object' ? target : { port: target, host };
    if (!HERE.has(to.host)) leave(`${to.host}:${to.port}`);
    if (to.path !== undefined || isOpen(to.port)) return Reflect.apply(connect, socket, args);
    const refused = Object.assign(new Error('refused by the benchmark'), { code: 'ECONNREFUSED' });
    process.nextTick(() => socket.destroy(refused));
    return socket;
  },
});

dns.lookup = new Proxy(dns.lookup, {
  apply(lookup, module, args) {
    if (!HERE.has(args[0])) leave(args[0]);
    return Reflect.apply(lookup, module, args);
  },
});

syncBuiltinESMExports();

function leave(where) {
  console.error(`a contender tried to reach ${where}`);
  process.exit(70);
}
