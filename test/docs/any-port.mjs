// Loaded before an example that serves: whatever port it asks for it gets a free one, which the test is told.
import { Server } from 'node:net';

const listen = Server.prototype.listen;
Server.prototype.listen = function listenAnywhere(port, ...rest) {
  this.once('listening', () => process.send(this.address().port));
  return listen.call(this, typeof port === 'object' ? { ...port, port: 0 } : 0, ...rest);
};
