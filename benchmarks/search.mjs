// The search and its peers on the same queries: {given, engine, peers, folder} in, a file of ranks
// out. One index a process: Pagefind's reader keeps the first it has seen.

import { createServer } from "node:http";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { given, engine, peers, folder, leaveOut, features } = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(join(peers, "package.json"));
const { createSearch } = await import(engine);
const LIMIT = 10;

function ours({ index }) {
  const search = createSearch(index);
  return (query) => search.search(query, LIMIT).map(({ id }) => id);
}

/** Ours, as often as `parts` has names: each time without that part of the score. */
function incomplete({ index }, parts) {
  const search = createSearch(index);
  const known = new Map();
  const featuresOf = (query) => {
    if (!known.has(query)) known.set(query, search.features(query));
    return known.get(query);
  };
  return Object.fromEntries(parts.map((part) => [part, without(part, index, search.weights, featuresOf)]));
}

function without(part, index, all, featuresOf) {
  const weights = { ...all };
  delete weights[part];
  return (query) => {
    const features = featuresOf(query);
    const score = (at) => Object.keys(weights).reduce((sum, name) => sum + weights[name] * features[name][at], 0);
    return index.ids
      .map((id, at) => [id, score(at)])
      .sort((a, b) => b[1] - a[1])
      .slice(0, LIMIT)
      .map(([id]) => id);
  };
}

/** lunr with Material's settings: title boosted, a wildcard on every word, no stems, no stop words. */
function material({ documents }) {
  const lunr = require("lunr");
  const index = lunr(function () {
    this.b(0);
    for (const part of [lunr.trimmer, lunr.stopWordFilter, lunr.stemmer]) {
      this.pipeline.remove(part);
      this.searchPipeline.remove(part);
    }
    this.pipeline.add(lunr.stopWordFilter, lunr.trimmer);
    this.ref("id");
    this.field("title", { boost: 1000 });
    this.field("text");
    for (const { id, says } of documents) this.add({ id, title: says[0], text: says.slice(1).join(" ") });
  });
  return (query) => {
    const words = query.toLowerCase().split(/[\s\-]+/).map((word) => word.replace(/[^\p{L}\p{N}]/gu, ""));
    const text = words.filter(Boolean).map((word) => `${word}*`).join(" ");
    return text ? index.search(text).slice(0, LIMIT).map(({ ref }) => ref) : [];
  };
}

const spaceless = (language) => ["zh", "ja", "th"].includes(language);

/** The words of a text in a language, by the browser's own segmenter. */
function segmented(language) {
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  return (text) => [...segmenter.segment(text.toLowerCase())].filter((part) => part.isWordLike).map((part) => part.segment);
}

/** lunr, any of the words, with the language's stems and one edit allowed; no stop words and no boost: so it finds most. */
function lunrFuzzy({ documents, language }) {
  const lunr = require("lunr");
  if (spaceless(language)) return lunrSegmented(lunr, documents, language);
  if (language !== "en") {
    require("lunr-languages/lunr.stemmer.support")(lunr);
    require(`lunr-languages/lunr.${language}`)(lunr);
    lunr.stemmer = lunr[language].stemmer;
    lunr.trimmer = lunr[language].trimmer;
  }
  const index = lunr(function () {
    if (language !== "en") {
      this.pipeline.reset();
      this.searchPipeline.reset();
      this.pipeline.add(lunr.trimmer, lunr.stemmer);
    }
    this.pipeline.remove(lunr.stopWordFilter);
    this.ref("id");
    this.field("title");
    this.field("text");
    for (const { id, says } of documents) this.add({ id, title: says[0], text: says.slice(1).join(" ") });
  });
  return (query) =>
    index
      .query((builder) => {
        for (const token of lunr.tokenizer(query)) {
          const stem = lunr.stemmer(lunr.trimmer(token))?.toString() ?? "";
          if (stem) builder.term(stem, { boost: 10, usePipeline: false });
          if (stem.length > 3) builder.term(stem, { editDistance: 1, usePipeline: false });
        }
      })
      .slice(0, LIMIT)
      .map(({ ref }) => ref);
}

function lunrSegmented(lunr, documents, language) {
  const words = segmented(language);
  const index = lunr(function () {
    this.tokenizer = (text) => words(String(text)).map((word) => new lunr.Token(word, {}));
    this.pipeline.reset();
    this.searchPipeline.reset();
    this.ref("id");
    this.field("text");
    for (const { id, says } of documents) this.add({ id, text: says.join(" ") });
  });
  const search = (query) => index.query((builder) => words(query).forEach((word) => builder.term(word, { usePipeline: false })));
  return (query) => search(query).slice(0, LIMIT).map(({ ref }) => ref);
}

/** MiniSearch, boosted, with prefixes and edits for all but the shortest words: so it finds most. */
function miniSearch({ documents, language }) {
  const MiniSearch = require("minisearch");
  const index = new MiniSearch({ fields: ["title", "text"], ...(language !== "en" && { tokenize: segmented(language) }) });
  index.addAll(documents.map(({ id, says }) => ({ id, title: says[0], text: says.slice(1).join(" ") })));
  const options = {
    boost: { title: 2 },
    prefix: (term) => term.length > 2,
    fuzzy: (term) => (term.length > 3 ? 0.2 : 0),
  };
  return (query) => index.search(query, options).slice(0, LIMIT).map(({ id }) => id);
}

async function pagefind({ name, phrasings, documents }) {
  const { createIndex } = await import(join(peers, "node_modules/pagefind/lib/index.js"));
  const { index } = await createIndex();
  for (const { id, says } of documents)
    await index.addCustomRecord({ url: `/${id}/`, content: says.join(". "), language: "en", meta: { title: says[0] } });
  const place = join(folder, `${name.replace(/\W/g, "-")}-${phrasings}`); // modules are kept by path
  mkdirSync(place, { recursive: true });
  await index.writeFiles({ outputPath: place });
  const server = createServer((request, response) => {
    try {
      response.end(readFileSync(join(place, decodeURIComponent(request.url.split("?")[0]))));
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const base = `http://127.0.0.1:${server.address().port}/`;
  const reader = await import(join(place, "pagefind.js"));
  await reader.options({ basePath: base, baseUrl: "/" });
  const search = async (query) => {
    const { results } = await reader.search(query);
    const found = await Promise.all(results.slice(0, 3).map((result) => result.data()));
    return found.map(({ raw_url, url }) => (raw_url ?? url).replace(/\//g, ""));
  };
  search.close = () => {
    server.close();
    rmSync(place, { recursive: true, force: true });
  };
  return search;
}

async function ranks(search, queries) {
  const rows = [];
  const started = performance.now();
  for (const { query, id } of queries) {
    let found = [];
    try {
      found = await search(query);
    } catch {
      // A query that an engine can't parse finds nothing in it.
    }
    rows.push([found.findIndex((each) => [id].flat().includes(each)) + 1, found.length]);
  }
  return { rows, ms: (performance.now() - started) / Math.max(1, queries.length) };
}

const CONTESTANTS = { Waypost: ours, "lunr as Material sets it": material, "lunr, any term, fuzzy": lunrFuzzy, MiniSearch: miniSearch, Pagefind: pagefind };
/** What the scores are made of, for a fit: each query's rows of numbers, and where the wanted entry stands. */
function madeOf({ index, queries }, names) {
  const search = createSearch(index);
  return queries.q.filter((_, at) => at % given.some === 0).map(({ query, id }) => {
    const parts = search.features(query);
    return { want: index.ids.indexOf(id), parts: names.map((name) => [...parts[name]].map((value) => Math.round(value * 1e4) / 1e4)) };
  });
}
if (features) {
  writeFileSync(join(folder, "answers.json"), JSON.stringify(madeOf(given, features)));
  process.exit(0);
}
const answers = [];
const searches = leaveOut ? incomplete(given, leaveOut) : CONTESTANTS;
for (const [name, make] of Object.entries(searches)) {
  // Pagefind's answers come over HTTP, one by one.
  const few = leaveOut || name === "Waypost" ? 1 : name === "Pagefind" ? given.few : given.some;
  const search = leaveOut ? make : await make(given);
  for (const [column, queries] of Object.entries(given.queries)) {
    const told = await ranks(search, queries.filter((_, at) => at % few === 0));
    answers.push({ case: given.name, phrasings: given.phrasings, column, name, ...told });
  }
  search.close?.();
}
writeFileSync(join(folder, "answers.json"), JSON.stringify(answers));
process.exit(0);
