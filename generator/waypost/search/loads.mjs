// Loads a built site's search as a reader's browser does: the engine by its address, then from
// standard input {data, parts, queries}; {refused} out: "", or why the engine refuses.

import { readFileSync } from "node:fs";

const { createSearch } = await import(process.argv[2]);
const { data, parts, queries } = JSON.parse(readFileSync(0, "utf8"));
let refused = "";
try {
  const search = createSearch(data.index, (name) => parts[name]);
  for (const query of queries)
    for (const { id, kind, score } of await search.search(query, 3))
      if (!id || !kind || !Number.isFinite(score)) throw new Error("a result is no entry.");
} catch (reason) {
  refused = String(reason?.message ?? reason);
}
process.stdout.write(JSON.stringify({ refused }));
