// Search right under home's field, for themes whose own search isn't Material's.
const field = document.querySelector("[data-search-home] input");
const place = document.getElementById("wp-search-home")?.dataset;
const words = JSON.parse(place?.words || "{}");
const gettext = (message) => words[message] ?? message;
const at = (path) => new URL(path, document.baseURI).href;

let asked = "";
let view;

/** The engine with its data, loaded once when the field is first used. */
function ready() {
  view ??= Promise.all([
    import(at(place.view)),
    import(at(place.engine)),
    fetch(at(place.data)).then((answer) => answer.json()),
  ]).then(([look, engine, data]) => look.createView(engine, data, [], part));
  return view;
}

/** A further part of a large site's index. */
async function part(name) {
  return (await fetch(at(place.data.replace(/search(?=[^/]*$)/, `search/${name}`)))).json();
}

/** Show what is found for the words in the field. */
async function show() {
  const query = (asked = field.value.trim());
  const list = results();
  if (!query) return list.replaceChildren();
  if (!view) list.replaceChildren(said(gettext("Loading the search…")));
  const { items, fits } = await (await ready()).answer(query);
  if (query !== asked) return;
  const lines = items.map(line);
  const none = lines.length
    ? gettext("Nothing here seems to answer that. The nearest is below.")
    : gettext("Nothing here answers that.");
  list.replaceChildren(...(fits ? [] : [said(none)]), ...lines);
}

function results() {
  const found = document.getElementById("wp-results");
  if (found) return found;
  const list = document.createElement("ol");
  list.id = "wp-results";
  list.className = "wp-list";
  list.setAttribute("aria-live", "polite");
  field.form.after(list);
  return list;
}

function line(hit) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = hit.location || "./";
  link.textContent = hit.title.join("");
  item.append(link, ...[hit.text.join(""), hit.topic].filter(Boolean).map(quiet));
  return item;
}

function quiet(text) {
  const line = document.createElement("span");
  line.className = "wp-quiet";
  line.textContent = text;
  return line;
}

function said(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}

if (field && place) {
  field.addEventListener("focus", ready, { once: true });
  field.addEventListener("input", show);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
}
