// Runs the engine outside a browser: {engine, index, calls: [{query, limit}]} in, answers out.

import { readFileSync } from "node:fs";

const { engine, index, calls } = JSON.parse(readFileSync(0, "utf8"));
const { createSearch } = await import(engine);
const search = createSearch(index);
process.stdout.write(JSON.stringify(calls.map(({ query, limit }) => search.explain(query, limit))));
