// Shows a decision tree one step at a time. It evaluates nothing: which answer leads where was
// settled when the tree was compiled, and stands on the page as links. Script picks among them,
// remembers the answers in the address (`#STEP?question=answer&…`), and replays them.
//
// Events (they bubble; none carries what was typed):
//   waypost:step     a step is shown      {tree, hash, step}
//   waypost:choice   a choice was made    {tree, hash, step}
//   waypost:change   "Change" was taken   {tree, hash, step}
//   waypost:outcome  an outcome is shown  {tree, hash, outcome}
//
//   document.addEventListener("waypost:outcome", ({ detail }) => {
//     navigator.sendBeacon("/events", JSON.stringify(detail));
//   });

/** Our messages in the page's language, by their English; a page in English has none. */
const words = JSON.parse(globalThis.document?.querySelector("[data-words]")?.dataset.words ?? "{}");

/** A message with its values, each of which keeps its own direction. */
function gettext(message, values = {}) {
  const value = (all, name) => (globalThis.document?.dir === "rtl" ? `\u2068${values[name]}\u2069` : values[name]);
  return (words[message] ?? message).replace(/%\((\w+)\)s/g, value);
}

/** The place and the answers that an address's fragment holds. */
export function readPlace(fragment) {
  const text = fragment.replace(/^#/, "");
  const cut = text.indexOf("?");
  const step = decode(cut < 0 ? text : text.slice(0, cut));
  const answers = new Map(cut < 0 ? [] : new URLSearchParams(text.slice(cut + 1)));
  return { step, answers };
}

/** The fragment for a place and answers. */
export function writePlace(step, answers) {
  const words = new URLSearchParams([...answers]).toString();
  return `#${encodeURIComponent(step)}${words ? `?${words}` : ""}`;
}

function decode(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

/** The number of a day, or NaN where `text` isn't a real one in the form YYYY-MM-DD. */
function asDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return NaN;
  const time = Date.parse(`${text}T00:00:00Z`);
  const real = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
  return real ? time / 86400000 : NaN;
}

/** A day's number in the form YYYY-MM-DD. */
function asText(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}

/** Today as the number of a day, by the reader's own calendar. */
function today() {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86400000;
}

const SCRIPTS = ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"];
const SIGNS = { "\u2212": "-", "\uff0d": "-", "\u2019": "'", "\u066c": "'", "\uff0c": ",", "\uff0e": "." };
const PLAIN = /^(-?)(\d{1,30})(?:[.,\u066b](\d{1,30}))?$/;
const GROUPED = /^(-?)([1-9]\d{0,2}(?:([ ,.'])\d{3})(?:\3\d{3}){0,9})(?:(?!\3)[.,\u066b](\d{1,30}))?$/;

/** The numbers that a typed text can mean, each in a form that means it alone; none where it is
 *  none. The same rules as in `waypost walk`: "2,000" means two numbers, but where the page's
 *  language leaves no doubt: `decimals` and `groups` are the signs that it has for one thing alone. */
export function readNumbers(text, { decimals = "", groups = "" } = {}) {
  const typed = text.trim()
    .replace(/[٠-٩۰-۹０-９]/g, (digit) => SCRIPTS.map((all) => all.indexOf(digit)).find((at) => at >= 0))
    .replace(/[\u2212\uff0d\u2019\u066c\uff0c\uff0e]/g, (sign) => SIGNS[sign])
    .replace(/[\u00a0\u2009\u202f\u3000]/g, " ");
  let grouped = GROUPED.exec(typed);
  let plain = PLAIN.exec(typed);
  if (grouped && plain) {
    if (decimals.includes(grouped[3])) grouped = null;
    else if (groups.includes(grouped[3])) plain = null;
  }
  return [
    ...(grouped ? [written(grouped[1], grouped[2].replace(/\D/g, ""), grouped[4])] : []),
    ...(plain ? [written(plain[1], plain[2], plain[3])] : []),
  ];
}

function written(sign, digits, rest = "") {
  const whole = digits.replace(/^0+(?=.)/, "");
  const decimals = rest.replace(/0+$/, "");
  if (!decimals) return whole === "0" ? "0" : sign + whole;
  // Three decimals after up to three digits would look like a group of thousands.
  const padded = decimals.length === 3 && whole !== "0" && whole.length <= 3 ? `${decimals}0` : decimals;
  return `${sign}${whole}.${padded}`;
}

/** What a typed text can mean: numbers, or a day in the form YYYY-MM-DD. */
export function readTyped(text, kind, signs) {
  if (kind !== "date") return readNumbers(text, signs);
  return Number.isNaN(asDay(text.trim())) ? [] : [text.trim()];
}

/** The one answer that `text` gives to a question, in range; undefined where it is none.
 *  `question` has `kind`, and `min`, `max` and `by` of its field. */
function typedAnswer(question, text) {
  const meanings = readTyped(text, question.kind, question);
  return meanings.length === 1 && !fault(question, meanings[0]) ? meanings[0] : undefined;
}

/** A step's question, as an outcome's page has it in its data. */
function questionOf(step) {
  const field = step.querySelector("[data-field]")?.dataset ?? {};
  return { ...field, forms: JSON.parse(field.forms ?? "{}"), kind: step.dataset.kind };
}

/** The bands of `number:0..5` or `ago:..5,between.bought:0..15`; null where it is none. */
export function readBands(text) {
  if (text === "any" || text === "") return [];
  const bands = text.split(",").map((part) => /^(number|day|ago|between)(?:\.([\w-]+))?:(.*)\.\.(.*)$/.exec(part));
  if (bands.includes(null)) return null;
  return bands.map(([, kind, other = "", least, most]) => {
    const end = (word, none) => (word === "" ? none : kind === "day" ? asDay(word) : Number(word));
    return { kind, other, low: end(least, -Infinity), high: end(most, Infinity) };
  });
}

/** Where a typed answer stands in a band's own measure; NaN where that can't be known. */
function measure(band, number, answers) {
  if (band.kind === "ago") return today() - number;
  if (band.kind === "between") return number - asDay(answers.get(band.other) ?? "");
  return number;
}

/** The choice of `step` that `answer` takes, if it takes one. */
function choiceFor(step, answer, answers) {
  if (answer === undefined) return undefined;
  const links = [...step.querySelectorAll("a[data-choice]")];
  const named = links.find((link) => link.dataset.value === answer);
  if (named || step.dataset.kind === "choice") return named;
  const given = readBands(answer);
  const typed = given ? undefined : typedAnswer(questionOf(step), answer);
  if (!given && typed === undefined) return undefined;
  const number = step.dataset.kind === "date" ? asDay(typed ?? "") : Number(typed);
  const within = (band) => (given
    ? given.some((each) => each.kind === band.kind && each.other === band.other
      && band.low <= each.low && each.high <= band.high)
    : inBand(band, measure(band, number, answers)));
  return links.find((link) => (readBands(link.dataset.when) ?? []).every(within));
}

const inBand = (band, number) => band.low <= number && number <= band.high;

/** The step among `steps` that a link of the tree's `page` leads to; none where it leads to an
 *  outcome's page. */
function stepOf(link, steps, page) {
  const url = new URL(link.getAttribute("href"), page);
  return url.pathname === new URL(page).pathname ? steps.get(decode(url.hash.slice(1))) : undefined;
}

/** Follow answers from `step` on: the steps passed, and the step or outcome they lead to. */
function follow(step, answers, target, until) {
  const passed = [];
  const seen = new Set();
  while (step && step.id !== until && !seen.has(step)) {
    seen.add(step);
    const answer = answers.get(step.dataset.question);
    const link = choiceFor(step, answer, answers);
    if (!link) break;
    passed.push({ step, link, answer });
    const next = target(link);
    if (!next) return { passed, outcome: link };
    step = next;
  }
  return { passed, step };
}

class Tree {
  constructor(root) {
    this.root = root;
    this.steps = new Map();
    for (const step of root.querySelectorAll("[data-step]")) this.steps.set(step.id, step);
    this.first = root.querySelector("[data-step]");
    this.trail = document.createElement("ol");
    this.trail.className = "wp-trail";
    this.trail.setAttribute("aria-label", gettext("Your answers"));
    this.title = document.title;
    root.prepend(this.trail);
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("submit", (event) => this.typed(event));
    // What is typed outlives a reload, and Back from elsewhere.
    root.addEventListener("input", ({ target }) => {
      history.replaceState({ ...history.state, typed: target.value }, "");
    });
    for (const field of root.querySelectorAll("[data-field]")) this.openField(field);
    addEventListener("hashchange", () => this.moved());
    this.show(false);
  }

  get names() {
    return { tree: this.root.dataset.tree, hash: this.root.dataset.hash };
  }

  tell(event, about) {
    const detail = { ...this.names, ...about };
    this.root.dispatchEvent(new CustomEvent(`waypost:${event}`, { bubbles: true, detail }));
  }

  /** The step that a link leads to; none where it leads to an outcome's page. */
  target(link) {
    return stepOf(link, this.steps, location.href);
  }

  /** Go to a place on this page. It is shown at once: the browser tells of the new address later,
   *  and what a reader types or presses in between would still meet the old step. */
  go(place) {
    location.hash = place;
    this.moved();
  }

  /** The address may have changed. */
  moved() {
    if (location.hash !== this.shown) this.show(true);
  }

  /** Show the place that the address names. */
  show(moved) {
    this.shown = location.hash;
    const { step: id, answers } = readPlace(this.shown);
    if (!id && answers.size) return this.leadOn(answers);
    const step = this.steps.get(id) ?? (id && moved ? null : this.first);
    if (!step) return;
    this.answers = answers;
    for (const other of this.steps.values()) other.hidden = other !== step;
    const walked = follow(this.first, answers, (link) => this.target(link), step.id);
    this.list(walked.step === step ? walked.passed : []);
    for (const again of this.root.querySelectorAll("[data-again]")) again.hidden = step === this.first;
    const field = step.querySelector("[data-field] input");
    const answer = answers.get(step.dataset.question);
    if (field) field.value = history.state?.typed ?? typedAnswer(questionOf(step), answer ?? "") ?? "";
    const taken = choiceFor(step, answer, answers);
    for (const link of step.querySelectorAll("a[data-choice]")) {
      if (link === taken) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const heading = step.querySelector("h2");
    if (moved || id) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      this.root.scrollIntoView({ block: moved ? "start" : "nearest" });
    }
    document.title = id ? `${heading.textContent.trim()} - ${this.title}` : this.title;
    this.tell("step", { step: step.id });
  }

  /** An address with answers and no step: go where they lead. */
  leadOn(answers) {
    const to = follow(this.first, answers, (link) => this.target(link));
    const place = to.outcome ? atOutcome(to.outcome, answers, location.href) : writePlace(to.step.id, answers);
    location.replace(place);
    this.moved();
  }

  /** The reader's answers, each with a way to change it. */
  list(passed) {
    this.trail.replaceChildren(...passed.map(({ step, link, answer }) => {
      const item = document.createElement("li");
      const question = document.createElement("span");
      const said = document.createElement("strong");
      const change = document.createElement("a");
      const ask = step.querySelector("h2").textContent.trim();
      question.textContent = ask;
      said.textContent = spoken(step, link, answer);
      change.textContent = gettext("Change");
      change.setAttribute("aria-label", gettext("Change: %(question)s", { question: ask }));
      change.href = writePlace(step.id, this.answers);
      change.addEventListener("click", () => this.tell("change", { step: step.id }));
      item.append(question, said, change);
      return item;
    }));
    this.trail.hidden = !passed.length;
  }

  clicked(event) {
    const plain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const link = event.target.closest("a[data-choice], a[href^='#']");
    if (!link || !plain) return;
    event.preventDefault();
    if (!link.matches("[data-choice]")) return this.go(link.getAttribute("href"));
    // The second half of a double click would answer the question that has just appeared.
    if (event.detail > 1) return;
    this.take(link, link.dataset.value ?? "");
  }

  /** Take a choice: keep the answer, then replay the later ones that still hold. */
  take(link, answer) {
    const step = link.closest("[data-step]");
    const answers = new Map(this.answers);
    answers.set(step.dataset.question, answer);
    this.tell("choice", { step: step.id });
    const next = this.target(link);
    const to = next ? follow(next, answers, (each) => this.target(each)) : { outcome: link };
    if (to.outcome) {
      location.href = atOutcome(to.outcome, answers, location.href);
    } else {
      this.go(writePlace(to.step.id, answers));
    }
  }

  openField(form) {
    form.hidden = false;
    const input = form.querySelector("input");
    if (input.type !== "date") return;
    for (const side of ["min", "max"]) {
      const day = bound(form.dataset[side], true, side === "min" ? Math.max : Math.min);
      if (!Number.isNaN(day)) input[side] = asText(day);
    }
  }

  /** A typed answer picks one of the links; what fits none is said beside the field. */
  typed(event) {
    const form = event.target.closest("[data-field]");
    if (!form) return;
    event.preventDefault();
    const step = form.closest("[data-step]");
    const input = form.querySelector("input");
    const question = questionOf(step);
    const meanings = readTyped(input.value, question.kind, question);
    const fitting = meanings.filter((each) => !fault(question, each));
    const wrong = fitting.length ? "" : fault(question, meanings[0], input.value);
    const meant = meanings.length === 1 ? fitting[0] : undefined;
    const link = meant === undefined ? undefined : choiceFor(step, meant, this.answers);
    form.querySelector("[data-meanings]")?.remove();
    input.removeAttribute("aria-invalid");
    if (link) {
      // With the answer in this step's address, the browser's Back finds the field as it was left.
      const here = writePlace(step.id, new Map(this.answers).set(step.dataset.question, meant));
      history.replaceState(history.state, "", here);
      this.shown = location.hash;
      return this.take(link, meant);
    }
    const error = form.querySelector("[data-error]");
    if (!wrong && meanings.length > 1) {
      const named = fitting.map((each) => withUnit(each, question));
      const numbers = new Intl.ListFormat(language(), { type: "disjunction" }).format(named);
      error.textContent = gettext("That can be read in two ways. Did you mean %(numbers)s?", { numbers });
      error.after(this.meanings(form, fitting, named));
    } else {
      error.textContent = wrong || gettext("Pick what fits from the list below.");
    }
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }

  /** A button for each number that was perhaps meant. */
  meanings(form, numbers, named) {
    const row = document.createElement("div");
    row.className = "wp-field__row";
    row.dataset.meanings = "";
    row.append(...numbers.map((number, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "wp-button";
      button.textContent = named[at];
      button.addEventListener("click", () => {
        form.querySelector("input").value = number;
        form.requestSubmit();
      });
      return button;
    }));
    return row;
  }
}

/** What is wrong with an answer, in words; empty where nothing is. */
function fault(question, answer, typed = answer) {
  const { kind, min, max, by } = question;
  const date = kind === "date";
  if (!typed?.trim()) return date ? gettext("Choose a date.") : gettext("Type a number.");
  if (answer === undefined) {
    return date ? gettext("Choose a real date.") : gettext("Type a number, in digits only.");
  }
  const number = date ? asDay(answer) : Number(answer);
  if (!date && by && !onScale(answer, min || "0", by)) {
    if (Number.isInteger(Number(by)) && !Number.isInteger(number) && Number.isInteger(Number(min))) {
      return gettext("Type a whole number.");
    }
    const [step, first] = [by, min || "0"].map((each) => sayNumber(each, question));
    return min
      ? gettext("It goes in steps of %(step)s from %(first)s on.", { step, first })
      : gettext("It goes in steps of %(step)s.", { step });
  }
  const [least, most] = [bound(min, date, Math.max), bound(max, date, Math.min)];
  const isToday = (day, end) => day === today() && end.includes("today");
  if (number < least) {
    if (!date) return gettext("It can’t be less than %(number)s.", { number: sayNumber(min, question) });
    if (isToday(least, min)) return gettext("It can’t be before today.");
    return gettext("It can’t be before %(day)s.", { day: sayDay(asText(least)) });
  }
  if (number > most) {
    if (!date) return gettext("It can’t be more than %(number)s.", { number: sayNumber(max, question) });
    if (isToday(most, max)) return gettext("It can’t be after today.");
    return gettext("It can’t be after %(day)s.", { day: sayDay(asText(most)) });
  }
  return "";
}

/** Whether a number is a whole count of steps away from the first; exact, whatever its length. */
function onScale(number, first, by) {
  const [one, other, step] = [number, first, by].map((text) => {
    const [whole, decimals = ""] = text.split(".");
    return BigInt(whole + decimals.padEnd(30, "0"));
  });
  return (one - other) % step === 0n;
}

/** The page's language, and English where the browser doesn't know it. */
function language() {
  const tag = globalThis.document?.documentElement.lang || "en";
  try { return [...Intl.getCanonicalLocales(tag), "en-001"]; } catch { return ["en-001"]; }
}

/** A number as the language writes it. Without a unit it may be a year, and isn't parted into
 *  groups. What Python says by core/cldr.py is said alike: tests/trees/said.json holds both. */
export function sayNumber(number, { forms = {}, digits = 0 } = {}, languages = language()) {
  const decimals = number.split(".")[1]?.replace(/0+$/, "").length ?? 0;
  const least = Math.min(Math.max(decimals, Number(digits)), 20);
  const form = {
    numberingSystem: "latn",
    useGrouping: forms.other ? "always" : false,
    minimumFractionDigits: least,
    maximumFractionDigits: least,
  };
  return new Intl.NumberFormat(languages, form).format(number);
}

/** A number and its unit, in the forms that the page brings; a minus stands before a currency. */
export function withUnit(number, question, languages = language()) {
  const size = sayNumber(number.replace("-", ""), question, languages);
  const { forms } = question;
  const form = forms[new Intl.PluralRules(languages).select(Number(number))] ?? forms.other ?? "{}";
  return sayNumber(number, question, languages).replace(size, "") + form.replace("{}", size);
}

/** A day as the language writes it; English without a region is that of the world. */
export function sayDay(day, [first, ...others] = language()) {
  const languages = [first === "en" ? "en-001" : first, ...others];
  const form = { dateStyle: "long", timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" };
  return new Intl.DateTimeFormat(languages, form).format(asDay(day) * 86400000);
}

/** An answer that a reader typed, in words. */
function sayTyped(answer, question) {
  return question.kind === "date" ? sayDay(answer) : withUnit(answer, question);
}

/** An end of what may be typed; NaN, which nothing is less or more than, where there is none. */
function bound(text, date, tightest) {
  if (!text) return NaN;
  if (!date) return Number(text);
  return tightest(...text.split(" ").map((word) => (word === "today" ? today() : asDay(word))));
}

/** An answer as its reader gave it. */
function spoken(step, link, answer) {
  const question = questionOf(step);
  const typed = link.dataset.value === answer ? undefined : typedAnswer(question, answer);
  if (typed === undefined) return link.textContent.trim();
  return sayTyped(typed, question);
}

/** An answer to a question of an outcome's page, in words; undefined where the tree knows none
 *  such. Any words can stand in an address, and the page must not repeat them as its own. */
function known(question, answer) {
  if (Object.hasOwn(question.labels, answer)) return question.labels[answer];
  if (question.kind === "choice") return undefined;
  const typed = typedAnswer(question, answer);
  return typed === undefined ? undefined : sayTyped(typed, question);
}

/** The address of an outcome's page, reached by a link of `page`, with the answers. */
function atOutcome(link, answers, page) {
  const url = new URL(link.getAttribute("href"), page);
  return url.href.split("#")[0] + writePlace(url.hash.slice(1), answers);
}

/** Follow the answers on the tree's own page, which has the links, and tell where they lead; the
 *  notice for readers without answers stays where they don't lead here, or nobody can tell. */
async function checkOutcome(root, answers, notice) {
  const page = new URL(root.dataset.back, location.href).href;
  const link = notice.querySelector("[data-way]");
  link.href = page + writePlace("", answers);
  // Opened from a folder, no page may load another.
  const loads = page.startsWith("http") ? fetch(page) : Promise.reject();
  const tree = await loads.then((got) => (got.ok ? got.text() : "")).catch(() => "");
  const all = new DOMParser().parseFromString(tree, "text/html").querySelectorAll("[data-tree-steps] [data-step]");
  const steps = new Map([...all].map((step) => [step.id, step]));
  if (!steps.size) {
    notice.hidden = false;
    return;
  }
  const to = follow(all[0], answers, (each) => stepOf(each, steps, page));
  const place = to.outcome ? new URL(atOutcome(to.outcome, answers, page)) : undefined;
  if (place?.pathname === location.pathname) {
    showVariant(root, readPlace(place.hash).step);
    for (const { step, answer } of to.passed) fillIn(root, step, answer);
    goOnFrom(root, to.passed.map(({ step }) => step.id));
    const asked = to.passed.map(({ step }) => step.dataset.question);
    for (const item of root.querySelectorAll("[data-answers] [data-asked]")) {
      if (!asked.includes(item.dataset.asked)) item.remove();
    }
    return;
  }
  const title = notice.querySelector("h2");
  title.textContent = place
    ? gettext("Your answers lead to something else")
    : gettext("Your answers don’t lead here yet");
  link.textContent = place
    ? gettext("See what holds for your answers")
    : gettext("Answer the next question");
  link.href = place?.href ?? page + writePlace(to.step.id, answers);
  title.after(link.closest("p"));
  notice.querySelector("[data-others]")?.removeAttribute("hidden");
  notice.hidden = false;
}

/** What a reader typed, in the place of the band that the outcome's text names. */
function fillIn(root, step, answer) {
  const typed = step.dataset.kind === "choice" ? undefined : typedAnswer(questionOf(step), answer);
  if (typed === undefined) return;
  const said = sayTyped(typed, questionOf(step));
  for (const place of root.querySelectorAll("[data-answer]")) {
    if (place.dataset.answer !== step.dataset.question) continue;
    place.textContent = said;
  }
}

/** Of the steps to go on from, show the one that the reader has passed. */
function goOnFrom(root, passed) {
  const steps = [...root.querySelectorAll("[data-onward]")];
  const asked = steps.filter((step) => passed.includes(step.dataset.onward));
  if (asked.length) for (const step of steps) step.hidden = !asked.includes(step);
}

/** The choices after an outcome carry the answers so far on. */
function carryAnswers(root, answers) {
  for (const link of root.querySelectorAll("[data-onward] a[data-choice]")) {
    const { question } = link.closest("[data-onward]").dataset;
    const next = new Map(answers).set(question, link.dataset.value);
    link.href = atOutcome(link, next, location.href);
  }
}

function showVariant(root, id) {
  const variants = [...root.querySelectorAll("[data-variant]")];
  const chosen = variants.find((part) => part.id === id);
  if (!chosen) return;
  for (const part of variants) part.hidden = part !== chosen;
  const condition = chosen.querySelector("[data-condition]");
  if (condition) condition.hidden = true;
}

/** An outcome's page: the reader's answers out of the address, each with a way to change it. */
function showOutcome(root) {
  const { step: variant, answers } = readPlace(location.hash);
  const { tree, hash, back, outcome } = root.dataset;
  showVariant(root, variant);
  carryAnswers(root, answers);
  const notice = root.querySelector("[data-holds-for]");
  if (notice && answers.size) {
    notice.hidden = true;
    checkOutcome(root, answers, notice);
  }
  const box = root.querySelector("[data-answers]");
  const questions = JSON.parse(root.querySelector("[data-questions]")?.textContent ?? "{}");
  const list = document.createElement("ol");
  list.className = "wp-trail";
  for (const [id, answer] of answers) {
    const question = Object.hasOwn(questions, id) ? questions[id] : undefined;
    const words = question && known(question, answer);
    if (words === undefined) continue;
    const item = document.createElement("li");
    const asked = document.createElement("span");
    const said = document.createElement("strong");
    const change = document.createElement("a");
    item.dataset.asked = id;
    asked.textContent = question.ask;
    said.textContent = words;
    change.textContent = gettext("Change");
    change.setAttribute("aria-label", gettext("Change: %(question)s", { question: question.ask }));
    change.href = back + writePlace(question.step, answers);
    change.addEventListener("click", () => {
      const about = { tree, hash, step: question.step };
      root.dispatchEvent(new CustomEvent("waypost:change", { bubbles: true, detail: about }));
    });
    item.append(asked, said, change);
    list.append(item);
  }
  if (box && list.children.length) {
    box.append(list);
    box.hidden = false;
  }
  const detail = { tree, hash, outcome };
  root.dispatchEvent(new CustomEvent("waypost:outcome", { bubbles: true, detail }));
}

if (typeof document !== "undefined") {
  for (const root of document.querySelectorAll("[data-tree-steps]")) new Tree(root);
  for (const root of document.querySelectorAll("[data-outcome]")) showOutcome(root);
}
