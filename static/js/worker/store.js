// The worker's memory: facts (whose device this is, what was sent) and what waits to be sent. One small database.
const DATABASE = "pocket";
let opened;

function database() {
  opened ??= new Promise((done, fail) => {
    const wish = indexedDB.open(DATABASE, 1);
    wish.onupgradeneeded = () => {
      wish.result.createObjectStore("waiting", { keyPath: "submission" });
      wish.result.createObjectStore("facts");
    };
    wish.onsuccess = () => {
      wish.result.onversionchange = () => {
        wish.result.close(); // a newer worker wants it otherwise
        opened = null;
      };
      done(wish.result);
    };
    wish.onerror = () => {
      opened = null;
      fail(wish.error);
    };
  });
  return opened;
}

// What the act found, once it is on the disk.
async function within(store, act) {
  const transaction = (await database()).transaction(store, "readwrite");
  return new Promise((done, fail) => {
    let found;
    act(transaction.objectStore(store), (value) => (found = value));
    transaction.oncomplete = () => done(found);
    transaction.onabort = () => fail(transaction.error);
  });
}

const got = (wish, then) => (wish.onsuccess = () => then(wish.result));
const fact = (name) => within("facts", (facts, found) => got(facts.get(name), found));
const note = (name, value) => within("facts", (facts) => facts.put(value, name));
const everythingWaiting = () => within("waiting", (rows, found) => got(rows.getAll(), found));
const oneWaiting = (submission) => within("waiting", (rows, found) => got(rows.get(submission), found));
const drop = (submission) => within("waiting", (rows) => rows.delete(submission));
const dropAll = () => within("waiting", (rows) => rows.clear());

// The same row under another key, in one step.
const rename = (submission, anew) =>
  within("waiting", (rows) =>
    got(rows.get(submission), (row) => {
      if (!row) return;
      rows.delete(submission);
      rows.put({ ...row, submission: anew, fields: row.fields.map(([name, value]) => [name, name === "submission" ? anew : value]) });
    }),
  );

// Reads, changes and writes one row in one step; `change` gives the new row, or nothing when it stays as it is.
const change = (submission, change) =>
  within("waiting", (rows, found) =>
    got(rows.get(submission), (row) => {
      const next = row && change(row);
      if (next) rows.put(next);
      found(next);
    }),
  );
