// Keeps a page of the preview live: reloads it in place, goes to the page that was saved, and lays
// problems over the last good page until they are mended.

const here = new URL(import.meta.url);
const base = here.searchParams.get("base") ?? "/";
const [state, key] = ["state", "key"].map((name) => here.searchParams.get(name) ?? "");

const PLACE = "waypost-preview-place";
const STYLE = `
:host { all: initial; }
section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 75vh; overflow: auto;
  box-sizing: border-box; padding: 1rem 1.25rem; font: 15px/1.5 system-ui, sans-serif;
  color: #f5f5f5; background: #1d1f21; border-top: 4px solid #ff6b6b; }
h2 { margin: 0 3rem .5rem 0; font-size: 1.1rem; }
ol { margin: 0; padding: 0; list-style: none; }
li { margin: .9rem 0 0; }
p { margin: 0; }
.place { color: #9ecbff; }
.code { color: #ffb3b3; }
pre { margin: .3rem 0; padding: .5rem .7rem; overflow: auto; background: #101112;
  font: 13px/1.45 ui-monospace, monospace; }
button { position: absolute; inset: .8rem 1rem auto auto; font: inherit; color: inherit;
  background: none; border: 1px solid currentcolor; border-radius: 4px; cursor: pointer; }
button:focus-visible { outline: 2px solid #9ecbff; outline-offset: 2px; }
`;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function shownProblem(problem) {
  const item = element("li");
  const said = element("p");
  said.append(element("strong", problem.message));
  if (problem.code) said.append(" ", element("span", `[${problem.code}]`, "code"));
  item.append(said);
  if (problem.frame) item.append(element("pre", problem.frame));
  else if (problem.file) item.append(element("p", `${problem.file}:${problem.line}:${problem.column}`, "place"));
  if (problem.hint) item.append(element("p", problem.hint));
  return item;
}

let overlay = null;

function clear() {
  overlay?.remove();
  overlay = null;
}

function show(problems) {
  clear();
  overlay = element("div");
  overlay.dataset.waypostProblems = String(problems.length);
  const root = overlay.attachShadow({ mode: "open" });
  const section = element("section");
  section.setAttribute("role", "alert");
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  section.append(element("h2", `The knowledge base has ${count}; this is the last good page`));
  const list = element("ol");
  list.append(...problems.map(shownProblem));
  const hide = element("button", "Hide");
  hide.addEventListener("click", clear);
  section.append(list, hide);
  root.append(element("style", STYLE), section);
  document.documentElement.append(overlay);
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
});

// The place on the page is kept over a reload; a tree's state stands in the address.
function reload() {
  sessionStorage.setItem(PLACE, JSON.stringify([location.href, scrollX, scrollY]));
  location.reload();
}

function settle() {
  const kept = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (!kept) return;
  const [href, x, y] = JSON.parse(kept);
  if (href === location.href) {
    history.scrollRestoration = "manual";
    requestAnimationFrame(() => scrollTo({ left: x, top: y, behavior: "instant" }));
  }
}

function address() {
  return decodeURI(location.pathname).slice(base.length);
}

function hear(state) {
  if (state.problems?.length) {
    show(state.problems);
    return;
  }
  clear();
  const page = state.page;
  const seen = document.visibilityState === "visible";
  if (typeof page === "string" && page !== address() && seen) location.assign(base + encodeURI(page));
  else if (state.changed) reload();
}

settle();
const asked = new URLSearchParams({ at: address(), state, key });
const events = new EventSource(`/_waypost/events?${asked}`);
events.addEventListener("message", (event) => hear(JSON.parse(event.data)));
addEventListener("pagehide", () => events.close());
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
