// What a reader sees of a search: titles and sentences, with the words marked that were asked for.
// No DOM.

const SHOWN = 12;
const NEAREST = 3; // where nothing fits
const WEAK = 0.45; // of the best score: what is below isn't shown
const WRITTEN = 3; // hand-written pages among them at most
const PAGE = 0.8; // the score of one that holds all that is asked

/**
 * A view over `engine` (the module search.mjs), our `data` and the `written` pages of MkDocs' index.
 *
 * `load` gives the parts of a large site's index by name. `answer(query)` promises
 * `{fits, items, more, read}`:
 * each of `items` has `location`, `kind`, `score`, `topic`, and `title` and `text` as runs, of which
 * every second one was asked for; `fits` is false where nothing here answers the query well, `more`
 * true where further answers were left out; `read` has the words that were found for mistyped ones.
 */
export function createView(engine, data, written = [], load = undefined) {
  const search = engine.createSearch(data.index, load);
  const shown = new Map((data.shown ?? []).map((row, at) => [data.index.ids[at], row]));
  const pages = written.map((page) => ({
    ...page,
    title: plain(page.title),
    words: plain(page.text ?? ""),
  }));
  const stems = (text) => new Set(engine.tokens(text).map(search.stem));
  for (const page of pages) page.stems = [stems(page.title), stems(page.words)];

  async function answer(query) {
    const { words, lost, results, fits } = await search.explain(query, SHOWN + 1);
    const loudest = Math.max(1, ...words.map(({ weight }) => weight));
    const asked = new Set(words.filter(({ weight }) => weight > loudest / 3).map(({ stem }) => stem));
    for (const word of lost) asked.add(search.stem(word));
    const mark = (text) => marked(engine.tokens, text, (word) => asked.has(search.stem(word)));
    const found = results.map((hit) => entry(hit.shown ?? shown.get(hit.id), hit, mark));
    // A page may hold words that no entry does.
    const others = lost.map((word) => ({ stem: search.stem(word), weight: loudest }));
    const also = fromPages(pages, [...words, ...others]).map((hit) => ({ ...hit, title: mark(hit.title), text: mark(hit.text) }));
    const hits = [...found, ...also].sort((a, b) => b.score - a.score);
    const some = hits.filter(({ score }) => score >= WEAK * hits[0].score);
    const answers = fits || also.some(({ score }) => score > PAGE / 2);
    const read = words.filter(({ how }) => how === "mended").map(({ meant }) => meant);
    return { read, more: answers && some.length > SHOWN, fits: answers, items: some.slice(0, answers ? SHOWN : NEAREST) };
  }

  return { answer };
}

function entry([location, title, text, topic], { kind, score }, mark) {
  return { location, kind, title: mark(title), text: mark(text ?? ""), topic, score };
}

/** `text` as runs, every second of which `wanted` says was asked for. */
function marked(tokens, text, wanted) {
  const runs = [""];
  const add = (part, hit) => {
    if (hit === Boolean(runs.length % 2)) runs.push(part);
    else runs[runs.length - 1] += part;
  };
  for (const [at, part] of text.split(/([\p{L}\p{N}\p{M}'’]+)/u).entries()) {
    const words = at % 2 ? tokens(part) : [];
    if (words.length > 1) for (const [letter, hit] of inPairs(part, words, wanted)) add(letter, hit);
    else add(part, words.some(wanted));
  }
  return runs;
}

/** Scripts without spaces: each letter, and whether it is in a pair that was asked for. */
function inPairs(part, words, wanted) {
  const hit = new Array(part.length).fill(false);
  let from = 0;
  for (const word of words.filter(({ length }) => length > 1)) {
    const at = part.toLowerCase().indexOf(word, from);
    if (at < 0) continue;
    from = at;
    if (wanted(word)) hit.fill(true, at, at + word.length);
  }
  return part.split("").map((letter, at) => [letter, hit[at]]);
}

/** The words of a bit of HTML, as MkDocs' index holds them. */
function plain(html) {
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}

/** Hand-written pages that hold what was asked, words in titles counting twice. */
function fromPages(pages, words) {
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  if (!total) return [];
  return pages
    .map(({ location, title, words: text, stems: [inTitle, inText] }) => {
      const share = (set) => words.reduce((sum, { stem, weight }) => sum + (set.has(stem) ? weight : 0), 0) / total;
      const score = PAGE * (0.6 * share(inTitle) + 0.4 * share(inText));
      return { location, kind: "page", title, text: text.slice(0, 160), score };
    })
    .filter(({ score }) => score > 0.3 * PAGE)
    .sort((a, b) => b.score - a.score)
    .slice(0, WRITTEN);
}
