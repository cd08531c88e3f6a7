// Search in the reader's own browser: the text of the edition is fetched once, when the reader turns to a search field.
// Nothing is sent anywhere. What is looked for and what is looked through are read alike, character by character:
// small letters, no accents, full-width as half-width, and of a Simplified character and its Traditional forms one.

let data; // {base, fold, alias, pages}, as the generator writes it
const folds = new Map();
const keys = new Map(); // what may be typed, without spaces → the names that it stands for
let longest = 1;
const sections = [];

const known = new Map();

// How a character is read.
function fold(character) {
  let read = known.get(character);
  if (read === undefined) known.set(character, (read = readAs(character)));
  return read;
}

function readAs(character) {
  const plain = character.normalize("NFKC").toLowerCase().normalize("NFD");
  let read = "";
  for (const each of plain) {
    if (/[‘’]/.test(each)) read += "'";
    else if (/[‐-―]/.test(each)) read += "-";
    else if (!/\p{M}/u.test(each)) read += folds.get(each) ?? each;
  }
  return read;
}

export function read(text) {
  let whole = "";
  for (const character of text.normalize()) whole += fold(character);
  return whole;
}

// The parts that matching goes by: a word of Latin letters or figures, any other letter; with what stands before it:
// "" nothing, "-" a mark inside a word, " " anything else.
function parts(words) {
  const found = [];
  let end = 0;
  for (const part of words.matchAll(/[a-z0-9]+|[\p{L}\p{N}]/gu)) {
    const between = words.slice(end, part.index);
    found.push({ text: part[0], gap: !between ? "" : /^['.-]$/.test(between) ? "-" : " " });
    end = part.index + part[0].length;
  }
  return found;
}

const joined = (some) => some.map((part) => part.text).join("");
const GAPS = { "": "", "-": "[-'. ]?", " ": "[^a-z0-9\\u3400-\\u9fff]+" };
// A Latin word is found from its beginning, a figure only whole, other letters wherever they stand.
const pattern = (some) =>
  some
    .map(({ text, gap }, at) => {
      const start = /^[a-z0-9]/.test(text) && (!at || gap === " ") ? "\\b" : "";
      return (at ? GAPS[gap] : "") + start + text + (/\d$/.test(text) ? "(?!\\d)" : "");
    })
    .join("");

function addKey(words, names) {
  const some = parts(words);
  const key = joined(some);
  if (!key) return;
  if (!keys.has(key)) keys.set(key, new Set());
  for (const name of names) keys.get(key).add(name);
  longest = Math.max(longest, some.length);
}

function addAlias([pinyin, names, others]) {
  const all = names.flatMap((name) => {
    const some = parts(read(name));
    // A name without a letter is nothing to be found by.
    return some.length ? { name, first: some[0].text, pattern: pattern(some) } : [];
  });
  for (const words of [...names, ...others]) addKey(read(words), all);
  // ü is typed as u or as v.
  for (const typed of [pinyin, pinyin.normalize("NFD").replace(/u\u0308/g, "v")]) addKey(read(typed), all);
  const syllables = pinyin.split(" ");
  if (syllables.length > 2) addKey(syllables.map((syllable) => read(syllable)[0]).join(""), all);
}

export async function open(url) {
  // Its name never changes: the browser asks whether what it keeps is still so.
  data ??= fetch(url, { cache: "no-cache" }).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  });
  const { base, fold: pairs, alias, pages } = await data;
  if (sections.length) return;
  const characters = [...pairs];
  for (let at = 0; at < characters.length; at += 2) folds.set(characters[at], characters[at + 1]);
  alias.forEach(addAlias);
  for (const [address, title, parts] of pages) {
    for (const [id, heading, text] of parts) {
      const url = base + address + (id && `#${id}`);
      const shown = [id ? title : "", heading, text];
      sections.push({ url, title: shown[0], heading, text, read: shown.map(read) });
    }
  }
}

// A query as terms that must all be found, each of pieces that follow one another: what was typed, or, for a name of
// a term, any of its names. The longest name that begins at a place wins. Where `isLoose`, each piece is a term.
function terms(query, isLoose) {
  const typed = parts(read(query)).slice(0, 60);
  const found = [];
  for (let at = 0; at < typed.length; ) {
    let count = Math.min(longest, typed.length - at);
    while (count && !keys.has(joined(typed.slice(at, at + count)))) count -= 1;
    const names = count ? [...keys.get(joined(typed.slice(at, at + count)))] : [];
    const some = typed.slice(at, at + (count || 1));
    const isName = names.length > 0;
    const isNew = isLoose && isName !== found.at(-1)?.isName;
    if (!at || some[0].gap === " " || isNew || (isLoose && isName)) {
      found.push({ pattern: "", literal: "", names: [], length: 0, isName, firsts: [some[0], ...names].map((each) => each.first ?? each.text) });
    }
    const term = found.at(-1);
    term.length += some.length;
    const before = term.pattern && GAPS[some[0].gap];
    const literal = pattern(some);
    const others = names.filter((name) => name.pattern !== literal);
    term.literal += before + literal;
    const choice = [literal, ...others.map((name) => name.pattern)].join("|");
    term.pattern += before + (others.length ? `(?:${choice})` : literal);
    term.names.push(...others);
    at += some.length;
  }
  // Between names a single letter is most often a particle.
  const kept = isLoose ? found.filter((term) => term.isName || term.length > 1 || /[a-z0-9]/.test(term.literal)) : found;
  return kept.map((term) => ({
    firsts: term.firsts,
    names: term.names.map(({ name, pattern }) => ({ name, is: new RegExp(pattern, "u") })),
    literal: new RegExp(term.literal, "u"),
    any: new RegExp(term.pattern, "gu"),
  }));
}

// Most sections hold none of the words that a match may begin with, which is seen sooner than that nothing matches.
const count = (text, term) => (term.firsts.some((first) => text.includes(first)) && text.match(term.any)?.length) || 0;

// The more of a heading a term is, the more the section is about it; what stands behind a colon only says more of what
// stands before it. A heading that is nothing but a name of a term, as the glossary has them, says what that means.
function named(heading, term) {
  const [name] = heading.split(":");
  const about = count(name, term) ? name : heading;
  const { length } = about.match(term.any)[0];
  return 60 + (60 * length) / about.length + (term.names.length && length === heading.length ? 50 : 0);
}

function weigh(section, wanted) {
  const [title, heading, text] = section.read;
  let weight = 0;
  let own = 0;
  for (const term of wanted) {
    const [inTitle, inHeading, inText] = [title, heading, text].map((each) => count(each, term));
    if (inHeading + inText) own += 1;
    else if (!inTitle) return 0;
    weight += (inTitle ? 5 : 0) + Math.min(20, inText);
    if (inHeading) weight += named(heading, term) + (title ? 0 : 20);
    if (term.names.length && (term.literal.test(heading) || term.literal.test(text))) weight += 10;
  }
  // A heading without a text of its own only leads to what stands below it.
  return own && (text ? weight : weight / 2);
}

// The names by which a section was found although it does not hold what the reader typed.
function reasons(section, wanted) {
  return wanted
    .filter((term) => !section.read.some((each) => term.literal.test(each)))
    .map((term) => term.names.find(({ is }) => section.read.some((each) => is.test(each)))?.name)
    .filter(Boolean);
}

// Sections that answer a query, the best first: [{url, title, heading, text, reasons, wanted}].
export function search(query) {
  const found = answers(terms(query));
  // What stands nowhere in these words may stand somewhere in their parts.
  return found.length ? found : answers(terms(query, true));
}

function answers(wanted) {
  if (!wanted.length) return [];
  return sections
    .map((section) => ({ section, weight: weigh(section, wanted) }))
    .filter((each) => each.weight)
    .sort((one, other) => other.weight - one.weight)
    .map(({ section }) => ({ ...section, reasons: reasons(section, wanted), wanted }));
}

// Where in `text` the terms are found: places of the text as it is shown, not as it is read.
export function marks(text, wanted) {
  const shown = text.normalize();
  const places = [];
  let whole = "";
  let at = 0;
  for (const character of shown) {
    const folded = fold(character);
    for (let unit = 0; unit < folded.length; unit += 1) places.push(at);
    whole += folded;
    at += character.length;
  }
  places.push(at);
  const found = wanted.flatMap((term) =>
    [...whole.matchAll(term.any)].map((match) => {
      const last = places[match.index + match[0].length - 1];
      return [places[match.index], last + String.fromCodePoint(shown.codePointAt(last)).length];
    }),
  );
  const merged = [];
  for (const [start, end] of found.sort((one, other) => one[0] - other[0])) {
    const before = merged.at(-1);
    if (before && start <= before[1]) before[1] = Math.max(before[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

const isChinese = () => /^zh/.test(document.documentElement.lang);
const hasChinese = () => Boolean(document.querySelector('[hreflang|="zh"]'));

// A part of a text around the first place, whole words in Latin letters.
export function snippet(text, places) {
  const shown = text.normalize();
  const [before, after] = isChinese() ? [20, 70] : [50, 160];
  const first = places[0]?.[0] ?? 0;
  let [start, end] = [Math.max(0, first - before), Math.min(shown.length, first + after)];
  while (start && start > first - before - 12 && /[\p{Script=Latin}\d\p{M}'’-]/u.test(shown[start - 1])) start -= 1;
  while (start && start < first && /[\p{Po}\p{Pe}\p{Pf}\s]/u.test(shown[start])) start += 1;
  const isHalf = (at) => /[\udc00-\udfff]/.test(shown[at] ?? "");
  if (isHalf(start)) start -= 1;
  if (isHalf(end)) end += 1;
  while (end < shown.length && end < first + after + 12 && /[\p{Script=Latin}\d\p{M}'’-]/u.test(shown[end])) end += 1;
  const within = places
    .filter((place) => place[0] >= start && place[0] < end)
    .map(([from, to]) => [from - start, Math.min(to, end) - start]);
  return { text: shown.slice(start, end), places: within, isCut: [start > 0, end < shown.length] };
}

// ---- What readers see ---------------------------------------------------------------------------------------------

const make = (name, parent, words) => {
  const element = document.createElement(name);
  if (words) element.append(words);
  parent?.append(element);
  return element;
};

// Chinese in another language's text is said to be Chinese, for its characters and for screen readers.
function say(parent, text) {
  for (const [at, run] of text.replaceAll("\n", " ").split(/(\p{sc=Han}[\p{sc=Han}、，《》]*)/u).entries()) {
    if (at % 2 && !isChinese() && hasChinese()) make("span", parent, run).lang = "zh-Hans";
    else parent.append(run);
  }
}

function sayMarked(parent, text, places) {
  let end = 0;
  for (const [from, to] of places) {
    say(parent, text.slice(end, from));
    say(make("mark", parent), text.slice(from, to));
    end = to;
  }
  say(parent, text.slice(end));
}

function show(list, result) {
  const link = make("a", make("li", list));
  link.href = result.url;
  const { wanted } = result;
  const head = make("strong", link);
  for (const [at, words] of [result.title, result.heading].filter(Boolean).entries()) {
    if (at) head.append(" › ");
    sayMarked(head, words.normalize(), marks(words, wanted));
  }
  if (result.reasons.length) say(make("small", head), ` = ${result.reasons.join(" = ")}`);
  const cut = snippet(result.text, marks(result.text, wanted));
  const text = make("span", link);
  if (cut.isCut[0]) text.append("…");
  sayMarked(text, cut.text, cut.places);
  if (cut.isCut[1]) text.append("…");
}

// Makes a search field answer. What it answers stands in a box that is empty, and without a frame, when there is nothing.
export function attach(form) {
  const parts = ["input", "[data-answer]", "[role=status]", "ol", "[data-more]"];
  const [input, box, status, list, more] = parts.map((part) => form.querySelector(part));
  const isPage = form.dataset.search === "page";
  const load = () =>
    open(form.dataset.searchData).catch((error) => {
      data = undefined;
      throw error;
    });

  function say(words, results) {
    status.textContent = words;
    list.replaceChildren();
    for (const result of isPage ? results : results.slice(0, 6)) show(list, result);
    if (more) more.hidden = results.length <= 6;
    box.classList.toggle("open", Boolean(words));
  }

  async function answer() {
    const query = input.value.trim();
    const address = query ? `?q=${encodeURIComponent(query)}` : "";
    if (more) more.search = address;
    if (isPage) history.replaceState(null, "", location.pathname + address);
    if (!query) return say("", []);
    try {
      await load();
    } catch {
      return say(form.dataset.failed, []);
    }
    // The reader may have typed on meanwhile.
    if (query !== input.value.trim()) return;
    const results = search(query);
    say(results.length ? form.dataset.found.replace("{count}", results.length) : form.dataset.none, results);
  }

  const close = () => isPage || say("", []);

  // While a Chinese word is being composed, what stands in the field is not yet what is looked for.
  input.addEventListener("input", (event) => event.isComposing || answer());
  input.addEventListener("compositionend", answer);
  input.addEventListener("focus", () => load().catch(() => {}));
  form.addEventListener("submit", (event) => {
    if (!isPage && input.value.trim()) return;
    event.preventDefault();
    answer();
  });
  form.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !form.contains(relatedTarget) && close());
  document.addEventListener("pointerdown", ({ target }) => form.contains(target) || close());
  form.addEventListener("keydown", (event) => {
    const stops = [input, ...box.querySelectorAll("a:not([hidden])")];
    const at = stops.indexOf(document.activeElement);
    const next = stops[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
    if (event.isComposing || at < 0) return;
    if (next) next.focus();
    else if (event.key === "ArrowDown" && !at) answer();
    else if (event.key === "Escape" && (at || (!isPage && status.textContent))) {
      input.focus();
      close();
    } else return;
    event.preventDefault();
  });

  // On a slow line the reader may have begun to type before this script was there.
  if (isPage) input.value ||= new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) answer();
  else if (document.activeElement === input) load().catch(() => {});
}
