// The search's panel: results as they are typed; before that, what others and this reader asked.

let messages = {}; // ours in the reader's language, by their English

const put = (text, values) => text.replace(/%\((\w+)\)s/g, (all, name) => values?.[name] ?? all);
const gettext = (message, values) => put(messages[message] ?? message, values);
const ngettext = (one, other, num) => {
  const forms = messages[other] ?? { one, other };
  const languages = [document.documentElement.lang || "en", "en"];
  return put(forms[new Intl.PluralRules(languages).select(num)] ?? forms.other, { num });
};

const KEPT = 5; // of the reader's searches
const PAUSE = 500; // milliseconds without a key, after which a word counts as finished

const make = (name, className, ...inside) => {
  const part = document.createElement(name);
  if (className) part.className = className;
  part.append(...inside);
  return part;
};

/** A text that comes as runs, of which every second one was asked for. */
const marked = (runs) => runs.map((run, at) => (at % 2 ? make("mark", "", run) : run));

/**
 * Bring the page's search to life. `search` has `ask(query)`, which promises an answer as
 * search-view.mjs gives it, `popular`, which promises a list of `[address, title]`, and `words`, which
 * promises our messages; `place` is the data of the script that loads the search.
 */
export function openPanel({ ask, popular, words: ours }, place) {
  const ready = ours.then((found) => { messages = found; });
  const toggle = document.getElementById("__search");
  const box = document.querySelector(".md-search");
  const field = box.querySelector(".md-search__input");
  const status = box.querySelector(".md-search-result__meta");
  const list = box.querySelector(".md-search-result__list");
  const before = make("div", "wp-before");
  list.before(before);
  ready.then(() => {
    // l10n: names of keys stand in square brackets
    const hints = gettext("[↑] [↓] to choose, [Enter] to open, [Esc] to close, [/] to search");
    const keys = hints.split(/[[\]]/).map((part, at) => (at % 2 ? make("kbd", "", part) : part));
    box.querySelector(".md-search__output").append(make("p", "wp-hints", ...keys));
  });
  const local = location.protocol === "file:";
  const root = new URL(place.root, document.baseURI);
  const at = (path) => new URL(local ? path.replace(/(^|\/)(?=#|$)/, "$1index.html") : path, root).href;
  const words = () => field.value.trim();
  let shown;

  async function show() {
    const query = words();
    if (query === shown) return;
    shown = query;
    if (!query) return showBefore();
    const late = setTimeout(() => { status.textContent = status.dataset.wpLoading; }, 300);
    const found = await ask(query).catch((error) => console.error(`Waypost search: ${error.message}`));
    await ready;
    clearTimeout(late);
    if (found && !found.fits) await new Promise((done) => setTimeout(done, PAUSE));
    if (query !== shown) return;
    before.replaceChildren();
    if (!found) return offer(status.dataset.wpFailed, []);
    const lines = found.items.map(line);
    const { length } = lines;
    if (!found.fits) {
      const nearest = gettext("Nothing here seems to answer that. The nearest is below.");
      return offer(length ? nearest : status.dataset.wpNone, lines);
    }
    status.textContent = found.more
      ? ngettext("The %(num)s best answer", "The %(num)s best answers", length)
      : ngettext("%(num)s answer", "%(num)s answers", length);
    if (found.read.length) {
      // l10n: the words that were searched for in place of mistyped ones
      const [first, last] = gettext("Results for %(words)s").split("%(words)s");
      const read = found.read.map((word) => Object.assign(make("em", "", word), { dir: "auto" }));
      status.append(" · ", first, ...read.flatMap((word, at) => (at ? [" ", word] : [word])), last ?? "");
    }
    fill(lines);
  }

  /** Show `lines`. Who went into the results before the last ones came stays in them. */
  function fill(lines) {
    const within = list.contains(document.activeElement);
    list.replaceChildren(...lines);
    if (within) (list.querySelector("a") ?? field).focus();
  }

  /** Say that nothing fits, and offer other ways on before the `lines` that are nearest. */
  function offer(said, lines) {
    status.textContent = said;
    const ways = JSON.parse(place.ways).map(([path, title]) => {
      const way = line({ location: path, title: [title], text: [] });
      way.classList.add("wp-search-way");
      return way;
    });
    fill([...ways, ...lines]);
  }

  function line({ location: path, kind, title, text, topic }) {
    const link = make("a", "md-search-result__link");
    link.href = at(path);
    link.append(make("span", "wp-hit__title", ...marked(title)), make("span", "wp-hit__text", ...marked(text)));
    if (kind) link.append(make("span", "wp-hit__kind", kindOf(kind)), " ");
    if (topic) link.append(make("span", "wp-hit__topic", topic));
    const item = make("li", "md-search-result__item", link);
    if (kind === "faq" && !local) item.append(...unfolding(link.href, item));
    return item;
  }

  /** The searches of this reader that the browser keeps, the last one first. */
  const kept = `${root.pathname}.wp-searches`;
  function recent() {
    try { return JSON.parse(localStorage.getItem(kept)) ?? []; } catch { return []; }
  }

  function remember() {
    const query = words();
    if (!query) return;
    const others = recent().filter((each) => each.toLowerCase() !== query.toLowerCase());
    try { localStorage.setItem(kept, JSON.stringify([query, ...others].slice(0, KEPT))); } catch { /* kept nowhere */ }
  }

  let last; // the call that shows what comes before: words come and go while others wait

  /** Nothing is typed yet. */
  async function showBefore() {
    const own = (last = {});
    status.textContent = status.dataset.wpIdle;
    list.replaceChildren();
    before.replaceChildren();
    await ready;
    if (shown || own !== last) return;
    const queries = recent().map((query) => {
      const button = make("button", "md-search-result__link", query);
      button.addEventListener("click", () => {
        field.value = query;
        field.focus();
        show();
      });
      return make("li", "", button);
    });
    if (queries.length) {
      const forget = make("button", "wp-tool", gettext("Forget these searches"));
      forget.addEventListener("click", () => {
        localStorage.removeItem(kept);
        field.focus();
        showBefore();
      });
      before.append(make("h2", "", gettext("Your last searches")), make("ul", "wp-before__recent", ...queries), forget);
    }
    const known = await popular;
    if (shown || own !== last || !known.length) return;
    const asked = known.map(([path, title]) => {
      const link = make("a", "md-search-result__link", title);
      link.href = at(path);
      return make("li", "", link);
    });
    before.append(make("h2", "", gettext("Questions asked most")), make("ul", "", ...asked));
  }

  const close = () => { if (toggle.checked) toggle.click(); };

  function pressed(event) {
    const { key } = event;
    const here = document.activeElement;
    if (event.isComposing || !box.contains(here)) return;
    const stops = [field, ...box.querySelectorAll("a.md-search-result__link, button.md-search-result__link")];
    const step = { ArrowDown: 1, ArrowUp: stops.length - 1, Tab: here === field && !event.shiftKey ? 1 : 0 }[key];
    if (key === "Enter" && here === field) {
      remember();
      // On a phone the keyboard covers the results while the field has the focus.
      if (matchMedia("(pointer: coarse)").matches) stops[1]?.focus();
    } else if (step && stops.length > 1 && toggle.checked) {
      const from = stops.findIndex((stop) => stop === here || stop.closest("li")?.contains(here));
      stops[(Math.max(from, 0) + step) % stops.length].focus();
    } else if (key === "ArrowDown" && !toggle.checked) toggle.click();
    else {
      // Who types on goes on with the query.
      const typed = key.length === 1 && key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (typed && here !== field) field.focus();
      return;
    }
    event.preventDefault();
  }

  /** The words that led away are in the address, so that coming back finds them again. */
  function left({ target }) {
    if (!target.closest("a[href]") || !words()) return;
    remember();
    putInAddress(words());
  }

  function putInAddress(query) {
    const here = new URL(location.href);
    if (query) here.searchParams.set("q", query);
    else here.searchParams.delete("q");
    if (here.href !== location.href) history.replaceState(history.state, "", here);
  }

  addEventListener("pageshow", (event) => {
    if (event.persisted && new URLSearchParams(location.search).has("q") && !toggle.checked) toggle.click();
  });
  addEventListener("keydown", pressed);
  field.addEventListener("input", show);
  field.form.addEventListener("submit", (event) => event.preventDefault());
  field.form.addEventListener("reset", () => setTimeout(() => {
    field.focus();
    show();
  }));
  list.addEventListener("click", left);
  box.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (next && !box.contains(next)) close();
  });
  toggle.addEventListener("change", () => {
    if (toggle.checked) {
      if (!words()) shown = undefined;
      show();
    } else putInAddress("");
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked && !words()) {
    field.value = asked;
    if (!toggle.checked) toggle.click();
    field.focus();
  }
  show();
}

function kindOf(kind) {
  return {
    faq: gettext("Question"),
    policy: gettext("Rule"),
    guide: gettext("Guide"),
    tree: gettext("Find your way"),
    outcome: gettext("What to do"),
    page: gettext("Page"),
  }[kind];
}

/** A button that unfolds a question's short answer, and the place for it. */
function unfolding(href, item) {
  const button = make("button", "wp-hit__more", gettext("Read the answer here"));
  const answer = make("div", "wp-hit__answer md-typeset");
  answer.hidden = true;
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", async () => {
    const open = answer.hidden;
    if (open && !answer.hasChildNodes()) {
      const away = gettext("The answer can’t be loaded right now.");
      answer.append(...(await shortAnswer(href).catch(() => [away])));
    }
    answer.hidden = !open;
    item.classList.toggle("wp-hit--open", open);
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? gettext("Close the answer") : gettext("Read the answer here");
  });
  return [answer, button];
}

/** What the page at `href` answers before its first heading. */
async function shortAnswer(href) {
  const page = new DOMParser().parseFromString(await (await fetch(href)).text(), "text/html");
  const parts = [...page.querySelectorAll(".wp-answer > *")];
  const end = parts.findIndex((part) => part.matches("nav, h2, h3"));
  const short = end < 0 ? parts : parts.slice(0, end);
  for (const part of short.flatMap((each) => [each, ...each.querySelectorAll("*")])) {
    part.removeAttribute("id");
    for (const name of ["href", "src"]) {
      if (part.hasAttribute(name)) part.setAttribute(name, new URL(part.getAttribute(name), href));
    }
  }
  return short;
}
