// What script adds to pages that already work without it: each feature is one small function.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);

/** Show the notice of an answer whose check is overdue. */
function showOverdue(today = new Date()) {
  const day = new Date(today - today.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  for (const notice of all("[data-due]")) notice.hidden = day < notice.dataset.due;
}

/** A link to the page in another language keeps the step of a tree. */
function keepStep() {
  for (const link of all("[data-wp-language]")) {
    link.addEventListener("click", () => { link.hash = location.hash; });
  }
}

/** Buttons that copy the page's address, and an outcome's text. */
function copyButtons() {
  const texts = {
    copyLink: () => location.href.split("#")[0],
    copyText: () => takenAlong().join("\n\n"),
  };
  for (const [name, text] of Object.entries(texts)) {
    for (const button of all(".wp-tool").filter((each) => name in each.dataset)) {
      if (!navigator.clipboard) continue;
      button.hidden = false;
      const label = one("span", button);
      const words = label.textContent;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text());
        label.textContent = button.dataset[name];
        announce(label.textContent);
        setTimeout(() => { label.textContent = words; }, 2500);
      });
    }
  }
}

/** An outcome to take along: its title, the reader's answers, its text, and its address. */
function takenAlong() {
  const shown = (part) => part.checkVisibility?.() ?? true;
  const lines = (list, line) => all("li", list).map(line).join("\n");
  const parts = all("h1, [data-answers], .wp-answer, [data-variant], .wp-steps, .wp-contacts, .wp-otherwise", one("[data-outcome]"));
  // The answers stand beside the text, but are read before it.
  parts.splice(1, 0, ...parts.splice(parts.findIndex((part) => part.matches("[data-answers]")), 1));
  const texts = parts.filter(shown).map((part) => {
    if (part.matches("[data-answers]")) {
      const answered = (item) => `${one("span", item).textContent} ${one("strong", item).textContent}`;
      return `${one("h2", part).textContent}\n${lines(part, answered)}`;
    }
    if (part.matches(".wp-steps")) {
      return lines(part, (step) => `${[...part.children].indexOf(step) + 1}. ${one(".wp-steps__text", step)?.innerText.trim()}`);
    }
    return part.innerText.trim().replace(/\n{3,}/g, "\n\n");
  });
  return [...texts, location.href];
}

/** A link that opens a mail to oneself with the outcome; what doesn't fit a link is left out. */
function sendToSelf() {
  for (const link of all("[data-send]")) {
    link.hidden = false;
    link.addEventListener("click", () => {
      const texts = takenAlong();
      const body = () => encodeURIComponent(texts.join("\n\n"));
      while (body().length > 1800 && texts.length > 2) texts.splice(-2, 1);
      link.href = `mailto:?subject=${encodeURIComponent(one("h1").textContent)}&body=${body()}`;
    });
  }
}

/** What this tab remembers by `name` until it is closed; `value` is what it shall remember. */
function inTab(name, value) {
  try {
    if (value === undefined) return JSON.parse(sessionStorage.getItem(name));
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch { /* the browser remembers nothing */ }
  return null;
}

/** Focus that script sets is seen by who uses keys, on the page that they lead to as well. */
function seeKeys() {
  const say = (keys) => {
    if (document.documentElement.classList.contains("wp-keys") === keys) return;
    document.documentElement.classList.toggle("wp-keys", keys);
    inTab("wp-keys", keys);
  };
  say(inTab("wp-keys") ?? false);
  addEventListener("keydown", ({ key }) => { if (key === "Tab" || key.startsWith("Arrow")) say(true); }, true);
  addEventListener("pointerdown", () => say(false), true);
}

/** Steps that can be ticked off; this tab remembers the ticks. */
function tickSteps() {
  const name = `wp-ticks:${location.pathname}`;
  const ticks = [];
  const keep = () => inTab(name, ticks.map((tick) => tick.checked));
  for (const list of all("[data-steps]")) {
    for (const [place, step] of [...list.children].entries()) {
      const tick = document.createElement("input");
      tick.type = "checkbox";
      tick.className = "wp-steps__tick";
      tick.autocomplete = "off";
      tick.setAttribute("aria-label", list.dataset.steps.replace("%(number)s", place + 1));
      tick.checked = inTab(name)?.[ticks.length] ?? false;
      ticks.push(tick);
      tick.addEventListener("change", keep);
      const around = document.createElement("label");
      around.className = "wp-tick";
      around.append(tick);
      step.append(around);
    }
  }
  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}

/** Folded answers: the address opens one, a button opens all, printing opens all. */
function unfold() {
  const folds = all("details.wp-fold");
  if (!folds.length) return;
  // Find-in-page looks into closed answers; an open one shows itself whatever its attribute says.
  if ("onbeforematch" in document.body) {
    for (const answer of all(".wp-fold__answer")) answer.hidden = "until-found";
  }
  const button = one("[data-expand]");
  const label = button && one("span", button);
  const expand = label?.textContent;
  const say = () => {
    const open = folds.every((fold) => fold.open);
    button.setAttribute("aria-expanded", String(open));
    label.textContent = open ? button.dataset.expand : expand;
  };
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = !folds.every((fold) => fold.open);
      for (const fold of folds) fold.open = open;
      say();
    });
    for (const fold of folds) fold.addEventListener("toggle", say);
  }
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const fold = id && document.getElementById(id);
    if (!fold || !fold.matches("details.wp-fold")) return;
    fold.open = true;
    fold.scrollIntoView();
    one("summary", fold).focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);
  follow();
  // The browser goes to the address's place once more when all has arrived, and takes focus away.
  addEventListener("load", () => setTimeout(() => {
    if (document.activeElement === document.body) follow();
  }));
  let shut = [];
  addEventListener("beforeprint", () => {
    shut = folds.filter((fold) => !fold.open);
    for (const fold of shut) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of shut) fold.open = false; });
}

/** Words explained on hover, focus and tap; Escape puts the note away. */
function explainTerms() {
  let shown = null;
  const hide = () => { if (shown) shown.hidden = true; shown = null; };
  const show = (link, tip) => {
    hide();
    const page = tip.parentElement.getBoundingClientRect();
    const word = link.getBoundingClientRect();
    tip.hidden = false;
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    const start = Math.max(8, Math.min(word.left, room));
    tip.style.insetBlockStart = `${word.bottom - page.top + 6}px`;
    tip.style.left = `${start - page.left}px`;
    shown = tip;
  };
  for (const link of all("a[data-tip]")) {
    const tip = document.getElementById(link.dataset.tip);
    if (!tip) continue;
    link.setAttribute("aria-describedby", tip.id);
    let left;
    const stay = () => clearTimeout(left);
    const leave = () => { left = setTimeout(hide, 200); };
    for (const part of [link, tip]) {
      part.addEventListener("mouseenter", () => { stay(); show(link, tip); });
      part.addEventListener("mouseleave", leave);
    }
    link.addEventListener("focus", () => { stay(); show(link, tip); });
    link.addEventListener("blur", leave);
    let tapped = false;
    link.addEventListener("pointerdown", (event) => { tapped = event.pointerType === "touch"; });
    link.addEventListener("click", (event) => {
      if (!tapped || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      show(link, tip);
    });
  }
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
}

/** "Was this helpful?" tells the page, and sends a verdict only where the owner gave an address, or
    shows what it would send. */
function askFeedback() {
  for (const part of all("[data-feedback]")) {
    part.hidden = false;
    const status = one("[role=status]", part);
    part.addEventListener("click", (event) => {
      const { verdict, word } = event.target.closest("[data-verdict]")?.dataset ?? {};
      if (!verdict) return;
      const detail = { page: location.pathname, helpful: verdict === "yes" };
      part.dispatchEvent(new CustomEvent("waypost:feedback", { bubbles: true, detail }));
      status.textContent = part.dataset.thanks;
      for (const button of all("button", part)) button.disabled = true;
      if (part.dataset.unsent) {
        status.textContent = filled(part.dataset.unsent, { page: detail.page, answer: event.target.textContent });
      } else if (part.dataset.endpoint) {
        const body = JSON.stringify(detail);
        fetch(part.dataset.endpoint, { method: "POST", body, keepalive: true, mode: "no-cors" })
          .catch(() => { status.textContent = part.dataset.failed; });
      } else if (part.dataset.email) {
        location.href = mail(part.dataset, word);
      }
    });
  }
}

/** The address that opens a mail about this page, as the owner worded it. */
function mail({ email, subject, body, about }, verdict) {
  const known = { verdict, title: about, address: location.href.split("#")[0] };
  const encoded = (text) => encodeURIComponent(filled(text, known));
  return `mailto:${email}?subject=${encoded(subject)}&body=${encoded(`${body}\n\n`)}`;
}

/** `text` with the values of the names that stand in braces. */
const filled = (text, known) => text.replace(/\{(\w+)\}/g, (all, name) => known[name] ?? all);

/** A missing page's button searches for the words of its address. */
function searchForLost() {
  const link = one("[data-lost-search]");
  link?.addEventListener("click", (event) => {
    if (openSearch(new URL(link.href).searchParams.get("q") ?? "")) event.preventDefault();
  });
}

/** Open the header's search with `words` in it; false where the page has none. */
function openSearch(words) {
  const field = one(".md-search__input");
  const toggle = document.getElementById("__search");
  if (!field || !toggle) return false;
  if (!toggle.checked) toggle.click();
  field.focus();
  field.value = words;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  return true;
}

/** Home's field hands what is typed to the header's search, which opens in its place. */
function searchFromHome() {
  const field = one("[data-search-home] input");
  const toggle = document.getElementById("__search");
  if (!field || !one(".md-search__input")) return;
  const hand = (event) => {
    if (!openSearch(field.value)) return;
    event?.preventDefault();
    field.value = "";
  };
  field.addEventListener("input", hand);
  field.addEventListener("click", hand);
  field.form.addEventListener("submit", hand);
  // What was typed before this script had arrived.
  if (field.value) hand();
  // The header's own field isn't seen until it opens; the theme's keys open it, Tab passes it by.
  const other = one(".md-search__input");
  const wide = matchMedia("(min-width: 60em)");
  const pass = () => { other.tabIndex = wide.matches && !toggle.checked ? -1 : 0; };
  wide.addEventListener("change", pass);
  pass();
  let escaped = false;
  addEventListener("keydown", (event) => { escaped = event.key === "Escape"; }, true);
  const root = document.documentElement;
  const moved = () => {
    pass();
    const row = field.closest(".wp-search__row").getBoundingClientRect();
    const start = getComputedStyle(field).direction === "rtl" ? root.clientWidth - row.right : row.left;
    root.classList.toggle("wp-find-here", toggle.checked);
    root.style.setProperty("--wp-find-top", `${Math.max(row.top, 8)}px`);
    root.style.setProperty("--wp-find-start", `${start}px`);
    root.style.setProperty("--wp-find-size", `${row.width}px`);
    // After a tap, focus would only bring the keyboard back.
    if (!toggle.checked && escaped) field.focus({ preventScroll: true });
    escaped = false;
  };
  toggle.addEventListener("change", moved);
  if (toggle.checked) moved();
}

/** An answer given on home goes along in the address, in the form in which tree.mjs keeps answers. */
function carryFirstAnswer() {
  for (const step of all("[data-tree-start] [data-question]")) {
    for (const link of all("a[data-choice]", step)) {
      const answer = new URLSearchParams([[step.dataset.question, link.dataset.value]]);
      link.href += `${link.hash ? "" : "#"}?${answer}`;
    }
  }
}

/** On a phone, Back closes an open search or menu before it leaves the page. */
function closeOnBack() {
  const covers = { __search: "(max-width: 59.984em)", __drawer: "(max-width: 76.234em)" };
  for (const [id, size] of Object.entries(covers)) {
    const toggle = document.getElementById(id);
    if (!toggle) continue;
    const ours = () => history.state?.wpOpen === id;
    toggle.addEventListener("change", () => {
      if (!toggle.checked) {
        if (ours()) history.back();
      } else if (!ours() && matchMedia(size).matches) history.pushState({ ...history.state, wpOpen: id }, "");
    });
    addEventListener("popstate", () => { if (toggle.checked !== ours()) toggle.click(); });
  }
  // A page chosen in the menu takes the menu's place.
  one(".md-sidebar--primary")?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || history.state?.wpOpen !== "__drawer" || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(link.href);
  });
}

/** The header's buttons open the menu and the search; Escape closes them and gives focus back. */
function toggles() {
  const opened = { __drawer: ".md-sidebar--primary a", __search: ".md-search__input" };
  for (const button of all("[data-wp-toggle]")) {
    const toggle = document.getElementById(button.dataset.wpToggle);
    if (!toggle) continue;
    let byUs = false;
    button.addEventListener("click", () => { byUs = true; toggle.click(); });
    toggle.addEventListener("change", () => {
      button.setAttribute("aria-expanded", String(toggle.checked));
      if (toggle.checked) {
        const first = all(opened[toggle.id]).find((part) => part.checkVisibility?.() ?? true);
        const before = document.activeElement;
        // Focus waits for the opening to be seen. Who has gone on meanwhile isn't called back.
        setTimeout(() => { if (document.activeElement === before) first?.focus(); }, 50);
      } else if (byUs) {
        byUs = false;
        button.focus();
      }
    });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && toggle.checked && toggle.id === "__drawer") toggle.click();
    });
  }
  for (const toggle of all(".md-toggle[data-md-toggle]")) toggle.tabIndex = -1;
}

/** Buttons above a diagram draw it larger and smaller; it is moved by scrolling. */
function zoomDiagrams() {
  for (const button of all("[data-zoom]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const drawn = one("svg.wp-diagram", button.parentElement.nextElementSibling);
      drawn.style.width = `${drawn.getBoundingClientRect().width * button.dataset.zoom}px`;
    });
  }
}

/** Say something to readers of the screen. */
function announce(words) {
  let status = document.getElementById("wp-status");
  if (!status) {
    status = document.createElement("p");
    status.id = "wp-status";
    status.className = "wp-said";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  status.textContent = words;
}

seeKeys();
toggles();
closeOnBack();
showOverdue();
keepStep();
copyButtons();
sendToSelf();
tickSteps();
unfold();
explainTerms();
askFeedback();
searchForLost();
searchFromHome();
carryFirstAnswer();
zoomDiagrams();
