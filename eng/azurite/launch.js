// Runs Azurite on loopback under FOLDER and says on one line of JSON where it listens; ends when standard input does, so that it
// never outlives whoever started it, however that went. Without ports it takes free ones. One at a time serves a folder: the next
// one waits until the one before has ended.
//   node launch.js FOLDER [BLOB_PORT QUEUE_PORT TABLE_PORT]
'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
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

const answers = address => new Promise(resolve => {
  const socket = net.connect(address, () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

const pause = milliseconds => new Promise(next => setTimeout(next, milliseconds));

// A socket in the folder is the lock: the system closes it with the process, however that ends. Where the folder's name is too long for
// a socket, it is in the system's folder for temporary files, named after the folder.
const lockOf = whole => {
  const name = `render-azurite-${crypto.createHash('sha256').update(whole).digest('hex').slice(0, 32)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const near = path.join(whole, 'lock');
  return near.length <= 100 ? near : path.join(os.tmpdir(), name);
};

const hold = async () => {
  fs.mkdirSync(folder, { recursive: true });
  const address = lockOf(fs.realpathSync(folder));
  const take = () => new Promise(resolve => {
    const server = net.createServer(socket => socket.destroy());
    server.once('error', () => resolve(false));
    server.listen(address, () => resolve(true));
  });
  for (const began = Date.now(); !(await take());) {
    if (Date.now() - began > 20000) throw new Error(`Another Azurite serves ${folder} and does not end.`);
    if (await answers(address)) await pause(20);
    else fs.rmSync(address, { force: true });
  }
};

(async () => {
  await hold();
  const ports = asked.length === 3 ? asked.map(Number) : [await freePort(), await freePort(), await freePort()];
  // Everything that was acknowledged is written down, so that the end needs no farewell. Ctrl-C is for whoever started this.
  process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0)).resume();
  process.on('SIGINT', () => {});
  const once = process.once;
  process.once = (event, listener) => (event === 'SIGINT' || event === 'SIGTERM' ? process : once.call(process, event, listener));
  // Azurite is a program, not a library: it reads its own command line.
  process.argv.splice(2, process.argv.length,
    '--silent', '--disableTelemetry', '--skipApiVersionCheck', '--location', folder,
    '--blobHost', '127.0.0.1', '--blobPort', `${ports[0]}`, '--queueHost', '127.0.0.1', '--queuePort', `${ports[1]}`,
    '--tableHost', '127.0.0.1', '--tablePort', `${ports[2]}`);
  const azurite = path.join(__dirname, 'node_modules', 'azurite', 'dist', 'src', 'azurite.js');
  require('./journal.js').keepJournals(require(require.resolve('lokijs', { paths: [path.dirname(azurite)] })));
  require(azurite);
  while (!(await Promise.all(ports.map(port => answers({ port, host: '127.0.0.1' })))).every(Boolean)) await pause(20);
  console.log(JSON.stringify({ blob: ports[0], queue: ports[1], table: ports[2] }));
})().catch(error => { console.error(error.message); process.exit(1); });
