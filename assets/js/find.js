// Finding in the reader's own browser: the text of the edition is fetched once, and nothing is sent anywhere. What is
// looked for and what is looked through are read alike, character by character: small letters, no accents, full-width
// as half-width, and of a Simplified character and its Traditional forms one.

let data; // {base, fold, alias, sounds, small, endings, pages}, as the generator writes it
let near; // the module of that name
let opened;
let heard; // how characters are read, and how by those who do not tell zh from z; nothing where nobody spells
const folds = new Map();
const keys = new Map(); // what may be typed, without spaces → the names that it stands for
const called = []; // the names of each term
const small = new Set(); // words that only ask or join
let longest = 1;
let endings; // of Latin words: goals, issued
const sections = [];
let usual; // how long a section is
let rarities; // of what headings consist of
let vocabulary; // Latin words of all texts

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

export const read = (text) => text.normalize().toLowerCase().replace(/[^\0-\x7f]/gu, fold);

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

const isWord = ({ text }) => /^[a-z0-9]/.test(text);
const isLatin = ({ text }) => /^[a-z]/.test(text);
const joined = (some) => some.map((part) => part.text).join("");
const typedAs = (some) => some.map(({ gap, text }) => gap + text).join("").trim();
const GAPS = { "": "", "-": "[-'. ]?", " ": "[^a-z0-9\\u3400-\\u9fff]+" };
// A Latin word is found from its beginning, a figure only whole (of a paragraph, O-12, behind any mark), other letters
// wherever they stand.
const pattern = (some) =>
  some
    .map(({ text, gap }, at) => {
      const start = /^[a-z0-9]/.test(text) && (!at || gap === " ") ? "\\b" : "";
      const words = text.replace(/([a-z])(?=\d)/g, "$1[-. ]?");
      return (at ? GAPS[gap] : "") + start + words + (/\d$/.test(text) ? "(?!\\d)" : "");
    })
    .join("");

// What a match of that begins with.
const firstOf = ([{ text }]) => /^[a-z]+/.exec(text)?.[0] ?? text;

// The same for one word of a language with endings, whichever it has: issued finds issues.
function anyForm(some) {
  const [{ text }] = some;
  const ending = some.length === 1 && isLatin(some[0]) && endings?.exec(text)?.[0];
  return ending && text.length - ending.length > 3 ? `\\b${text.slice(0, -ending.length)}` : pattern(some);
}

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
    return some.length ? { name, read: read(name), first: firstOf(some), pattern: pattern(some) } : [];
  });
  called.push(all);
  for (const words of [...names, ...others]) {
    addKey(read(words), all);
    // Jyutping is typed without its tones, too.
    if (/^(?:[a-z]+[1-6],? ?){2,}$/.test(words)) addKey(read(words.replace(/\d/g, "")), all);
  }
  // ü is typed as u or as v.
  for (const typed of [pinyin, pinyin.normalize("NFD").replace(/u\u0308/g, "v")]) addKey(read(typed), all);
  const syllables = pinyin.split(" ");
  if (syllables.length > 2) addKey(syllables.map((syllable) => read(syllable)[0]).join(""), all);
}

// A slow machine goes on answering its reader between two pieces of work.
let begun = 0;

async function breathe() {
  if (performance.now() - begun < 8) return;
  await new Promise((go) => setTimeout(go));
  begun = performance.now();
}

async function load(url) {
  // Its name never changes: the browser asks whether what it keeps is still so.
  const answer = await fetch(url, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  data = await answer.json();
  const characters = [...data.fold];
  for (let at = 0; at < characters.length; at += 2) folds.set(characters[at], characters[at + 1]);
  data.alias.forEach(addAlias);
  for (const word of data.small ?? []) {
    const some = parts(read(word));
    small.add(joined(some));
    longest = Math.max(longest, some.length);
  }
  if (data.endings?.length) endings = new RegExp(`(?:${data.endings.join("|")})$`);
  await breathe();
  for (const [address, title, below] of data.pages) {
    for (const [id, heading, text] of below) {
      const url = data.base + address + (id && `#${id}`);
      const shown = [id ? title : "", heading, text];
      const [key, lead] = [heading, heading.split(/[:：]/)[0]].map((words) => joined(parts(read(words))));
      sections.push({ url, title: shown[0], heading, text, read: shown.map(read), key, lead });
    }
    await breathe();
  }
  usual = 1 + sections.reduce((sum, { text }) => sum + text.length, 0) / sections.length;
}

// Fetches and reads what is looked through, once; `misses` is the module of near misses.
export function open(url, misses) {
  near = misses;
  opened ??= load(url).catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

// What groups of answers are called in the words of the edition.
export const said = (name) => data.said?.[name] ?? "";

// ---- What is looked for ---------------------------------------------------------------------------------------------

// The longest name of a term that begins at a place wins; then, where a query `isCut`, words that only ask or join.
function* units(typed, isCut) {
  const longestAt = (at, holds) => {
    let count = Math.min(longest, typed.length - at);
    while (count && !holds(joined(typed.slice(at, at + count)))) count -= 1;
    return count;
  };
  for (let at = 0; at < typed.length; ) {
    const named = longestAt(at, (key) => keys.has(key));
    const idle = longestAt(at, (key) => small.has(key));
    const isName = named > 0 && named >= idle;
    const some = typed.slice(at, at + (isName ? named : ((isCut || isLatin(typed[at])) && idle) || 1));
    const isSmall = !isName && small.has(joined(some));
    yield { some, names: isName ? [...keys.get(joined(some))] : [], isName, isSmall };
    at += some.length;
  }
}

// A query as terms that must all be found, each of pieces that follow one another: what was typed, or, for a name of
// a term, any of its names. Words that only ask are left out where others remain. A query that `isCut` ends a term at
// each of them, and at each name: 什么是软实力, 意见的全文.
function terms(typed, isCut) {
  const found = [];
  let isBroken = true;
  for (const { some, names, isName, isSmall } of units(typed, isCut)) {
    if (isCut && isSmall) {
      isBroken = true;
      continue;
    }
    if (isBroken || some[0].gap === " " || (isCut && (isName || found.at(-1).isName))) {
      found.push({ some: [], names: [], literal: "", pattern: "", isName, isSmall: true, firsts: [] });
    }
    isBroken = false;
    const term = found.at(-1);
    const isFirst = !term.some.length;
    const before = isFirst ? "" : GAPS[some[0].gap];
    const literal = pattern(some);
    const own = names.length ? literal : anyForm(some);
    const others = names.filter((name) => name.pattern !== literal);
    const choice = [own, ...others.map((name) => name.pattern)].join("|");
    if (isFirst) term.firsts = [own === literal ? firstOf(some) : own.slice(2), ...names.map((name) => name.first)];
    term.some.push(...some);
    term.literal += before + own;
    term.pattern += before + (others.length ? `(?:${choice})` : own);
    term.names.push(...others);
    term.isSmall &&= isSmall;
  }
  // Between names a single character is most often a particle.
  const says = ({ some, isName }) => !isCut || isName || some.length > 1 || isWord(some[0]);
  const whole = found.filter(says);
  const wanted = whole.filter((term) => !term.isSmall);
  return (wanted.length ? wanted : whole).map(complete);
}

const complete = (term) => ({
  ...term,
  // What is nothing but characters is counted faster.
  plain: /^[\u3400-\u9fff]+$/.test(term.pattern) ? term.pattern : "",
  names: (term.names ?? []).map(({ name, pattern }) => ({ name, is: new RegExp(pattern, "u") })),
  literal: new RegExp(term.literal, "u"),
  any: new RegExp(term.pattern, "gu"),
});

// ---- How well a section answers ---------------------------------------------------------------------------------------

// Most sections hold none of the words that a match may begin with, which is seen sooner than that nothing matches.
const mayHold = (text, { firsts }) => !firsts || firsts.some((first) => text.includes(first));

function count(text, term) {
  if (term.plain) return times(text, term.plain);
  return (mayHold(text, term) && text.match(term.any)?.length) || 0;
}

function times(text, words) {
  let count = 0;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) count += 1;
  return count;
}

// The more of a heading a term is, the more the section is about it; what stands behind a colon only says more of what
// stands before it. A heading that is nothing but a name of a term, as the glossary has them, says what that means.
function named(heading, term) {
  const [name] = heading.split(/[:：]/);
  const about = count(name, term) ? name : heading;
  const { length } = (term.literal.exec(about) ?? about.match(term.any))[0];
  return 60 + (60 * length) / about.length + (term.names.length && length === heading.length ? 50 : 0);
}

function weigh(section, wanted, isInHeads) {
  const [title, heading, text] = section.read;
  let weight = 0;
  let own = 0;
  for (const term of wanted) {
    const [inTitle, inHeading, inText] = [title, heading, isInHeads ? "" : text].map((each) => count(each, term));
    if (inHeading + inText) own += 1;
    else if (!inTitle) return 0;
    // What stands once in a few lines is more about them than what stands twice in a long table.
    weight += (inTitle ? 5 : 0) + (20 * inText) / (inText + 1 + text.length / usual);
    if (inHeading) weight += named(heading, term) + (title ? 0 : 20);
    if (term.names.length && (term.literal.test(heading) || term.literal.test(text))) weight += 10;
  }
  // A heading without a text of its own only leads to what stands below it.
  return own && (text ? weight : weight / 2);
}

// What is typed as a heading has it, or has a part of it, most likely is that: its marks and spaces aside.
function heads({ key, lead }, whole) {
  if (key === whole || lead === whole) return 400;
  const part = [lead, key].find((each) => each.includes(whole));
  return part ? (100 * whole.length) / part.length : 0;
}

// Many headings are questions, too: how much of a heading a question says, its rare words above all; 0 where that is
// little. Of Chinese each two characters count.
function resembles(section, asked) {
  if (!rarities) {
    for (const each of sections) each.units = [...unitsOf(parts(each.read[1]))];
    const counts = tally(sections.flatMap(({ units }) => units));
    rarities = new Map([...counts].map(([each, count]) => [each, Math.log(1 + sections.length / count)]));
  }
  const weigh = (some) => some.reduce((sum, each) => sum + rarities.get(each), 0);
  const both = section.units.filter((each) => asked.has(each));
  const share = both.length && weigh(both) / weigh(section.units);
  return (both.length > 2 && share > 0.45) || (both.length > 1 && share === 1) ? share : 0;
}

function tally(some) {
  const counts = new Map();
  for (const each of some) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

const mostFrequent = (counts) => [...counts].sort((one, other) => other[1] - one[1])[0]?.[0];

function unitsOf(some) {
  const units = new Set();
  for (const [at, part] of some.entries()) {
    if (isWord(part)) units.add(part.text);
    else if (at && !isWord(some[at - 1])) units.add(some[at - 1].text + part.text);
  }
  return units;
}

const bestFirst = (found) => found.filter(({ weight }) => weight).sort((one, other) => other.weight - one.weight);

function answers(wanted, whole, isInHeads) {
  if (!wanted.length) return [];
  const found = sections.map((section) => {
    const weight = weigh(section, wanted, isInHeads);
    return { section, wanted, weight: weight || section.key === whole ? weight + heads(section, whole) : 0 };
  });
  return bestFirst(found);
}

// The same, and sections whose headings ask almost the same.
function asked(typed, found) {
  const units = unitsOf(typed);
  const known = new Map(found.map((each) => [each.section, each]));
  for (const section of sections) {
    const share = resembles(section, units);
    if (!share) continue;
    if (!known.has(section)) {
      const both = parts(section.read[1]).filter((part) => typed.some(({ text }) => text === part.text));
      known.set(section, { section, wanted: terms(both), weight: 0 });
    }
    known.get(section).weight += 150 * share;
  }
  return bestFirst([...known.values()]);
}

// Where not all words are found: sections that hold the most of them, rare words before frequent ones.
function someOf(wanted) {
  const found = sections.map((section) => ({ section, wanted, weight: 0, share: 0 }));
  let all = 0;
  for (const term of wanted) {
    const counts = sections.map(({ read }) => read.map((text) => count(text, term)));
    const rarity = Math.log(1 + sections.length / (1 + counts.filter((each) => each.some(Boolean)).length));
    all += rarity;
    for (const [at, [inTitle, inHeading, inText]] of counts.entries()) {
      const long = sections[at].text.length / usual;
      const weight = (inHeading && 3) + (inTitle && 1) + (inText && (2 * inText) / (inText + long));
      found[at].weight += rarity * weight;
      if (weight) found[at].share += rarity;
    }
  }
  for (const each of found) each.weight *= (each.share / all) * (each.section.text ? 1 : 0.5);
  const best = bestFirst(found);
  return best.filter(({ weight }, at) => at < FEW || weight > best[0].weight / 3);
}

const stands = (term) => sections.some((section) => section.read.some((text) => count(text, term)));

// ---- Rungs: the next is tried only where those before it find little ------------------------------------------------------

const FEW = 5;

// A query answered in groups: [{rung, meant, found: [{url, title, heading, text, reasons, wanted}]}]. The rungs are
// "exact", "asked" (the words of a question), "sound", "slip", "initials" and "some"; `meant` is what a reader may have
// meant who wrote it otherwise.
export async function search(query) {
  const typed = parts(read(near.fromBopomofo(query))).slice(0, 60);
  const whole = joined(typed);
  const groups = [];
  const seen = new Set();
  if (!whole) return groups;

  function add(rung, found, meant) {
    const own = found.filter(({ section }) => !seen.has(section));
    for (const { section } of own) seen.add(section);
    const shown = own.map(({ section, wanted }) => ({ ...section, wanted, reasons: reasons(section, wanted) }));
    if (own.length) groups.push({ rung, meant, found: shown });
    return own.length > 0;
  }

  add("exact", answers(terms(typed), whole));
  if (seen.size >= FEW || [...seen].some((section) => section.key === whole)) return groups;
  const cut = terms(typed, true);
  await breathe();
  const saying = answers(cut, whole);
  if (saying.length || seen.size) add("asked", asked(typed, saying));
  if (seen.size >= FEW) return groups;
  for (const wanted of soundsLike(typed, cut)) {
    await breathe();
    const found = answers(wanted.terms, whole, wanted.isInHeads);
    if (add("sound", found)) break;
  }
  await breathe();
  if (!seen.size) {
    const meant = withoutSlips(typed, cut);
    const right = parts(read(meant));
    await breathe();
    if (meant && !add("slip", answers(terms(right), joined(right)), meant)) {
      add("slip", asked(right, answers(terms(right, true), joined(right))), meant);
    }
    add("asked", asked(typed, []));
  }
  if (seen.size >= FEW) return groups;
  await breathe();
  const initials = byInitials(typed);
  if (initials) add("initials", answers([initials], whole, true));
  await breathe();
  if (!seen.size || typed.length > 1) add("some", someOf(pieces(cut)));
  return groups;
}

// The names by which a section was found although it does not hold what the reader typed.
function reasons(section, wanted) {
  return wanted
    .filter((term) => !section.read.some((each) => term.literal.test(each)))
    .map((term) => term.names.find(({ is }) => section.read.some((each) => is.test(each)))?.name)
    .filter(Boolean);
}

// A term for whatever has a pattern, and for what terms are called otherwise of whose names one has it.
function termOf(pattern, some) {
  const own = new RegExp(pattern, "u");
  const having = called.flatMap((all) => {
    const name = all.find((name) => own.test(name.read));
    return name ? { all, length: name.read.length } : [];
  });
  const names = having.sort((one, other) => one.length - other.length).slice(0, 9).flatMap(({ all }) => all);
  return complete({ some, names, literal: pattern, pattern: [pattern, ...names.map((name) => name.pattern)].join("|") });
}

function hearing() {
  const ways = data.sounds ? [false, true] : [];
  return (heard ??= ways.map((isBlurred) => new near.Sounds(data.sounds, fold, isBlurred)));
}

// Ways to take a query in Latin letters for how something sounds: all of it, or each of its words.
function* soundsLike(typed, cut) {
  if (!typed.some(isLatin)) return;
  for (const each of hearing()) {
    const whole = each.alike(typed);
    // A single syllable stands everywhere: it is looked for in names only.
    if (whole) yield { terms: [termOf(whole.pattern, typed)], isInHeads: whole.length < 2 };
  }
  for (const each of hearing()) {
    const words = cut.map((term) => {
      const alike = !term.isName && isLatin(term.some[0]) && each.alike(term.some);
      return alike && alike.length > 1 ? termOf(`${alike.pattern}|${term.literal.source}`, term.some) : term;
    });
    if (words.some((term, at) => term !== cut[at])) yield { terms: words };
  }
}

// A query with its slips mended, where its words stand nowhere and others almost like them do.
function withoutSlips(typed, cut) {
  let [mended, isMended] = [[...typed], false];
  for (const part of typed.filter((each) => isLatin(each) && each.text.length > 4)) {
    const right = nearestWord(part.text);
    if (right) mended = mended.map((each) => (each === part ? ((isMended = true), { ...part, text: right }) : each));
  }
  let words = typedAs(mended);
  for (const term of cut) {
    if (term.isName || isLatin(term.some[0]) || term.some.length < 3 || stands(term)) continue;
    const own = joined(term.some);
    const right = nearestHan(term.some);
    if (right) [words, isMended] = [words.replace(own, right), true];
  }
  return isMended ? words : "";
}

function nearestWord(word) {
  vocabulary ??= wordsOf([...sections.flatMap(({ read }) => read), ...called.flat().map(({ read }) => read)]);
  for (const each of vocabulary.keys()) if (each.startsWith(word)) return undefined;
  for (const most of word.length > 8 ? [1, 2] : [1]) {
    const best = mostFrequent(new Map([...vocabulary].filter(([each]) => near.distance(word, each, most) <= most)));
    // What stands in no text is how a term is spelled.
    if (best) return vocabulary.get(best) ? best : [...keys.get(best)][0].read;
  }
  return undefined;
}

// How often each word stands there; what terms may be typed as is among them.
function wordsOf(texts) {
  const spelled = [...keys.keys()].filter((key) => /^[a-z]{4,}$/.test(key));
  const words = texts.flatMap((text) => text.match(/[a-z]{4,}/g) ?? []);
  return new Map([...spelled.map((key) => [key, 0]), ...tally(words)]);
}

// The word that sounds like one that stands nowhere, or differs in one slip. Names and headings come first; three
// characters of which one is wrong are too little to go by in all texts.
function nearestHan(some) {
  const alike = hearing().map((each) => each.alike(some)?.pattern).filter(Boolean);
  const slips = near.slips(joined(some));
  const names = [...called.flat().map(({ read }) => read), ...sections.map(({ read }) => read[1])];
  const texts = sections.map(({ read }) => read[2]);
  const tries = [...alike.flatMap((each) => [[each, names], [each, texts]]), [slips, names]];
  if (some.length > 3) tries.push([slips, texts]);
  for (const [pattern, among] of tries) {
    const any = new RegExp(pattern, "gu");
    const right = mostFrequent(tally(among.flatMap((text) => text.match(any) ?? [])));
    if (right) return right;
  }
  return undefined;
}

// Two letters for a name that begins so, more for any place in names and headings.
function byInitials(typed) {
  const letters = joined(typed);
  const begun = /^[a-z]{2,12}$/.test(letters) && hearing()[0]?.initials(letters);
  if (!begun) return undefined;
  return termOf(letters.length > 2 ? begun.pattern : `^(?:${begun.pattern})`, typed);
}

// What a query is made of, if it cannot be found whole: words, and of unspaced ones that stand nowhere each two characters.
function pieces(cut) {
  return cut.flatMap((term) => {
    if (term.isName || isLatin(term.some[0]) || term.some.length < 3 || stands(term)) return term;
    return term.some.slice(1).flatMap((part, at) => terms([{ ...term.some[at], gap: " " }, part]));
  });
}

// ---- Where it stands ----------------------------------------------------------------------------------------------------

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

// What stands on a page of what is looked for, as it is written there.
export function wordsOn(page, wanted) {
  const found = new Set();
  for (const { url, heading, text } of sections) {
    if (url.split("#")[0] !== page) continue;
    for (const shown of [heading, text]) {
      for (const [start, end] of marks(shown, wanted)) found.add(shown.normalize().slice(start, end));
    }
  }
  return [...found];
}
