// Runs Azurite on loopback under FOLDER and says on one line of JSON where it listens; ends when standard input does, so that it
// never outlives whoever started it, however that went. Without ports it takes free ones.
//   node launch.js FOLDER [BLOB_PORT QUEUE_PORT TABLE_PORT]
'use strict';
const net = require('node:net');
const path = require('node:path');

const [folder, ...asked] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node launch.js FOLDER [BLOB_PORT QUEUE_PORT TABLE_PORT]');
  process.exit(2);
}

const freePort = () => new Promise((resolve, reject) => {
  const server = net.createServer();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

const answers = port => new Promise(resolve => {
  const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

(async () => {
  const ports = asked.length === 3 ? asked.map(Number) : [await freePort(), await freePort(), await freePort()];
  const stop = () => process.kill(process.pid, 'SIGTERM');
  process.stdin.on('end', stop).on('error', stop).resume();
  // Azurite is a program, not a library: it reads its own command line.
  process.argv.splice(2, process.argv.length,
    '--silent', '--disableTelemetry', '--skipApiVersionCheck', '--location', folder,
    '--blobHost', '127.0.0.1', '--blobPort', `${ports[0]}`, '--queueHost', '127.0.0.1', '--queuePort', `${ports[1]}`,
    '--tableHost', '127.0.0.1', '--tablePort', `${ports[2]}`);
  require(path.join(__dirname, 'node_modules', 'azurite', 'dist', 'src', 'azurite.js'));
  while (!(await Promise.all(ports.map(answers))).every(Boolean)) await new Promise(next => setTimeout(next, 20));
  console.log(JSON.stringify({ blob: ports[0], queue: ports[1], table: ports[2] }));
})().catch(error => { console.error(error.message); process.exit(1); });
