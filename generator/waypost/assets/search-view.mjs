// What a reader sees of a search: hits in the form that Material's search shows. No DOM.

const SHOWN = 12;
const NEAREST = 4; // where nothing fits
const WRITTEN = 3; // hand-written pages among them at most

const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * A view over `engine` (the module search.mjs), our `data` and the `written` pages of MkDocs' index.
 *
 * `load` gives the parts of a large site's index by name. `answer(query)` promises `{fits, items}`: `items` as Material's worker sends them, `fits` false where
 * nothing here answers the query well.
 */
export function createView(engine, data, written = [], load = undefined) {
  const search = engine.createSearch(data.index, load);
  const shown = new Map((data.shown ?? []).map((row, at) => [data.index.ids[at], row]));
  const pages = written.map((page) => ({
    ...page,
    title: plain(page.title),
    words: plain(page.text ?? ""),
  }));
  for (const page of pages) page.stems = [stems(engine, page.title), stems(engine, page.words)];

  async function answer(query) {
    const { words, results, fits } = await search.explain(query, SHOWN);
    const loudest = Math.max(...words.map(({ weight }) => weight));
    const asked = new Set(words.filter(({ weight }) => weight > loudest / 3).map(({ stem }) => stem));
    const mark = (text) => marked(engine, text, asked);
    const found = results.map((hit) => entry(hit.shown ?? shown.get(hit.id), hit.score, mark));
    const also = fromPages(pages, words).map((hit) => ({ ...hit, title: mark(hit.title), text: mark(hit.text) }));
    const hits = [...found, ...also].sort((a, b) => b.score - a.score);
    return { fits: fits || also.some(({ score }) => score > 0.5), items: hits.slice(0, fits ? SHOWN : NEAREST).map((hit) => [hit]) };
  }

  return { answer };
}

function entry([location, title, text, topic], score, mark) {
  // Material would show the topic as a tag, and each result's tags as a landmark of the page.
  const said = [text && `<p>${mark(text)}</p>`, topic && `<p class="wp-hit-topic">${escaped(topic)}</p>`];
  return { location, title: mark(title), text: said.filter(Boolean).join(""), score, terms: {} };
}

/** `text` as HTML with the words that were asked for marked. */
function marked(engine, text, asked) {
  return text
    .split(/([\p{L}\p{N}\p{M}'’]+)/u)
    .map((part, at) => {
      const hit = at % 2 && engine.tokens(part).some((word) => asked.has(engine.englishStem(word)));
      return hit ? `<mark data-md-highlight>${escaped(part)}</mark>` : escaped(part);
    })
    .join("");
}

/** The words of a bit of HTML, as MkDocs' index holds them. */
function plain(html) {
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}

const stems = (engine, text) => new Set(engine.tokens(text).map(engine.englishStem));

/** Hand-written pages that hold what was asked, words in titles counting twice. */
function fromPages(pages, words) {
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  if (!total) return [];
  return pages
    .map(({ location, title, words: text, stems: [inTitle, inText] }) => {
      const share = (set) => words.reduce((sum, { stem, weight }) => sum + (set.has(stem) ? weight : 0), 0) / total;
      const score = 0.6 * share(inTitle) + 0.4 * share(inText);
      return { location, title, text: text.slice(0, 160), score, terms: {} };
    })
    .filter(({ score }) => score > 0.3)
    .sort((a, b) => b.score - a.score)
    .slice(0, WRITTEN);
}
