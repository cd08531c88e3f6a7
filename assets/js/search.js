// The search as readers see it: a field, what it answers, and the words lit on the page that is opened. What finds is in
// find.js, what forgives slips in near.js: both come with the first field that a reader turns to.

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

function show(list, result, find) {
  const link = make("a", make("li", list));
  link.href = result.url;
  const { wanted } = result;
  const head = make("strong", link);
  for (const [at, words] of [result.title, result.heading].filter(Boolean).entries()) {
    if (at) head.append(" › ");
    sayMarked(head, words.normalize(), find.marks(words, wanted));
  }
  if (result.reasons.length) say(make("small", head), ` = ${result.reasons.join(" = ")}`);
  const cut = snippet(result.text, find.marks(result.text, wanted));
  const text = make("span", link);
  if (cut.isCut[0]) text.append("…");
  sayMarked(text, cut.text, cut.places);
  if (cut.isCut[1]) text.append("…");
  link.addEventListener("click", () => remember(link, find.wordsOn(link.pathname, wanted)));
}

// Why a group of answers is there although nothing says what was typed: what that may have meant, how it is read.
function label(box, { rung, meant }, find, address) {
  const [before, after] = find.said(rung).split("{words}");
  if (!before) return;
  const line = make("p", box);
  line.className = "rung";
  say(line, before);
  if (!meant) return;
  const link = make("a", line);
  link.href = address;
  link.search = `?q=${encodeURIComponent(meant)}`;
  say(link, meant);
  say(line, after ?? "");
}

// ---- Words that were looked for, on the page that was found by them --------------------------------------------------

// For the page that is opened next, in this tab; on the same page nothing is loaded.
function remember(link, words) {
  if (link.pathname === location.pathname) return light({ page: link.pathname, words });
  try {
    sessionStorage.setItem("sought", JSON.stringify({ page: link.pathname, words }));
  } catch {}
}

// Lights them without a change of the page itself, where browsers can; Escape puts them out.
export function light({ page, words }) {
  if (page !== location.pathname || !words.length || !CSS.highlights) return;
  const literal = (each) => each.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+");
  const longestFirst = [...words].sort((one, other) => other.length - one.length);
  const [nodes, starts] = [[], []];
  let whole = "";
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("rt, rp, nav, [popover], .search, script, style")) continue;
    nodes.push(node);
    starts.push(whole.length);
    whole += node.data;
  }
  let at = 0;
  const place = (offset, isEnd) => {
    while (at + 1 < starts.length && starts[at + 1] + Number(isEnd) <= offset) at += 1;
    return [nodes[at], offset - starts[at]];
  };
  const lit = new Highlight();
  for (const { 0: found, index } of whole.matchAll(new RegExp(longestFirst.map(literal).join("|"), "gu"))) {
    const range = new Range();
    range.setStart(...place(index, false));
    range.setEnd(...place(index + found.length, true));
    lit.add(range);
  }
  CSS.highlights.set("sought", lit);
  addEventListener("keydown", ({ key }) => key === "Escape" && CSS.highlights.delete("sought"));
}

// ---- The field ---------------------------------------------------------------------------------------------------------

const AT_ONCE = 20; // on the page of the search
const IN_FIELD = 6;

// Makes a search field answer. What it answers stands in a box that is empty, and without a frame, when there is nothing.
export function attach(form) {
  const parts = ["input", "[data-answer]", "[role=status]", "[data-results]", "[data-more]", "[data-next]"];
  const [input, box, status, list, more, next] = parts.map((part) => form.querySelector(part));
  const isPage = form.dataset.search === "page";
  let modules;
  let find;
  let left = []; // what is not yet shown

  async function load() {
    modules ??= Promise.all(form.dataset.searchModules.split(" ").map((module) => import(module)));
    try {
      const [finding, near] = await modules;
      await finding.open(form.dataset.searchData, near);
      find = finding;
    } catch (error) {
      modules = undefined;
      throw error;
    }
  }

  // Shows the next results, each group below its label; returns the first.
  function go() {
    const before = list.querySelectorAll("li").length;
    for (const { group, result } of left.splice(0, isPage ? AT_ONCE : IN_FIELD)) {
      if (result === group.found[0]) {
        label(list, group, find, form.action);
        make("ol", list);
      }
      show(list.lastElementChild, result, find);
    }
    if (next) next.hidden = !left.length;
    return list.querySelectorAll("li a")[before];
  }

  function say(words, groups) {
    status.textContent = words;
    list.replaceChildren();
    left = groups.flatMap((group) => group.found.map((result) => ({ group, result })));
    if (more) more.hidden = left.length <= IN_FIELD;
    go();
    box.classList.toggle("open", Boolean(words));
  }

  async function answer() {
    const query = input.value.trim();
    const address = query ? `?q=${encodeURIComponent(query)}` : "";
    if (more) more.search = address;
    if (isPage) history.replaceState(null, "", location.pathname + address);
    if (!query) return say("", []);
    if (!find) say(form.dataset.waiting, []);
    try {
      await load();
    } catch {
      return say(form.dataset.failed, []);
    }
    const isOld = () => query !== input.value.trim();
    if (isOld()) return;
    const groups = await find.search(query);
    // The reader may have typed on meanwhile.
    if (isOld()) return;
    const count = groups.reduce((sum, group) => sum + group.found.length, 0);
    say(count ? form.dataset.found.replace("{count}", count) : form.dataset.none, groups);
  }

  const close = () => isPage || say("", []);

  // While a Chinese word is being composed, what stands in the field is not yet what is looked for.
  input.addEventListener("input", (event) => event.isComposing || answer());
  input.addEventListener("compositionend", answer);
  input.addEventListener("focus", () => load().catch(() => {}));
  next?.addEventListener("click", () => go()?.focus());
  form.addEventListener("submit", (event) => {
    if (!isPage && input.value.trim()) return;
    event.preventDefault();
    answer();
  });
  form.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !form.contains(relatedTarget) && close());
  document.addEventListener("pointerdown", ({ target }) => form.contains(target) || close());
  form.addEventListener("keydown", (event) => {
    const stops = [input, ...box.querySelectorAll(":is(a, button):not([hidden])")];
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

  // On a slow line the reader may have begun to type before this script was there; or the address says what to look for.
  if (input.value) answer();
  else if (document.activeElement === input) load().catch(() => {});
}
