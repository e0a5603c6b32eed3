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

const BAND = /^(-?[\d.]*)\.\.(-?[\d.]*)$/;

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

/** The number that an answer stands for: days for dates, counted as the step counts them. */
function asNumber(answer, step) {
  const text = answer.trim();
  if (step.dataset.kind === "date") return asDay(text);
  return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : NaN;
}

function asDay(text) {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const time = Date.UTC(year, month - 1, day);
  const same = new Date(time).toISOString?.call(new Date(time || 0)).slice(0, 10) === text;
  return same ? time / 86400000 : NaN;
}

/** Today as a day number, by the reader's own calendar. */
function today() {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86400000;
}

/** A bound of a link: a number, an ISO date, or days from today (`today-5`). */
function bound(text, missing) {
  if (text === undefined || text === "") return missing;
  const relative = /^today([+-]\d+)?$/.exec(text);
  if (relative) return today() + Number(relative[1] ?? 0);
  return /^\d{4}-/.test(text) ? asDay(text) : Number(text);
}

const low = (link) => bound(link.dataset.low, -Infinity);
const high = (link) => bound(link.dataset.high, Infinity);

/** The choice of `step` that `answer` takes, if it takes one. */
function choiceFor(step, answer) {
  const links = [...step.querySelectorAll("a[data-choice]")];
  if (answer === undefined) return undefined;
  const named = links.find((link) => link.dataset.value === answer);
  if (named) return named;
  const band = BAND.exec(answer);
  if (band) {
    const [least, most] = [band[1] === "" ? -Infinity : +band[1], band[2] === "" ? Infinity : +band[2]];
    return links.find((link) => isRange(link) && low(link) <= least && most <= high(link));
  }
  const number = asNumber(answer, step);
  return Number.isNaN(number)
    ? undefined
    : links.find((link) => isRange(link) && low(link) <= number && number <= high(link));
}

const isRange = (link) => "low" in link.dataset || "high" in link.dataset;

class Tree {
  constructor(root) {
    this.root = root;
    this.steps = new Map();
    for (const step of root.querySelectorAll("[data-step]")) this.steps.set(step.id, step);
    this.first = root.querySelector("[data-step]");
    this.trail = document.createElement("ol");
    this.trail.className = "wp-trail";
    this.trail.setAttribute("aria-label", "Your answers");
    this.title = document.title;
    root.prepend(this.trail);
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("submit", (event) => this.typed(event));
    for (const field of root.querySelectorAll("[data-field]")) this.openField(field);
    addEventListener("hashchange", () => this.show(true));
    this.show(false);
  }

  get names() {
    return { tree: this.root.dataset.tree, hash: this.root.dataset.hash };
  }

  tell(event, about) {
    const detail = { ...this.names, ...about };
    this.root.dispatchEvent(new CustomEvent(`waypost:${event}`, { bubbles: true, detail }));
  }

  /** Walk the answers from the start: the steps passed, and the place they lead to. */
  walk(answers, until) {
    const passed = [];
    let step = this.first;
    while (step && step.id !== until) {
      const link = choiceFor(step, answers.get(step.dataset.question));
      if (!link) break;
      passed.push({ step, link, answer: answers.get(step.dataset.question) });
      const next = this.target(link);
      if (!next) return { passed, outcome: link };
      step = next;
    }
    return { passed, step };
  }

  /** The step that a link leads to; none where it leads to an outcome's page. */
  target(link) {
    const url = new URL(link.href, location.href);
    return url.pathname === location.pathname ? this.steps.get(decode(url.hash.slice(1))) : undefined;
  }

  /** Show the place that the address names. */
  show(moved) {
    const { step: id, answers } = readPlace(location.hash);
    const step = this.steps.get(id) ?? (id && moved ? null : this.first);
    if (!step) return;
    this.answers = answers;
    for (const other of this.steps.values()) other.hidden = other !== step;
    const walked = this.walk(answers, step.id);
    this.list(walked.step === step ? walked.passed : []);
    const field = step.querySelector("[data-field] input");
    const answer = answers.get(step.dataset.question);
    if (field && answer && !BAND.test(answer)) field.value = answer;
    const heading = step.querySelector("h2");
    if (moved || id) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      if (moved) this.root.scrollIntoView({ block: "nearest" });
    }
    document.title = id ? `${heading.textContent.trim()} - ${this.title}` : this.title;
    this.tell("step", { step: step.id });
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
      change.textContent = "Change";
      change.setAttribute("aria-label", `Change: ${ask}`);
      change.href = writePlace(step.id, this.answers);
      change.addEventListener("click", () => this.tell("change", { step: step.id }));
      item.append(question, said, change);
      return item;
    }));
    this.trail.hidden = !passed.length;
  }

  clicked(event) {
    const plain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const link = event.target.closest("a[data-choice]");
    if (!link || !plain) return;
    event.preventDefault();
    this.take(link, link.dataset.value ?? "");
  }

  /** Take a choice: keep the answer, then replay the later ones that still hold. */
  take(link, answer) {
    const step = link.closest("[data-step]");
    const answers = new Map(this.answers);
    answers.delete(step.dataset.question);
    answers.set(step.dataset.question, answer);
    this.tell("choice", { step: step.id });
    const next = this.target(link);
    const to = next ? this.onward(next, answers) : { outcome: link };
    if (to.outcome) {
      const url = new URL(to.outcome.href, location.href);
      location.href = url.href.split("#")[0] + writePlace(url.hash.slice(1), answers);
    } else {
      location.hash = writePlace(to.step.id, answers);
    }
  }

  onward(step, answers) {
    const seen = new Set();
    while (!seen.has(step.id)) {
      seen.add(step.id);
      const link = choiceFor(step, answers.get(step.dataset.question));
      if (!link) break;
      const next = this.target(link);
      if (!next) return { outcome: link };
      step = next;
    }
    return { step };
  }

  openField(form) {
    form.hidden = false;
    const input = form.querySelector("input");
    for (const side of ["min", "max"]) {
      const text = form.dataset[side];
      if (input.type === "date" && text) {
        input[side] = new Date(bound(text) * 86400000).toISOString().slice(0, 10);
      }
    }
  }

  /** A typed answer picks one of the links; what fits none is said beside the field. */
  typed(event) {
    const form = event.target.closest("[data-field]");
    if (!form) return;
    event.preventDefault();
    const step = form.closest("[data-step]");
    const input = form.querySelector("input");
    const wrong = fault(form, input, asNumber(input.value, step));
    const link = wrong ? undefined : choiceFor(step, input.value.trim());
    const error = form.querySelector("[data-error]");
    error.textContent = wrong || (link ? "" : "No answer is known for this. Check what you typed.");
    input.removeAttribute("aria-invalid");
    if (link) return this.take(link, input.value.trim());
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }
}

/** What is wrong with a typed answer, in words; empty where nothing is. */
function fault(form, input, number) {
  const { min, max, step } = form.dataset;
  const date = input.type === "date";
  if (!input.value.trim()) return date ? "Choose a date." : "Type a number.";
  if (Number.isNaN(number)) return date ? "Choose a real date." : "Type a number, in digits only.";
  if (!date && step && Number.isInteger(+step) && !Number.isInteger(number)) return "Type a whole number.";
  const word = (text) => (date ? (text.startsWith("today") ? "today" : text) : text);
  if (min && number < bound(min)) return `It can't be ${date ? "before" : "less than"} ${word(min)}.`;
  if (max && number > bound(max)) return `It can't be ${date ? "after" : "more than"} ${word(max)}.`;
  return "";
}

/** An answer as its reader gave it. */
function spoken(step, link, answer) {
  if (link.dataset.value === answer || BAND.test(answer)) return link.textContent.trim();
  const unit = step.querySelector("[data-field]")?.dataset.unit;
  return unit ? `${answer} ${unit}` : answer;
}

/** An outcome's page: the reader's answers out of the address, each with a way to change it. */
function showOutcome(root) {
  const { step: variant, answers } = readPlace(location.hash);
  const { tree, hash, back, outcome } = root.dataset;
  const variants = [...root.querySelectorAll("[data-variant]")];
  const chosen = variants.find((part) => part.id === variant);
  if (chosen) for (const part of variants) part.hidden = part !== chosen;
  const box = root.querySelector("[data-answers]");
  const questions = JSON.parse(root.querySelector("[data-questions]")?.textContent ?? "{}");
  const list = document.createElement("ol");
  list.className = "wp-trail";
  for (const [id, answer] of answers) {
    const question = questions[id];
    if (!question) continue;
    const item = document.createElement("li");
    const asked = document.createElement("span");
    const said = document.createElement("strong");
    const change = document.createElement("a");
    asked.textContent = question.ask;
    said.textContent = question.labels[answer] ?? (question.unit ? `${answer} ${question.unit}` : answer);
    change.textContent = "Change";
    change.setAttribute("aria-label", `Change: ${question.ask}`);
    change.href = back + writePlace(question.step, answers);
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
