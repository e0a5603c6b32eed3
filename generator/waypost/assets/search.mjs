// The search engine: ranks a knowledge base's entries for a reader's words. No DOM, no network.

export const VERSION = 3;
const KINDS = ["faq", "policy", "guide", "tree", "outcome"];
const MAX_TERMS = 64;
const MAX_CHARS = 10000;
const FLOOR = 0.25; // a likeness of words below this counts for nothing
const TRANSLATED = 0.6; // how much it counts where words have the vectors of English ones

// ---- words: the same as search/tokenizer.py -----------------------------------------------------

const SPACELESS =
  /[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/u;
const RUNS =
  /[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[^\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/gu;

/** The words of `text`: lower case, apostrophes closed up, soft hyphens left out; scripts without spaces in pairs, Chinese and Japanese in single letters too. */
export function tokens(text) {
  const plain = text.normalize("NFKC").toLowerCase().replace(/\u00ad/g, "").replace(/[’ʼ]/g, "'").replace(/i\u0307/g, "i");
  const found = plain.replace(ELIDED, "").replace(/([\p{L}\p{N}])'(?=[\p{L}\p{N}])/gu, "$1").match(/[\p{L}\p{N}\p{M}]+/gu);
  if (!found) return [];
  return SPACELESS.test(plain) ? found.flatMap(pairs) : found;
}

/** Articles and the like that French and Italian write with the next word. */
const ELIDED = /(?<![\p{L}\p{N}_])(?:[cdjlmnst]|(?:jus|lors|puis)?qu|(?:d?a|de|ne|su)ll|un)'(?=[aeiouhàâéèêëîïôœùû])/gu;

function pairs(word) {
  return word.match(RUNS).flatMap((run) => {
    const letters = [...run];
    if (!SPACELESS.test(run) || letters.length === 1) return [run];
    const two = letters.slice(1).map((letter, at) => letters[at] + letter);
    return [...two, ...letters.filter((letter) => letter >= "\u3040")];
  });
}

/** `word` without accents, Arabic marks and forms of one letter; a Turkish i has its dot. */
function fold(word) {
  if (/^[\0-\x7f]*$/.test(word)) return word;
  const bare = word.normalize("NFD").replace(/[\u0300-\u036f\u0640\u064b-\u065f\u0670]/g, "").normalize("NFC");
  return bare.replace(/[ßıٱىة]/g, (letter) => ({ ß: "ss", ı: "i", ٱ: "ا", ى: "ي", ة: "ه" })[letter]);
}

/** As many type `word`: without accents, and words of katakana in hiragana. */
function loose(word) {
  const bare = fold(word);
  return bare.length < 2 ? bare : bare.replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** One spelling for British and American stems. */
function onespelling(stem) {
  if (stem.length >= 5)
    stem = stem
      .replace(/our(it)?$/, "or$1")
      .replace(/([iy])s$/, "$1z")
      .replace(/tr$/, "ter")
      .replace(/ogu$/, "og")
      .replace(/enc$/, "ens");
  return SPELLINGS[stem] ?? stem.replace(/ll$/, "l");
}
const SPELLINGS = {
  __proto__: null,
  chequ: "check", grey: "gray", tyre: "tire", aluminium: "aluminum", programm: "program",
  jewelleri: "jewelri", enquiri: "inquiri", enquir: "inquir", pyjama: "pajama", kerb: "curb",
};

/**
 * A site's language: Snowball's `name` for it and its `stemmer`, and the words that say least, `stops`.
 * A served engine ends with what its language has (search/stemmers.py): readers load no other.
 */
const language = { name: "", stemmer: null, stops: "" };

/** The function from words to stems that `name` ("german") stands for; without one, words stay whole. */
export function stemmer(name) {
  if (!name) return fold;
  if (language.name !== name) throw new Error(`this engine has no stemmer for ${name}.`);
  const { stemmer } = language;
  if (name === "english") return (word) => onespelling(stemmer.stemWord(fold(word)));
  return (word) => fold(stemmer.stemWord(word));
}

// ---- the index, unpacked ----------------------------------------------------------------------

const LEVELS = [-2.152, -1.344, -0.756, -0.2451, 0.2451, 0.756, 1.344, 2.152];

function bytes(base64) {
  const text = atob(base64);
  const out = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) out[at] = text.charCodeAt(at);
  return out;
}

const words = (text) => (text ? text.split(" ") : []);

/** Rows of unit length from three bits a number. */
function unpack(codes, dims) {
  const packed = bytes(codes);
  const many = Math.floor((packed.length * 8) / (dims * 3));
  const rows = new Float32Array(many * dims);
  for (let row = 0; row < many; row++) {
    let size = 0;
    for (let at = 0; at < dims; at++) {
      const bit = (row * dims + at) * 3;
      const two = (packed[bit >> 3] << 8) | (packed[(bit >> 3) + 1] ?? 0);
      const value = LEVELS[(two >> (13 - (bit & 7))) & 7];
      rows[row * dims + at] = value;
      size += value * value;
    }
    size = Math.sqrt(size);
    for (let at = 0; at < dims; at++) rows[row * dims + at] /= size;
  }
  return rows;
}

function normalise(rows, dims) {
  for (let start = 0; start < rows.length; start += dims) {
    let size = 0;
    for (let at = start; at < start + dims; at++) size += rows[at] * rows[at];
    if (size > 0) for (let at = start, by = Math.sqrt(size); at < start + dims; at++) rows[at] /= by;
  }
  return rows;
}

/** Lists of numbers laid end to end: list `n` is `items` from `start[n]` to `start[n + 1]`. */
function flatten(lists) {
  const start = new Uint32Array(lists.length + 1);
  lists.forEach((list, at) => (start[at + 1] = start[at] + list.length));
  const items = new Uint32Array(start[lists.length]);
  lists.forEach((list, at) => items.set(list, start[at]));
  return { start, items };
}

/** Words and vectors: what an index says before any entry. */
function unpackWords(index) {
  const english = index.language === "en";
  const stem = stemmer(index.stemmer);
  const forms = [...words(index.stems), ...words(index.general)].map((item) => item.split(","));
  const names = forms.map(([first]) => stem(first));
  const number = new Map(names.map((name, at) => [name, at]));
  // The site's own words need no stemmer, which may be of another version; and many type no accents.
  const [typed, bare] = [new Map(), new Map()];
  forms.forEach((list, at) => list.forEach((form) => (typed.set(form, at), bare.set(loose(form), at))));
  const general = words(index.general).length;
  const stems = names.length - general;
  const dims = index.vectors?.dims ?? 0;
  const rows = dims ? unpack(index.vectors.codes, dims) : new Float32Array();
  const elsewhere = dims ? unpack(index.vectors.elsewhere, dims) : new Float32Array();
  const loud = dims ? bytes(index.vectors.weights) : [];
  const known = loud.length - general; // how many of the site's stems have a vector
  const rowOf = (stem) => (stem < stems ? (stem < known ? stem : -1) : known + stem - stems);
  const synonyms = index.synonyms ?? [];
  const others = new Set(words(index.words).map(stem)); // right words, not to be mended
  const stops = new Set(english ? [] : tokens(language.stops).map((word) => names[typed.get(word)] ?? stem(word)));
  let map; // made for the first word that needs them, since English hardly does
  const letters = () => (map ??= byLettersIn(english ? names : names.slice(0, stems)));
  return { stops, letters, english, stem, whole: !index.stemmer, typed, bare, forms, names, number, stems, dims, rows, loud, elsewhere, known, rowOf, synonyms, others };
}

/**
 * In which entries' phrasings each stem stands, and how much that says of them: with vectors little more
 * the oftener it does, else as BM25 has it.
 */
function unpackPosts(says, stems, dims) {
  const posts = Array.from({ length: stems }, () => []);
  const shares = Array.from({ length: stems }, () => []);
  const lengths = says.map((list) => list.reduce((sum, say) => sum + say.length, 0));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / says.length;
  const share = (many, entry) =>
    dims
      ? Math.min(1, 0.5 + (0.5 * many) / Math.max(1, says[entry].length / 2))
      : (many * (OFT + 1)) / (many + OFT * (1 - LONG + (LONG * lengths[entry]) / mean));
  says.forEach((list, entry) => {
    const times = new Map();
    for (const say of list) for (const stem of say) times.set(stem, (times.get(stem) ?? 0) + 1);
    for (const [stem, many] of times) {
      posts[stem].push(entry);
      shares[stem].push(share(many, entry));
    }
  });
  return { posts, shares };
}
const [OFT, LONG] = [2, 0.3]; // BM25's k1 and b

/** How much each word counts, given in how many of `size` entries it stands. */
function weights({ names, stems, dims, rowOf, loud, stops }, counts, size, extra) {
  const quiet = between(QUIET, extra) ** (dims ? 0.5 : 1); // vectors tell some of it
  const weight = new Float32Array(names.length);
  const volume = new Float32Array(names.length); // of a word's vector in a sentence
  for (let stem = 0; stem < names.length; stem++) {
    const seen = (stem < stems && counts[stem]) || 0.5;
    const rare = Math.log(1 + (size - seen + 0.5) / (seen + 0.5));
    const row = rowOf(stem);
    const norm = row < 0 ? 1 : Math.exp((loud[row] - 128) / 32);
    const low = stops.has(names[stem]) ? quiet : 1;
    weight[stem] = low * (dims ? Math.sqrt(rare) * (row < 0 ? 1 : Math.min(1.6, norm ** 0.5)) : rare);
    volume[stem] = norm * rare ** 0.3;
  }
  return { weight, volume };
}
const QUIET = [0.25, 0.45, 0.75]; // of a word's weight where it is one of `stops`; many phrasings tell by themselves

const DENYING =
  "not no never none nothing without unable cannot cant dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt wont wouldnt couldnt shouldnt".split(" ");

/** Entries as the scores need them. `counts` and `size` are the whole site's where these are a part. */
function unpackEntries(base, { ids, kinds, says: lists, bodies: texts = [], popular = [] }, counts, size = ids.length) {
  const { stems, dims, rows, known } = base;
  const entries = ids.length;
  const { posts, shares } = unpackPosts(lists, stems, dims);
  counts ??= posts.map((list) => list.length);
  const extra = lists.reduce((sum, list) => sum + list.length, 0) / Math.max(1, entries) - 1;
  const { weight, volume } = weights(base, counts, size, extra);
  const says = flatten(lists.flatMap((list) => list.map((say) => [...new Set(say)])));
  const owner = new Uint32Array(says.start.length - 1);
  let next = 0;
  lists.forEach((list, entry) => list.forEach(() => (owner[next++] = entry)));
  const bodies = posts.map(() => []);
  texts.forEach((body, entry) => body.forEach((stem) => bodies[stem].push(entry)));

  const entryVectors = new Float32Array(entries * dims);
  const sayWeight = new Float32Array(owner.length);
  const sayVector = new Float32Array(dims);
  const denying = new Set(DENYING.map((word) => base.number.get(base.stem(word)) ?? -1));
  const denies = new Float32Array(entries);
  for (let say = 0; say < owner.length; say++) {
    sayVector.fill(0);
    let denied = 0;
    for (let at = says.start[say]; at < says.start[say + 1]; at++) {
      const stem = says.items[at];
      sayWeight[say] += weight[stem];
      if (denying.has(stem)) denied = 1;
      if (stem < known) for (let d = 0; d < dims; d++) sayVector[d] += volume[stem] * rows[stem * dims + d];
    }
    normalise(sayVector, dims);
    for (let d = 0; d < dims; d++) entryVectors[owner[say] * dims + d] += sayVector[d];
    denies[owner[say]] += denied / lists[owner[say]].length;
  }
  normalise(entryVectors, dims);
  return {
    ...base, ids, kinds, entries, says, owner, weight, volume, counts, posts, shares, bodies,
    entryVectors, sayWeight, denying, denies, popular: new Set(popular),
    extra,
  };
}

// ---- a query's words --------------------------------------------------------------------------

/** Damerau-Levenshtein distance (restricted), or more than `most` where it is larger. */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const now = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(row[j] + 1, now[j - 1] + 1, row[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      now.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    before = row;
    row = now;
  }
  return row[b.length];
}

function lettersOf(word) {
  let mask = 0;
  for (let at = 0; at < word.length; at++) mask |= 1 << (word.charCodeAt(at) & 31);
  return mask;
}

function bitsIn(mask) {
  let count = 0;
  for (; mask; mask &= mask - 1) count++;
  return count;
}

/** The stem that a mistyped `word` most likely meant, and the form of it that is nearest. */
function repair(word, site) {
  const bare = site.stem(word);
  let best = null;
  const compare = (typed, near, stem, more, form) => {
    const most = Math.min(near.length, typed.length) > 7 && stem < site.stems && near[0] === typed[0] ? 2 : 1;
    if (near.length < 3 || Math.abs(near.length - typed.length) > most) return;
    if (bitsIn(lettersOf(near) ^ lettersOf(typed)) > 2 * most) return;
    if (typed.length === 3 && near[0] !== typed[0]) return;
    const off = distance(typed, near, most);
    if (off > most) return;
    const often = stem < site.stems ? site.counts[stem] : -4;
    const cost = off + more + (near[0] === typed[0] ? 0 : 0.2) - often / (Math.abs(often) + 20) / 4;
    if (!best || cost < best.cost) best = { stem, cost, off, form };
  };
  site.forms.forEach((list, stem) => {
    const more = stem < site.stems ? 0 : 0.25;
    for (const form of list) compare(word, form, stem, more, form);
    if (bare.length > 3) compare(bare, site.names[stem], stem, more + 0.3, list[0]);
  });
  return best;
}

/** Short forms of chat, and slang that only customers of shops use. */
const SHORT = Object.assign(Object.create(null), Object.fromEntries(
  "ppl people|pls please|plz please|thx thanks|wanna want to|gonna going to|gotta got to|gimme give me|lemme let me|dunno dont know|idk dont know|aint isnt|acct account|acc account|pkg package|pmt payment|msg message|dm message|num number|qty quantity|addr address|b4 before|tmrw tomorrow|tmr tomorrow|cuz because|coz because|bc because|pic picture|pics pictures|whr where|wen when|wat what|wht what|hw how|thru through|til until|wo without|ghosting ignoring|ghosted ignored|ghosts ignores|legit genuine|bucks money|recieve receive|recieved received|cust customer|svc service|deets details|sth something|smth something|abt about|btw by the way"
    .split("|").map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1).split(" ")]),
));

/** The words that `word` stands for where the site doesn't know it: short forms in full, stretched ones as long as they are. */
function written(word, site) {
  if (find(word, site) >= 0) return [word];
  if (site.english && SHORT[word]) return SHORT[word];
  if (!/(\p{L})\1\1/u.test(word)) return [word];
  const ways = ["$1$1", "$1"].map((by) => word.replace(/(\p{L})\1{2,}/gu, by));
  const known = ways.find((way) => find(way, site) >= 0);
  return known ? [known] : (site.english && SHORT[ways[1]]) || [ways[0]];
}

/** Two known words that were written as one. */
function split(word, site) {
  for (let at = 1; at < word.length - 2; at++) {
    const [left, right] = [find(word.slice(0, at), site), find(word.slice(at), site)];
    if (left >= 0 && right >= 0 && right < site.stems && (at > 2 || site.weight[left] < 0.8)) return [left, right];
  }
  return null;
}

/** The number of the stem of `word`, or -1. */
function find(word, site) {
  let found = site.typed.get(word);
  if (found !== undefined) return found;
  const stem = site.stem(word);
  if (stem.length > 1 || word.length === 1) found = site.number.get(stem);
  found ??= site.bare.get(loose(word));
  if (found !== undefined) return found;
  if (!site.whole) return -1;
  const bare = fold(word);
  // Without a stemmer the longest known stem that leaves a short ending will do.
  for (let cut = bare.length - 1; cut >= Math.max(3, bare.length - 5); cut--) {
    const at = site.number.get(bare.slice(0, cut));
    if (at !== undefined) return at;
  }
  return -1;
}

function completions(word, site) {
  const bare = fold(word);
  const found = [];
  for (let at = 0; at < site.stems && found.length < 200; at++)
    if (site.forms[at].some((form) => form.length > bare.length && fold(form).startsWith(bare))) found.push(at);
  return found.sort((a, b) => site.counts[b] - site.counts[a] || a - b).slice(0, 24);
}

/** English phrases that go round a question and say nothing of what it is about. */
const TALK = new RegExp(
  `\\b(?:${[
    "(?:please )?(?:can|could|would|will) (?:you|u|anyone|anybody|someone|somebody) (?:please |pls |kindly )?(?:tell me|help me|help|assist me|assist|advise me|advise|explain to me|explain|let me know|inform me)(?: out)?(?: with this| with the following)?",
    "i (?:would|just want|want|wanted|need|would just)(?: like)? to (?:know|ask|find out)",
    "id like to (?:know|ask|find out)",
    "(?:i (?:have|had|got|have got) )?(?:a |one )?(?:quick |short |small )?question(?: about the following| for you)",
    "i (?:have|had|got|have got) (?:a |one )(?:quick |short |small )?question(?: about)?",
    "(?:i am |im )?sorry (?:to bother you|for bothering you|to bother)(?: but)?",
    "(?:please |pls |kindly )(?:tell me|help me|help|advise|assist|explain|let me know)(?: with this)?",
    "(?:i was |i am |im )?(?:just )?wondering",
    "what do i (?:need|have) to do",
    "any (?:help|advice) (?:is|would be) (?:much )?appreciated",
    "(?:many )?thanks(?: a lot| so much| in advance)?|thank you(?: so much| very much| in advance)?",
    "as soon as possible|good (?:morning|afternoon|evening|day)|(?:hi|hello|hey)(?: there| all| team| guys)?",
    "excuse me|dear (?:sir|madam|team|all)|quick question|please|pls|plz|kindly|thx|asap",
  ].join("|")})(?= |$)`,
  "g",
);
const ASIDE = 0.3; // how much their words count

/** For each word whether it stands in such a phrase. */
function asides(list) {
  const out = list.map(() => false);
  let at = 0;
  const starts = list.map((word) => (at += word.length + 1) - word.length - 1);
  for (const { index, 0: phrase } of list.join(" ").matchAll(TALK))
    starts.forEach((start, word) => (out[word] ||= start >= index && start < index + phrase.length));
  return out;
}

/** The stem under which `site` knows `word`, or would. */
function stemIn(word, site) {
  const at = find(word, site);
  return at >= 0 ? site.names[at] : site.stem(word);
}

const GUESSED = 0.5; // where nothing tells a language's right words, what is mended may be one
const ALIKE = 1; // and how much a word counts that is only written like another

/** What a query asks for: `{word, stems, how, share}`, each stem once; and the words that got lost. */
function terms(query, site) {
  const text = query.slice(0, MAX_CHARS);
  const list = tokens(text).slice(0, 400).flatMap((word) => written(word, site));
  const aside = site.english ? asides(list) : [];
  const open = /[\p{L}\p{N}]$/u.test(text);
  const found = [];
  const lost = new Set();
  const seen = new Set();
  let loud = 1;
  const take = (word, stems, how, share = 1, meant = undefined) => {
    if (!stems.length || seen.has(stems[0]) || found.length >= MAX_TERMS) return;
    seen.add(stems[0]);
    found.push({ word, stems, how, share: share * loud, meant });
  };
  list.forEach((word, at) => {
    loud = aside[at] ? ASIDE : 1;
    const last = open && at === list.length - 1;
    const stem = find(word, site);
    if (stem >= 0) {
      take(word, [stem], "known");
      if (last && stem >= site.stems) take(word, completions(word, site), "begun", 0.5);
      return;
    }
    if (/\d/.test(word) || site.stops.has(site.stem(word))) return;
    const ends = last ? completions(word, site) : [];
    if (ends.length) return take(word, ends, "begun", Math.min(1, (word.length + 1) / 5));
    if (word.length < 3 || SPACELESS.test(word) || site.others.has(site.stem(word))) return lost.add(word);
    const mended = word.length <= 24 ? repair(word, site) : null;
    if (mended) return take(word, [mended.stem], "mended", (mended.off > 1 ? 0.8 : 1) * (site.dims ? 1 : GUESSED), mended.form);
    const parts = word.length <= 24 ? split(word, site) : null;
    if (parts) return parts.forEach((part) => take(word, [part], "split"));
    lost.add(word);
    const near = [...inLetters(site.stem(word), site)].sort((a, b) => b[1] - a[1]).slice(0, 3);
    if (near.length) take(word, near.map(([stem]) => stem), "alike", ALIKE * near[0][1]);
  });
  return { asked: found, lost: [...lost] };
}

// ---- likeness ---------------------------------------------------------------------------------

/** The site's stems that mean what `stem` means, as a map from stem to likeness (0 to 1). */
function alike(stem, site) {
  const found = new Map();
  const { dims, rows, known } = site;
  const row = site.rowOf(stem);
  if (row >= 0)
    for (let other = 0; other < known; other++) {
      let dot = 0;
      for (let at = 0; at < dims; at++) dot += rows[row * dims + at] * rows[other * dims + at];
      if (dot > FLOOR) found.set(other, Math.min(1, (dot - FLOOR) / (1 - FLOOR)) * (site.english ? 1 : TRANSLATED));
    }
  if (!site.english) for (const [other, like] of inLetters(site.names[stem], site)) found.set(other, Math.max(found.get(other) ?? 0, like));
  if (stem < site.stems) found.set(stem, 1);
  return found;
}

/**
 * The stems that are written like `word`, as a map from stem to likeness: those that share pairs of letters,
 * and the parts of compounds. English has vectors for nearly all words: there only what nothing else mends
 * is read so, and general words count with the site's.
 */
function inLetters(word, site) {
  const own = lettersIn(word);
  const same = new Map();
  for (const two of own) for (const stem of site.letters().get(two) ?? []) same.set(stem, (same.get(stem) ?? 0) + 1);
  const found = new Map();
  for (const [stem, many] of same) {
    const name = site.names[stem];
    const like = ((2 * many) / (own.length + lettersIn(name).length) - SHARED) / (1 - SHARED);
    const [short, long] = name.length < word.length ? [name, word] : [word, name];
    const part = short.length > 3 && (long.startsWith(short) || long.endsWith(short));
    if (part || like > 0) found.set(stem, Math.max(part ? PART : 0, like));
  }
  return found;
}
const SHARED = 0.7; // pairs of letters that two words share at least
const PART = 0.4; // how like words are that are parts of one another

const lettersIn = (word) => [...new Set(Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2)))];

/** The stems that each pair of letters stands in. */
function byLettersIn(names) {
  const index = new Map();
  names.forEach((name, stem) => {
    for (const two of name.length > 2 ? lettersIn(name) : []) index.has(two) ? index.get(two).push(stem) : index.set(two, [stem]);
  });
  return index;
}

/** Members of a synonym group that the query names bring in the other members. */
function addSynonyms(asked, site) {
  const at = new Map(asked.flatMap((term) => term.stems.map((stem) => [stem, term])));
  for (const group of site.synonyms)
    for (const member of group) {
      if (!member.length || !member.every((stem) => at.has(stem))) continue;
      for (const other of group)
        if (other !== member)
          for (const stem of other)
            for (const own of member) {
              const near = at.get(own).near;
              near.set(stem, Math.max(near.get(stem) ?? 0, 0.95));
            }
    }
}

function weigh(asked, site) {
  for (const term of asked) {
    term.near = new Map();
    const fade = term.how === "begun" ? 0.9 : 1;
    for (const stem of term.stems.slice(0, 8))
      for (const [other, like] of alike(stem, site))
        if (like * fade > (term.near.get(other) ?? 0)) term.near.set(other, like * fade);
    for (const stem of term.stems.slice(8)) term.near.set(stem, fade);
    term.weight = term.share * site.weight[term.stems[0]];
  }
  addSynonyms(asked, site);
}

// ---- scores -----------------------------------------------------------------------------------

/**
 * How much of what is asked each entry's phrasings (`soft`) and the rest of it (`body`) cover; `only`
 * is the share of words that no phrasing has and few texts, in those of its text. Its square, since
 * one such word among many may be any word.
 */
function coverage(asked, site) {
  const soft = new Float64Array(site.entries);
  const body = new Float64Array(site.entries);
  const only = new Float64Array(site.entries);
  const best = new Float64Array(site.entries);
  const alone = (stem) => site.posts[stem]?.length === 0 && site.bodies[stem].length <= FEW;
  const total = asked.reduce((sum, term) => sum + term.weight, 1e-9);
  for (const term of asked) {
    const touched = [];
    for (const [stem, like] of term.near) {
      const { [stem]: posts } = site.posts;
      const { [stem]: shares } = site.shares;
      for (let at = 0; at < posts.length; at++) {
        const entry = posts[at];
        if (best[entry] === 0) touched.push(entry);
        if (like * shares[at] > best[entry]) best[entry] = like * shares[at];
      }
      if (like >= 0.9) for (const entry of site.bodies[stem]) body[entry] += (term.weight * like) / total;
    }
    if (term.stems.every(alone))
      for (const entry of new Set(term.stems.flatMap((stem) => site.bodies[stem]))) only[entry] += term.weight / total;
    for (const entry of touched) {
      soft[entry] += (term.weight * best[entry]) / total;
      best[entry] = 0;
    }
  }
  return { soft, body: body.map((share) => Math.min(1, share)), only: only.map((share) => share * share) };
}

/**
 * How a query meets each entry's phrasings, the best of them: `covered`, how much of the phrasing is
 * asked; `pairs`, how many neighbours are neighbours there too; `about`, how early in the title what is
 * asked stands, the more so the fewer words are asked. And `contrary`, less than 0 where one denies what the other doesn't.
 */
function phrasings(asked, site) {
  const { entries, owner, weight, sayWeight, denies } = site;
  const { start, items } = site.says;
  const likeness = new Float64Array(site.stems);
  const term = new Int32Array(site.stems);
  asked.forEach(({ near }, at) => {
    for (const [stem, like] of near)
      if (like > likeness[stem]) {
        likeness[stem] = like;
        term[stem] = at;
      }
  });
  const empty = () => new Float64Array(entries);
  const out = { covered: empty(), pairs: empty(), about: empty(), contrary: empty() };
  const most = (row, entry, value) => {
    if (value > row[entry]) row[entry] = value;
  };
  const all = asked.slice(1).reduce((sum, { weight }, at) => sum + weight + asked[at].weight, 1e-9);
  const denied = asked.some(({ stems: [stem] }) => site.denying.has(stem));
  for (let say = 0, last = -1; say < owner.length; last = owner[say++]) {
    const entry = owner[say];
    let [sum, pairs, head, heads] = [0, 0, 0, 0];
    for (let at = start[say]; at < start[say + 1]; at++) {
      const like = likeness[items[at]];
      sum += weight[items[at]] * like;
      const share = weight[items[at]] / (1 + at - start[say]);
      head += share * like;
      heads += share;
      if (!like || at === start[say]) continue;
      const [before, now] = [term[items[at - 1]], term[items[at]]];
      if (before === now - 1 && likeness[items[at - 1]])
        pairs += (asked[before].weight + asked[now].weight) * like * likeness[items[at - 1]];
    }
    most(out.covered, entry, sum / (sayWeight[say] + 1e-9));
    most(out.pairs, entry, pairs / all);
    // An outcome's title holds for some answers only.
    if (entry !== last && KINDS[site.kinds[entry]] !== "outcome" && head)
      out.about[entry] = (2 * (head / (heads + 1e-9) + (site.popular.has(entry) ? POPULAR : 0))) / (1 + asked.length);
  }
  for (let entry = 0; entry < entries; entry++) out.contrary[entry] = -(denied ? 1 - denies[entry] : denies[entry]);
  return out;
}

const POPULAR = 0.5; // for entries that readers ask for most

function queryVector(asked, site) {
  const { dims, rows } = site;
  const vector = new Float64Array(dims);
  for (const term of asked) {
    const row = site.rowOf(term.stems[0]);
    if (row < 0) continue;
    const volume = term.share * site.volume[term.stems[0]];
    for (let at = 0; at < dims; at++) vector[at] += volume * rows[row * dims + at];
  }
  return normalise(vector, dims);
}

/** Cosine of `vector` with each of `many` rows; all are of unit length. */
function cosines(vector, rows, many) {
  const out = new Float64Array(many);
  for (let row = 0, from = 0; row < many; row++, from += vector.length) {
    let sum = 0;
    for (let at = 0; at < vector.length; at++) sum += vector[at] * rows[from + at];
    out[row] = sum;
  }
  return out;
}

/** How much each part counts with 0, 3 and 10 phrasings an entry; all but `about` and `body` found by regression (benchmarks). */
const SHARES = {
  soft: [2.2, 3.4, 5.3],
  covered: [4.1, 4.2, 4.4],
  whole: [6.5, 7.1, 5.8],
  pairs: [1.2, 1.5, 2.6],
  contrary: [0.4, 0.4, 0.8],
  about: [1, 1, 1],
  body: [1.2, 1.2, 1.2],
};

/** The same in languages whose words have the vectors of English ones. */
const WITH_TRANSLATED = {
  soft: [3.7, 6.1, 5.8],
  covered: [4.3, 3.1, 4.3],
  whole: [3.7, 5.4, 5.2],
  pairs: [0.4, 1.5, 2.3],
  contrary: [0.3, 0.1, 0.2],
};

/** The same in languages without vectors. */
const WITHOUT_VECTORS = {
  soft: [2.75, 4.5, 4.5],
  covered: [4.2, 3, 3.6],
  whole: [0, 0, 0],
  pairs: [1.2, 1, 1.1],
  contrary: [0, 0, 0],
  about: [0.5, 0.2, 0.25],
};

const FEW = 3; // texts to which a word leads that no phrasing has
const LOST = 1.2; // how heavy a word is that nothing knows

function between([none, few, many], extra) {
  return extra < 3 ? none + ((few - none) * extra) / 3 : few + ((many - few) * Math.min(extra - 3, 7)) / 7;
}

function shares({ extra, dims, english }) {
  const by = {};
  const own = english ? SHARES : dims ? WITH_TRANSLATED : WITHOUT_VECTORS;
  for (const name in SHARES) by[name] = between(own[name] ?? SHARES[name], extra);
  const full = by.soft + by.covered + by.whole;
  for (const name in by) by[name] /= full;
  by.only = 1.2; // more than a phrasing that says all that is asked
  return by;
}

/** Words that nothing knows: entries whose words share the most letter triples with the query's. */
function byLetters(query, site) {
  const triples = (text) => new Set(Array.from({ length: Math.max(0, text.length - 2) }, (_, at) => text.slice(at, at + 3)));
  const own = triples(tokens(query.slice(0, 400)).join(" "));
  const scores = new Float64Array(site.entries);
  site.posts.forEach((posts, at) => {
    const theirs = triples(site.names[at]);
    let same = 0;
    for (const triple of theirs) if (own.has(triple)) same++;
    if (same) for (const entry of posts) scores[entry] = Math.max(scores[entry], same / (theirs.size + own.size));
  });
  return scores.map((score) => score * 0.1);
}

function parts(query, site) {
  const { asked, lost } = terms(query, site);
  return { asked, lost, features: featuresOf(asked, site) };
}

function featuresOf(asked, site) {
  weigh(asked, site);
  const vector = queryVector(asked, site);
  const whole = cosines(vector, site.entryVectors, site.entries);
  const elsewhere = cosines(vector, site.elsewhere, site.elsewhere.length / site.dims || 0);
  return { ...coverage(asked, site), ...phrasings(asked, site), whole, elsewhere };
}

/** The best score, less how much nearer the query is to what customers ask elsewhere than to any entry. */
const fitting = (best, { whole, elsewhere }) => best - Math.max(0, Math.max(...elsewhere) - Math.max(...whole));

function total(features, by, site) {
  const sums = new Float64Array(site.entries);
  for (const name in by) {
    const { [name]: share } = by;
    const { [name]: row } = features;
    if (share) for (let entry = 0; entry < sums.length; entry++) sums[entry] += share * row[entry];
  }
  return sums;
}

const SAMPLE = 60; // entries whose phrasings are asked

/**
 * The score that 95 of 100 questions reach which an entry answers. Each index has its own scale, so
 * phrasings are asked in an index that lacks them, and again where their entry is out of it. The
 * numbers come from a regression over public sets (benchmarks).
 */
function bar(base, index) {
  const lists = index.says;
  const less = lists.map((list) => (list.length > 1 ? list.slice(0, -1) : list));
  const site = unpackEntries(base, { ...index, says: less });
  const by = shares(site);
  const [meant, others] = [[], []];
  const step = Math.max(1, Math.floor(lists.length / SAMPLE));
  for (let entry = 0; entry < lists.length; entry += step) {
    const asked = [...new Set(lists[entry].at(-1))].map((stem) => ({ stems: [stem], how: "known", share: 1 }));
    if (!asked.length) continue;
    const features = featuresOf(asked, site);
    const scores = total(features, by, site);
    if (lists[entry].length > 1) meant.push(fitting(Math.max(...scores), features));
    scores[entry] = features.whole[entry] = 0;
    others.push(fitting(Math.max(...scores), features));
  }
  const near = others.reduce((sum, score) => sum + score, 0) / Math.max(1, others.length);
  const low = meant.sort((a, b) => a - b)[Math.floor(meant.length / 10)] ?? 0;
  const share = meant.length / Math.max(1, others.length);
  const [a, b, c, d, e] = base.dims ? [0.5, 0.8, -0.26, 0.93, -0.3] : [0.67, 0.52, -0.23, 0.87, -0.22];
  const found = share * (a * low + b * near + c) + (1 - share) * (d * near + e);
  // A few phrasings say little.
  const own = found - lenience(base);
  return (others.length * own + FEW_TRIED * usualBar(site)) / (others.length + FEW_TRIED);
}
/** Vectors of translated words say less of what is meant. */
const lenience = ({ english, dims }) => (dims && !english ? 0.1 : 0);
const FEW_TRIED = 5;

/** The usual bar, for an index that comes in parts; with 0, 3 and 10 phrasings an entry. */
const usualBar = (site) => between(site.dims ? [0.16, 0.3, 0.35] : [0.12, 0.21, 0.25], site.extra) - lenience(site);

/**
 * How likely the best result answers the query, 0 to 1. Words that nothing knows speak against it, and
 * that it is like what customers ask elsewhere.
 */
function likelihood(asked, lost, features, results, site) {
  if (!asked.length || !results.length) return 0;
  const known = asked.reduce((sum, { weight }) => sum + weight, 0);
  const share = known / (known + LOST * lost.length + 1e-9);
  return 1 / (1 + Math.exp(0.6 - 5.8 * (fitting(results[0].score * share, features) - site.bar())));
}
const LIKELY = 1 / (1 + Math.exp(0.6)); // at the bar

function ranked(scores, site, limit) {
  // Only what reaches the last place of a sample can be among the first: the rest isn't sorted.
  const sample = Array.from(scores.subarray(0, 64 * limit)).sort((a, b) => b - a);
  const least = Math.max(0, sample[limit - 1] ?? 0);
  const order = [];
  for (let entry = 0; entry < scores.length; entry++)
    if (scores[entry] > 0 && scores[entry] >= least) order.push(entry);
  order.sort((a, b) => scores[b] - scores[a] || a - b);
  return order.slice(0, limit).map((entry) => ({
    id: site.ids[entry],
    kind: KINDS[site.kinds[entry]],
    score: Math.round(scores[entry] * 1e6) / 1e6,
  }));
}

// ---- large sites ------------------------------------------------------------------------------

const NEAR = 4; // stems looked up for each word asked
const LOOKED_UP = 24; // and for all of them
const OFTEN = 0.15; // a stem in more entries than this share tells little apart
const CANDIDATES = 16; // entries scored in full

/**
 * A site whose index comes in parts: `load("stems-3")` gives the entries of some stems, and
 * `load("entries-7")` some entries whole. A query takes the parts it needs.
 */
function inParts(index, load) {
  const base = unpackWords(index);
  const { parts: many, counts, size } = index.shards;
  const site = { ...base, ...weights(base, counts, size, index.shards.extra), counts };
  const kept = new Map();
  const fetched = (name) => {
    if (!kept.has(name)) {
      const coming = Promise.resolve(load(name));
      coming.catch(() => kept.delete(name));
      kept.set(name, coming);
    }
    return kept.get(name);
  };

  async function candidates(asked) {
    const telling = ({ stem }) => counts[stem] < Math.max(20, size * OFTEN);
    const near = asked.flatMap((term, at) =>
      [...term.near]
        .filter(([stem]) => counts[stem] > 0)
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, NEAR)
        .map(([stem, like]) => ({ at, stem, like, worth: like * term.weight })),
    );
    const some = near.some(telling) ? near.filter(telling) : near;
    const best = some.sort((a, b) => b.worth - a.worth || a.stem - b.stem).slice(0, LOOKED_UP);
    const wanted = asked.map((_, at) => best.filter((each) => each.at === at).map(({ stem, like }) => [stem, like]));
    const names = new Set(wanted.flat().map(([stem]) => `stems-${stem % many}`));
    const lists = Object.assign({}, ...(await Promise.all([...names].map(fetched))));
    const scores = new Map();
    wanted.forEach((near, at) => {
      const best = new Map();
      for (const [stem, like] of near) {
        let entry = 0;
        for (const gap of lists[stem] ?? []) {
          entry += gap;
          if (like > (best.get(entry) ?? 0)) best.set(entry, like);
        }
      }
      for (const [entry, like] of best) scores.set(entry, (scores.get(entry) ?? 0) + like * asked[at].weight);
    });
    const order = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return order.slice(0, CANDIDATES).map(([entry]) => entry);
  }

  return async function find(query, limit) {
    const { asked, lost } = terms(query, site);
    weigh(asked, site);
    const entries = await candidates(asked);
    const block = (entry) => Math.floor(entry / index.shards.block);
    const blocks = new Map();
    await Promise.all(
      [...new Set(entries.map(block))].map(async (at) => blocks.set(at, await fetched(`entries-${at}`))),
    );
    const whole = entries.map((entry) => blocks.get(block(entry))[entry % index.shards.block]);
    const [ids, kinds, says, bodies, shown] = [0, 1, 2, 3, 4].map((at) => whole.map((row) => row[at]));
    const part = unpackEntries(base, { ids, kinds, says, bodies }, counts, size);
    part.extra = index.shards.extra;
    part.bar = () => usualBar(part);
    const by = shares(part);
    const { features } = parts(query, part);
    const results = ranked(total(features, by, part), part, limit);
    return { asked, lost, features, results, site: part, by, shown: new Map(ids.map((id, at) => [id, shown[at]])) };
  };
}

// ---- the search -------------------------------------------------------------------------------

const asks = (query) => typeof query === "string" && /[\p{L}\p{N}]/u.test(query);

function explained({ asked, lost, features, results, site, by, shown }) {
  const at = new Map(site.ids.map((id, entry) => [id, entry]));
  const share = (id) => (part) => [part, by[part] * features[part][at.get(id)]];
  const likely = likelihood(asked, lost, features, results, site);
  return {
    lost,
    likelihood: Math.round(likely * 1000) / 1000,
    fits: likely >= LIKELY,
    words: asked.map(({ word, stems, how, weight, meant }) => ({
      word, how, stem: site.names[stems[0]], weight: site.dims ? weight : Math.sqrt(weight), ...(meant && { meant }),
    })),
    results: results.map((result) => ({
      ...result,
      ...(shown && { shown: shown.get(result.id) }),
      parts: Object.fromEntries(Object.keys(by).map(share(result.id))),
    })),
  };
}

const NOTHING = { words: [], lost: [], likelihood: 0, fits: false, results: [] };

/**
 * A search over `index`, as `waypost index` writes it; a large site's comes in parts, which `load`
 * gives by name, and its functions return promises.
 *
 * `search(query, limit)` gives `[{id, kind, score}]`, best first; nothing for what isn't text.
 * `explain(query, limit)` gives the same with each word's fate, each part's share of the score, and
 * how likely the best answers the query (`fits` where that is more than for 5 of 100 meant for it);
 * `stem(word)` gives the stem by which that names a word.
 * Throws where the index is of another version.
 */
export function createSearch(index, load) {
  if (index?.version !== VERSION)
    throw new Error(`the index has version ${index?.version}, this engine reads version ${VERSION}.`);
  if (index.shards) {
    const find = inParts(index, load);
    const base = unpackWords(index);
    return {
      stem: (word) => stemIn(word, base),
      search: async (query, limit = 10) =>
        asks(query) ? (await find(query, limit)).results : [],
      explain: async (query, limit = 10) => (asks(query) ? explained(await find(query, limit)) : NOTHING),
    };
  }
  const base = unpackWords(index);
  const site = unpackEntries(base, index);
  let least;
  site.bar = () => (least ??= bar(base, index));
  const by = shares(site);
  const find = (query, limit) => {
    const { asked, lost, features } = parts(query, site);
    const scores = asked.length ? total(features, by, site) : byLetters(query, site);
    return { asked, lost, features, results: ranked(scores, site, limit), site, by };
  };
  return {
    search: (query, limit = 10) => (asks(query) ? find(query, limit).results : []),
    explain: (query, limit = 10) => (asks(query) ? explained(find(query, limit)) : NOTHING),
    stem: (word) => stemIn(word, site),
    /** The parts before they are weighed, for tuning and for leaving one out. */
    features: (query) => parts(query, site).features,
    weights: by,
  };
}
