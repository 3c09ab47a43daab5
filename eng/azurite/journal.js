// Makes Azurite keep what it acknowledged when it is killed. Azurite holds its records (which blobs, queues, messages and rows there are)
// in memory and writes each store whole every five seconds, in the database library it uses; what came since then dies with the process.
// Here every change of a record is also appended to a journal beside the store's file, before any answer can be sent; a store is loaded
// with its journal, and a whole write begins a new one. Bytes of blobs are in files of their own, which Azurite flushes before it answers.
// What remains: the journal is not flushed to the disk, so a power cut (not a killed process) can still take the last moments.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const journals = file => {
  const stem = `${path.basename(file)}.journal.`;
  return fs.readdirSync(path.dirname(file))
    .filter(name => name.startsWith(stem))
    .map(name => ({ number: Number(name.slice(stem.length)), file: path.join(path.dirname(file), name) }))
    .sort((a, b) => a.number - b.number);
};

// A line that the end of the process cut off was never acknowledged.
const changes = file => fs.readFileSync(file, 'utf8').split('\n').slice(0, -1).map(line => JSON.parse(line));

const replay = (store, lines) => {
  const collections = new Map(store.collections.map(collection => [collection.name, collection]));
  const rows = new Map();
  const rowsOf = name => {
    if (!rows.has(name)) rows.set(name, new Map(collections.get(name).data.map(row => [row.$loki, row])));
    return rows.get(name);
  };
  for (const { add, drop, in: name, put, cut } of lines) {
    if (add) { if (!collections.has(add.name)) collections.set(add.name, add); continue; }
    if (drop) { collections.delete(drop); rows.delete(drop); continue; }
    if (!collections.has(name)) continue;
    for (const row of put ?? []) {
      rowsOf(name).set(row.$loki, row);
      collections.get(name).maxId = Math.max(collections.get(name).maxId, row.$loki);
    }
    for (const id of cut ?? []) rowsOf(name).delete(id);
  }
  // The library looks rows up by bisection.
  for (const [name, found] of rows) if (collections.has(name)) collections.get(name).data = [...found.values()].sort((a, b) => a.$loki - b.$loki);
  store.collections = [...collections.values()];
  return store;
};

// Extends the library, which must be the very module that Azurite loads.
exports.keepJournals = Loki => {
  const owner = Symbol('database');
  const { Collection, LokiFsAdapter } = Loki;
  const wrap = (prototype, name, make) => { prototype[name] = make(prototype[name]); };

  const write = (adapter, change) => {
    if (adapter?.journal === undefined) return;
    adapter.lines.push(`${JSON.stringify(change, Loki.prototype.serializeReplacer)}\n`);
    // What one step changes is written at once: a row that is replaced is never seen to be gone.
    if (adapter.lines.length === 1) queueMicrotask(() => flush(adapter));
  };
  const flush = adapter => { if (adapter.lines.length > 0) fs.writeSync(adapter.journal, adapter.lines.splice(0).join('')); };
  const note = (collection, change) => write(collection[owner]?.persistenceAdapter, { in: collection.name, ...change });

  wrap(Loki.prototype, 'addCollection', original => function (name, options) {
    const known = this.getCollection(name) !== null;
    const collection = original.call(this, name, options);
    collection[owner] = this;
    if (!known) write(this.persistenceAdapter, { add: collection });
    return collection;
  });
  wrap(Loki.prototype, 'removeCollection', original => function (name) {
    write(this.persistenceAdapter, { drop: name });
    return original.call(this, name);
  });
  wrap(Collection.prototype, 'emit', original => function (event, row, ...rest) {
    if (event === 'insert' || event === 'update') note(this, { put: [].concat(row) });
    else if (event === 'delete') note(this, { cut: [row.$loki] });
    return original.call(this, event, row, ...rest);
  });
  // Rows removed together are announced to nobody.
  wrap(Collection.prototype, 'removeBatchByPositions', original => function (positions) {
    note(this, { cut: positions.map(position => this.data[position].$loki) });
    return original.call(this, positions);
  });

  wrap(LokiFsAdapter.prototype, 'loadDatabase', () => function (file, callback) {
    let text;
    try {
      text = fs.readFileSync(file, 'utf8');
      const kept = journals(file).flatMap(journal => changes(journal.file));
      if (kept.length > 0) text = JSON.stringify(replay(JSON.parse(text), kept));
    } catch (error) {
      text = error;
    }
    callback(text);
  });
  wrap(Loki.prototype, 'loadJSONObject', original => function (store, options) {
    original.call(this, store, options);
    for (const collection of this.collections) collection.ensureAllIndexes(true);
  });
  // Called in the step in which the text was made: what the old journal says is in the text, what the new one will say is not.
  wrap(LokiFsAdapter.prototype, 'saveDatabase', original => function (file, text, callback) {
    const old = journals(file);
    if (this.journal !== undefined) {
      flush(this);
      fs.closeSync(this.journal);
    }
    this.lines = [];
    this.journal = fs.openSync(`${file}.journal.${(old.at(-1)?.number ?? 0) + 1}`, 'a');
    original.call(this, file, text, error => {
      if (!error) for (const journal of old) fs.unlinkSync(journal.file);
      callback(error);
    });
  });
};
