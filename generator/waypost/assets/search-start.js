// Puts our search behind Material's search field. Nothing is loaded before a field is first used.
(() => {
  const place = document.currentScript.dataset;
  const at = (path) => new URL(path, document.baseURI).href;
  const local = location.protocol === "file:";
  const [READY, QUERY, RESULT] = [1, 2, 3];

  /** Speaks to Material as its own worker would; behind it stands ours, once it is needed. */
  class Search extends EventTarget {
    constructor() {
      super();
      this.asked = null;
      addEventListener("focusin", (event) => {
        if (event.target.matches?.(".md-search__input, [data-search-home] input")) this.wake();
      });
      if (new URLSearchParams(location.search).has("q")) this.wake();
    }

    wake() {
      if (this.awake) return;
      this.awake = true;
      const status = meta();
      if (status && !field()?.value) idle = status.textContent;
      sayLoading();
      if (local) this.load();
      else this.hire();
    }

    hire() {
      const worker = new Native(at(place.worker), { type: "module" });
      this.ask = (query) => worker.postMessage({ query });
      worker.addEventListener("message", ({ data }) => this.hear(data));
      worker.addEventListener("error", () => this.hear({ failed: "the search's worker can't start." }));
      const [engine, look, data, written] = [place.engine, place.look, place.data, place.written].map(at);
      worker.postMessage({ start: { engine, look, data, written } });
    }

    /** Opened from a folder: browsers allow neither workers nor modules, so one script holds it all. */
    load() {
      const script = document.createElement("script");
      script.src = at(place.offline);
      script.onload = () => {
        this.ask = async (query) => this.hear({ query, ...(await self.waypostSearch.answer(query)) });
        this.hear({ ready: true });
      };
      script.onerror = () => this.hear({ failed: "this copy of the site was built without --offline." });
      document.head.append(script);
    }

    postMessage({ type, data }) {
      if (type !== QUERY) return;
      this.asked = data;
      if (!this.ask || this.failed) return;
      clearTimeout(this.slow);
      this.slow = setTimeout(sayLoading, 300);
      this.ask(data);
    }

    hear(said) {
      if (said.failed) {
        this.failed = true;
        console.error(`Waypost search: ${said.failed}`);
        this.tell({ type: READY });
        offer("The search doesn't work right now.");
      } else if (said.ready) {
        if (!field()?.value && meta()) meta().textContent = idle;
        this.tell({ type: READY });
      } else if (said.query === this.asked) {
        clearTimeout(this.slow);
        const found = local ? said.items.map(([hit]) => [{ ...hit, location: opened(hit.location) }]) : said.items;
        this.tell({ type: RESULT, data: { items: found } });
        if (said.more) sayBest(found.length);
        if (said.query.trim() && !said.fits) offer(found.length ? "Nothing here seems to answer that. The nearest is below." : "Nothing here answers that.");
      }
    }

    tell(data) {
      this.dispatchEvent(new MessageEvent("message", { data }));
    }
  }

  const meta = () => document.querySelector(".md-search-result__meta");
  const field = () => document.querySelector(".md-search__input");
  let idle = "";

  /** Say that the search, or a part of it, is on its way. */
  function sayLoading() {
    const status = meta();
    if (status?.dataset.wpLoading) status.textContent = status.dataset.wpLoading;
  }

  /** There are more answers than the `number` that is shown; the theme's count would deny it. */
  function sayBest(number) {
    const status = meta();
    if (!status) return;
    const words = status.dataset.wpBest;
    status.textContent = words ? words.replace("#", number) : status.textContent.replace(/\p{N}+/u, "$&+");
  }

  /** Enter shows what is found; the theme would open a page that the reader hasn't chosen. */
  function keepResults() {
    addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== field()) return;
      event.stopPropagation();
      if (!event.isComposing) event.preventDefault();
    }, true);
  }

  const opened = (path) => path.replace(/(^|\/)(?=#|$)/, "$1index.html");

  /** Say that nothing fits, and offer other ways on. */
  function offer(words) {
    const status = meta();
    const list = document.querySelector(".md-search-result__list");
    if (!status || !list) return;
    status.textContent = words;
    const ways = JSON.parse(place.ways).map(([path, title]) => {
      const link = document.createElement("a");
      link.href = at(place.root + (local ? opened(path) : path));
      link.className = "md-search-result__link";
      link.tabIndex = -1;
      const article = document.createElement("article");
      article.className = "md-search-result__article md-typeset";
      article.dataset.mdScore = "9";
      const heading = document.createElement("h1");
      heading.textContent = title;
      article.append(heading);
      link.append(article);
      const item = document.createElement("li");
      item.className = "md-search-result__item wp-search-way";
      item.append(link);
      return item;
    });
    list.prepend(...ways);
  }

  /** The words that led away are in the address, so that coming back finds them again. */
  function keepWords() {
    addEventListener("click", (event) => {
      const link = event.target.closest?.(".md-search-result a[href]");
      const words = document.querySelector(".md-search__input")?.value;
      if (!link || !words || event.defaultPrevented) return;
      const here = new URL(location.href);
      here.searchParams.set("q", words);
      history.replaceState(history.state, "", here);
    });
    addEventListener("pageshow", (event) => {
      const words = new URLSearchParams(location.search).get("q");
      const toggle = document.getElementById("__search");
      if (event.persisted && words && toggle && !toggle.checked) toggle.click();
    });
  }

  const Native = self.Worker;
  self.Worker = function (url, options) {
    return /\/workers\/search\.[^/]*js$/.test(new URL(url, document.baseURI).pathname)
      ? new Search()
      : new Native(url, options);
  };
  keepWords();
  keepResults();
})();
