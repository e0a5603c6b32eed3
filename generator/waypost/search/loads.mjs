// Loads a built site's search as a reader's browser does: {engine, data, parts, queries} in, by
// address; "" out, or why the engine refuses.

import { readFileSync } from "node:fs";

const { engine, data, parts, queries } = JSON.parse(readFileSync(0, "utf8"));
const read = (address) => JSON.parse(readFileSync(new URL(address), "utf8"));
const { createSearch } = await import(engine);
let refused = "";
try {
  const search = createSearch(read(data).index, (name) => read(parts[name]));
  for (const query of queries)
    for (const { id, kind, score } of await search.search(query, 3))
      if (!id || !kind || !Number.isFinite(score)) throw new Error("a result is no entry.");
} catch (reason) {
  refused = String(reason?.message ?? reason);
}
process.stdout.write(JSON.stringify({ refused }));
