// Opens the search. Its panel, engine and index are loaded when a field is first touched or a query
// stands in the address: side by side, and each once.
(() => {
  const place = document.currentScript.dataset;
  const at = (path) => new URL(path, document.baseURI).href;
  const field = () => document.querySelector(".md-search__input");
  const open = () => document.getElementById("__search").checked;
  const parsed = new Promise((done) => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", done);
    else done();
  });
  let begun;

  /** What answers queries: `{ask(query), popular, words, panel}`; `ask` waits until all is loaded. */
  const begin = () => (begun ??= start().catch(failed));

  /** The panel says so, and the next key tries again. */
  function failed(error) {
    begun = undefined;
    const status = document.querySelector(".md-search-result__meta");
    if (status) status.textContent = status.dataset.wpFailed;
    throw error;
  }

  async function start() {
    // Opened from a folder: browsers allow neither workers nor modules, so one script holds it all.
    const search = location.protocol === "file:" ? await fromFolder() : await fromServer();
    await parsed;
    if (field()) search.panel.openPanel(search, place);
    return search;
  }

  async function fromFolder() {
    const script = document.createElement("script");
    script.src = at(place.offline);
    await new Promise((done, fail) => {
      script.onload = done;
      script.onerror = () => fail(Error("this copy of the site was built without --offline."));
      document.head.append(script);
    });
    return self.waypostSearch;
  }

  async function fromServer() {
    const worker = new Worker(at(place.worker), { type: "module" });
    const answers = new Map();
    const ready = new Promise((done, fail) => {
      worker.onerror = () => fail(Error("the search's worker can't start."));
      worker.onmessage = ({ data }) => {
        if (data.failed) fail(Error(data.failed));
        else if (data.ready) done();
        else answers.get(data.query)?.(data);
      };
    });
    ready.catch(() => {});
    const [engine, look, written] = [place.engine, place.look, place.written].map(at);
    worker.postMessage({ start: { engine, look, written } });
    // The pages know a name that stays; the data's own name changes with its content.
    const named = fetch(at(place.data), { cache: "no-cache" }).then((found) => found.json());
    named.then(async ({ data }) => {
      const url = new URL(data, at(place.data)).href;
      const index = await (await fetch(url)).arrayBuffer();
      worker.postMessage({ index, url }, [index]);
    }).catch((error) => worker.onmessage({ data: { failed: error.message } }));
    const ask = async (query) => {
      await ready;
      return new Promise((done) => {
        answers.set(query, done);
        worker.postMessage({ query });
      });
    };
    const popular = named.then((found) => found.popular, () => []);
    const words = named.then((found) => found.words ?? {}, () => ({}));
    return { ask, popular, words, panel: await import(at(place.panel)) };
  }

  /** Open the panel with focus in its field. */
  function show() {
    if (!open()) document.getElementById("__search").click();
    field().focus();
    field().select();
  }

  const touched = (part) => part?.matches?.(".md-search__input, [data-search-home] input");
  addEventListener("focusin", ({ target }) => { if (touched(target)) begin(); });
  for (const kind of ["click", "input"]) {
    addEventListener(kind, ({ target }) => {
      if (target !== field()) return;
      begin();
      if (!open()) document.getElementById("__search").click();
    });
  }
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Escape" && field() && open()) {
      document.getElementById("__search").click();
      // A result goes with its panel, and would take focus along.
      if (document.activeElement.closest(".md-search__output")) field().focus();
    }
    const chord = event.ctrlKey || event.metaKey;
    // Escape leaves focus in the field of a closed search, where / opens it again.
    const again = key === "/" && target === field() && !open();
    const types = target.matches("input, textarea, select, [contenteditable]") && !again;
    const wanted = chord ? key === "k" : "/sf".includes(key) && !event.altKey && !types;
    if (!wanted || key.length > 1 || !field()) return;
    event.preventDefault();
    show();
  });
  self.waypostAsk = async (query) => (await begin()).ask(query);
  if (new URLSearchParams(location.search).has("q") || touched(document.activeElement)) begin();
})();
