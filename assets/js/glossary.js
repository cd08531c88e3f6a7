// The terms of the glossary, filtered by what is typed: names in any script and case, readings with or without tones and
// spaces, their initials; where no name has it, what explanations say. Without this script the field is not shown.

const form = document.querySelector(".filter");
const [field, status] = [form.querySelector("input"), form.querySelector("[role=status]")];
const alike = new Map();
const pairs = [...form.dataset.alike];
for (let at = 0; at < pairs.length; at += 2) alike.set(pairs[at], pairs[at + 1]);

// Letters and figures alone, small, without accents, of two scripts one; words parted by one space.
const read = (text) =>
  Array.from(text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, ""), (each) => alike.get(each) ?? each)
    .join("")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

// What a reading may be typed as: its syllables from any of them on, and their initials.
const syllablesOf = (pinyin) => pinyin.match(/[^aeiouv ]*[aeiouv]+(?:ng|n|r)?(?![aeiouv])/g) ?? [];
function spelled(syllables) {
  const ends = syllables.map((_, at) => syllables.slice(at).join(""));
  return [...ends, syllables.map((each) => each[0]).join("")].join(" ");
}

// Where names are read otherwise than in pinyin, what the search knows of them tells how they are spelled in it.
const pinyinOf = new Map();
async function learn() {
  const url = document.querySelector("[data-search-data]")?.dataset.searchData;
  if (!url || !document.querySelector(".entry h3 .reading:is([lang|=zh-Bopo], [lang|=yue])")) return;
  const { alias } = await (await fetch(url)).json();
  for (const [pinyin, [name]] of alias) pinyinOf.set(read(name), pinyin);
  terms = undefined;
  if (field.value) look();
}

const sections = [...document.querySelectorAll(".group")];
const index = document.querySelector(".by-letter");
let terms;

function look() {
  terms ??= [...document.querySelectorAll(".entry")].map((entry) => {
    const heading = entry.querySelector("h3");
    const shown = heading.querySelector("[lang$=pinyin]")?.textContent;
    const pinyin = shown ?? pinyinOf.get(read(heading.firstChild.textContent)) ?? "";
    const other = shown ? "" : read(heading.querySelector(".reading")?.textContent ?? "");
    // ü is typed as u or as v; tones of Jyutping and spaces are left out.
    const ways = [pinyin, pinyin.normalize("NFD").replace(/u\u0308/g, "v")].map((each) => spelled(syllablesOf(read(each))));
    ways.push(other.replaceAll(" ", ""), spelled(other.replace(/[1-6]/g, "").split(" ")));
    return { entry, name: ` ${[read(heading.textContent), ...ways].join(" ")}`, text: ` ${read(entry.textContent)}` };
  });
  const wanted = read(field.value).split(" ").filter(Boolean);
  // A word of Latin letters is found from its beginning, other letters wherever they stand.
  const has = (key) => wanted.every((each) => key.includes(/^[a-z0-9]/.test(each) ? ` ${each}` : each));
  let found = terms.filter(({ name }) => has(name));
  if (!found.length) found = terms.filter(({ text }) => has(text));
  const shown = new Set(found.map(({ entry }) => entry));
  for (const { entry } of terms) entry.hidden = !shown.has(entry);
  for (const section of sections) section.hidden = !section.querySelector(".entry:not([hidden])");
  if (index) index.hidden = wanted.length > 0;
  status.textContent = !wanted.length ? "" : found.length ? form.dataset.found.replace("{count}", found.length) : form.dataset.none;
  // What is left may end above the window, or begin behind the keys of a phone.
  const top = form.closest(".body").getBoundingClientRect().top;
  if (top < 0 || (wanted.length && top > visualViewport.height / 8)) scrollBy(0, top);
}

// A term that a link leads to is shown, whatever is typed, and unfolded.
function land() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target?.matches(".entry")) return;
  const folded = target.querySelector("details");
  if (folded) folded.open = true;
  if (!target.hidden) return;
  field.value = "";
  look();
  target.scrollIntoView();
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", look);
field.addEventListener("focus", () => learn().catch(() => {}), { once: true });
addEventListener("hashchange", land);
land();
