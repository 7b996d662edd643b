// Loaded before an example that serves: it listens on a free port, whatever port it asks for, and sends the port to the test.
import { Server } from 'node:net';

const listen = Server.prototype.listen;
Server.prototype.listen = function listenAnywhere(port, ...rest) {
  this.once('listening', () => process.send(this.address().port));
  return listen.call(this, typeof port === 'object' ? { ...port, port: 0 } : 0, ...rest);
};
