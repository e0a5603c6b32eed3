// A missing page searches for the words of its address, and lists what it finds.

const SHOWN = 4;

const place = document.querySelector("[data-lost]");
const root = document.querySelector("script[data-engine]")?.dataset.root;

/** The last part of the address as words. */
function wordsOf(path) {
  return decodeURIComponent(path.replace(/%(?![\da-f]{2})/gi, ""))
    .split("/").filter(Boolean).slice(-1).join(" ")
    .replace(/\.\w+$/, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** What was found, each as a link with its answer in a sentence. */
function list({ items }) {
  const lines = items.slice(0, SHOWN).map((hit) => {
    const item = document.createElement("li");
    const both = document.createElement("span");
    const link = document.createElement("a");
    const text = document.createElement("span");
    link.href = new URL(root + hit.location, document.baseURI).href;
    link.textContent = hit.title.join("");
    text.className = "wp-quiet";
    text.textContent = hit.text.join("");
    both.append(link, text);
    item.append(both);
    return item;
  });
  if (!lines.length) return;
  place.querySelector("[data-lost-found]").replaceChildren(...lines);
  place.querySelector("[data-lost-near]").hidden = false;
}

const words = place && wordsOf(location.pathname);
if (words) {
  const button = place.querySelector("[data-lost-words]");
  button.textContent = button.textContent.replace("%(words)s", words);
  place.querySelector("[data-lost-search]").href += `?q=${encodeURIComponent(words)}`;
  place.hidden = false;
  self.waypostAsk?.(words).then(list);
}
