// A missing page searches for the words of its address, and lists what it finds.

const SHOWN = 4;

const place = document.querySelector("[data-lost]");
const search = document.querySelector("script[data-engine]")?.dataset;
const at = (path) => new URL(path, document.baseURI).href;

/** The last part of the address as words. */
function wordsOf(path) {
  return decodeURIComponent(path.replace(/%(?![\da-f]{2})/gi, ""))
    .split("/").filter(Boolean).slice(-1).join(" ")
    .replace(/\.\w+$/, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Ask the search's worker once; calls `found` with its answer. */
function ask(query, found) {
  const worker = new Worker(at(search.worker), { type: "module" });
  worker.addEventListener("message", ({ data }) => {
    if (data.ready) return worker.postMessage({ query });
    worker.terminate();
    if (data.items) found(data);
  });
  const [engine, look, data, written] = [search.engine, search.look, search.data, search.written].map(at);
  worker.postMessage({ start: { engine, look, data, written } });
}

/** What was found, each as a link with its answer in a sentence. */
function list({ items }) {
  const lines = items.slice(0, SHOWN).map(([hit]) => {
    const item = document.createElement("li");
    const both = document.createElement("span");
    const link = document.createElement("a");
    const text = document.createElement("span");
    link.href = at(search.root + hit.location);
    link.textContent = plain(hit.title);
    text.className = "wp-quiet";
    text.textContent = plain(hit.text.replace(/<p class="wp-hit-topic">.*/, ""));
    both.append(link, text);
    item.append(both);
    return item;
  });
  if (!lines.length) return;
  place.querySelector("[data-lost-found]").replaceChildren(...lines);
  place.querySelector("[data-lost-near]").hidden = false;
}

/** The words of a hit, without the marks round those that were asked for. */
const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;

const words = place && wordsOf(location.pathname);
if (words) {
  place.querySelector("[data-lost-words]").textContent = words;
  place.querySelector("[data-lost-search]").href += `?q=${encodeURIComponent(words)}`;
  place.hidden = false;
  if (search) ask(words, list);
}
