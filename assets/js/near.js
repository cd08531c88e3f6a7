// What is typed by readers who know how a word sounds, or write it almost right: pinyin, whole or begun, first letters,
// Bopomofo, and slips. All of it becomes patterns for what is looked through; nothing here knows a text.

const SIGNS = "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦㄧㄨㄩ";
const LETTERS = "b p m f d t n l g k h j q x zh ch sh r z c s a o e e ai ei ao ou an en ang eng er i u v".split(" ");

// Bopomofo (注音) in pinyin, its tones left out; other text as it is.
export function fromBopomofo(text) {
  const latin = (signs) => [...signs].map((sign) => LETTERS[SIGNS.indexOf(sign)]).join("");
  return text.replace(/([ㄅ-ㄙ]?)([ㄧㄨㄩ]?[ㄚ-ㄦ]?)([ˊˇˋ˙]?)/gu, (signs, initial, final, tone, at) => {
    if (!initial && !final) return tone ? " " : "";
    const isOpen = !tone && at + signs.length === text.length;
    return `${spell(latin(initial), latin(final), isOpen)} `;
  });
}

// What a syllable is in pinyin, of which Bopomofo writes each sound alike wherever it stands: 因 ien, 勇 veng.
function spell(initial, final, isOpen) {
  const short = final.replace(/^ie(?=n)/, "i").replace("veng", "iong").replace(/^ve(?=n)/, "v");
  if (initial) {
    // 知 is its initial alone, unless its reader goes on.
    if (!final) return initial + (/^([zcs]h?|r)$/.test(initial) && !isOpen ? "i" : "");
    const whole = short.replace("iou", "iu").replace("uei", "ui").replace(/^uen$/, "un").replace("ueng", "ong");
    return initial + (/[jqx]/.test(initial) ? whole.replace("v", "u") : whole);
  }
  return short
    .replace(/^i(?=n|$)/, "yi")
    .replace(/^i/, "y")
    .replace(/^u$/, "wu")
    .replace(/^u/, "w")
    .replace(/^v/, "yu");
}

// Which characters are read as what. `text` has each syllable before its characters; `fold` tells how these are read in
// a text. Readers who do not tell zh from z, or ing from in, are understood where `isBlurred`.
export class Sounds {
  #characters = new Map();
  #syllables = new Map();

  constructor(text, fold, isBlurred) {
    for (const [, syllable, characters] of text.matchAll(/([a-z]+)([^a-z]+)/g)) {
      for (const character of characters) {
        const read = fold(character);
        // ü is typed as v, and as u.
        for (const typed of new Set([syllable, syllable.replace("v", "u")])) {
          for (const each of isBlurred ? blurs(typed) : [typed]) this.#add(each, read);
        }
      }
    }
  }

  #add(syllable, character) {
    if (!this.#characters.has(syllable)) this.#characters.set(syllable, new Set());
    this.#characters.get(syllable).add(character);
    if (!this.#syllables.has(character)) this.#syllables.set(character, new Set());
    this.#syllables.get(character).add(syllable);
  }

  // Characters that are read as a syllable that is `letters`, or begins with them.
  #read(letters, isBegun) {
    const found = isBegun ? [...this.#characters].filter(([each]) => each.startsWith(letters)) : [];
    return new Set(isBegun ? found.flatMap(([, each]) => [...each]) : this.#characters.get(letters));
  }

  // Every way to take letters for syllables, the last of which may be unfinished: lists of sets of characters.
  #spelled(letters, isLast) {
    const ways = [];
    const go = (rest, way) => {
      if (!rest) return ways.push(way);
      for (let end = Math.min(6, rest.length); end && ways.length < 20; end -= 1) {
        const [syllable, after] = [rest.slice(0, end), rest.slice(end)];
        const isBegun = isLast && !after;
        const read = this.#read(syllable, isBegun);
        if (read.size) go(after, [...way, read]);
      }
    };
    go(letters.replace(/[1-5](?=[a-z]|$)/g, ""), []);
    return ways;
  }

  // A pattern for all that sounds like the parts of a query, {length, pattern}; nothing where one cannot be read.
  alike(parts) {
    let ways = [[]];
    for (const [at, { text }] of parts.entries()) {
      const isLatin = /^[a-z]/.test(text);
      const own = isLatin ? this.#spelled(text, at === parts.length - 1) : [[this.#alikeTo(text)]];
      ways = ways.flatMap((way) => own.map((each) => [...way, ...each])).slice(0, 40);
    }
    return either(ways);
  }

  #alikeTo(character) {
    const syllables = this.#syllables.get(character) ?? [];
    return new Set([character, ...[...syllables].flatMap((each) => [...this.#read(each)])]);
  }

  // The same for letters with which the syllables of a word begin: rsl, zgm and zhgm.
  initials(letters) {
    const ways = [];
    const go = (rest, way) => {
      if (!rest) return ways.push(way);
      for (const initial of new Set([/^[zcs]h/.test(rest) ? rest.slice(0, 2) : rest[0], rest[0]])) {
        const read = this.#read(initial, true);
        if (read.size) go(rest.slice(initial.length), [...way, read]);
      }
    };
    if (/^[a-z]+$/.test(letters)) go(letters, []);
    return either(ways);
  }
}

// Marks that may stand between the characters of a name.
const BETWEEN = "[、，·“”「」《》 ]?";

function either(ways) {
  const patterns = ways.filter((way) => way.length).map((way) => way.map((each) => `[${[...each].join("")}]`).join(BETWEEN));
  return patterns.length ? { length: Math.max(...ways.map((way) => way.length)), pattern: patterns.join("|") } : undefined;
}

function blurs(syllable) {
  const begun = [syllable, syllable.replace(/^([zcs])h?/, "$1h"), syllable.replace(/^([zcs])h/, "$1")];
  return new Set(begun.flatMap((each) => [each, each.replace(/n$/, "ng"), each.replace(/ng$/, "n")]));
}

const HAN = "[\\u3400-\\u9fff]";

// A pattern for Chinese words that differ in one slip: a character wrong, two exchanged; in longer words also one too
// many or left out.
export function slips(word) {
  const characters = [...word];
  const ways = [];
  const put = (from, count, ...others) =>
    ways.push([...characters.slice(0, from), ...others, ...characters.slice(from + count)].join(""));
  for (let at = 0; at < characters.length; at += 1) {
    put(at, 1, HAN);
    if (at) put(at - 1, 2, characters[at], characters[at - 1]);
    if (characters.length > 3 && at) put(at, 0, HAN);
    if (characters.length > 3) put(at, 1);
  }
  return ways.join("|");
}

// How many letters are wrong, left out, too many or exchanged between two words; more than `most` is not counted.
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], [...Array(other.length + 1).keys()]];
  for (let at = 1; at <= one.length; at += 1) {
    const row = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const isSame = one[at - 1] === other[to - 1];
      row[to] = Math.min(last[to] + 1, row[to - 1] + 1, last[to - 1] + !isSame);
      const isTurned = one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      if (isTurned) row[to] = Math.min(row[to], before[to - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}
