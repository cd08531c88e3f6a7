// Comforts that pages do without: readers' settings, a bar that comes back, a change of edition that keeps the reader's
// place, terms and sources explained on the spot, the place in the contents, pages passed on and mistakes reported.

const root = document.documentElement;

// What readers choose stays in their browser. Storage may be switched off: then the choice lasts for one page.
function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {}
}

function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {}
}

// Where the browser has no pop-ups, nothing is ever open; it would not even know the word.
const isOpen = (box) => Boolean(box.showPopover) && box.matches(":popover-open");

// The browser's own bars take the colour that the style sheet gives the page.
function colourBars() {
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    meta.content = getComputedStyle(root).backgroundColor;
  }
}

// What readers choose stands on the root, where the style sheet looks at it; `theme.js` sets it on the next page.
for (const button of document.querySelectorAll("[data-settings]")) {
  const form = document.getElementById(button.getAttribute("popovertarget"));
  for (const input of form.elements) if (input.value && recall(input.name) === input.value) input.checked = true;
  form.addEventListener("change", ({ target: { name, value } }) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
    remember(name, value);
    if (name === "theme") colourBars();
  });
  button.hidden = !form.showPopover;
}
if (root.dataset.theme) colourBars();

const bar = document.querySelector("[data-bar]");
const heads = [...document.querySelectorAll("main :is(h2, article, section, .heading)[id], .body > h3[id]")];
// What has come up to here has been begun: a jump leaves a heading just above it, below the bar, whose height grows with
// the letters.
const line = () => parseFloat(getComputedStyle(root).scrollPaddingTop) + 30;
const lastBegun = (found) => found.filter((head) => head.getBoundingClientRect().top <= line()).pop();

// Where the reader is: the last heading that has been passed; back at the top, where they last rested, or what the
// address names.
let rested = "";
function place() {
  const named = location.hash && document.querySelector(`main [id="${CSS.escape(location.hash.slice(1))}"]`);
  const id = lastBegun(heads)?.id || rested || named?.id;
  return id ? `#${id}` : "";
}

if (bar) {
  const sections = document.querySelector("button.to-contents");
  if (sections) {
    const here = sections.cloneNode(true);
    here.classList.add("here");
    bar.querySelector(".site-title").after(here);
  }
  const up = bar.querySelector("[data-up]");
  up.hidden = false;
  up.addEventListener("click", () => {
    scrollTo(0, 0);
    bar.querySelector(".site-title").focus({ preventScroll: true });
  });

  // Scrolling down the bar goes, scrolling up it comes: after some way, so that it does not tremble. A jump, as by a
  // link, does neither.
  let [at, turned, resting] = [scrollY, scrollY];
  const move = () => {
    const moved = scrollY - at;
    const isJump = Math.abs(moved) > innerHeight * 0.7;
    if (isJump || Math.sign(moved) !== Math.sign(at - turned)) turned = isJump ? scrollY : at;
    at = scrollY;
    const isAtTop = at < 2 * bar.offsetHeight;
    root.classList.toggle("scrolled", !isAtTop);
    if (isAtTop || at < turned - 24) root.classList.remove("reading");
    else if (at > turned + 8 && ![...document.querySelectorAll(".menu")].some(isOpen)) root.classList.add("reading");
    clearTimeout(resting);
    resting = setTimeout(rest, 1000);
  };
  addEventListener("scroll", move, { passive: true });
  move();

  // Each page knows where it was left, in whichever edition; those longest unread are forgotten. It is not offered to
  // begin again, nor to go on from the end.
  const { page } = bar.dataset;
  const placesLeft = () => {
    try {
      return Object.entries(JSON.parse(recall("places"))).slice(-30);
    } catch {
      return []; // Others may have stored what is no list of places.
    }
  };
  const left = placesLeft().find(([key]) => key === page)?.[1];
  function rest() {
    const id = lastBegun(heads)?.id;
    if (!id) return;
    rested = id;
    const others = placesLeft().filter(([key]) => key !== page);
    const isRead = innerHeight + scrollY > root.scrollHeight - innerHeight;
    const own = isRead || id === heads[0].id ? [] : [[page, id]];
    remember("places", JSON.stringify(Object.fromEntries([...others, ...own])));
  }
  // Whoever comes back or loads anew is taken to the place by the browser.
  const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const head = heads.find((each) => each.id === left);
  if (head && !location.hash && isNew) {
    const words = head.querySelector("h2, h3") ?? head;
    const link = document.createElement("a");
    link.href = `#${left}`;
    link.textContent = bar.dataset.resume.replace("{section}", () => words.textContent.trim());
    queueMicrotask(() => offerBox(link, bar.dataset.decline, root.lang));
  }
}

// Something is offered over the foot of the window, one thing at a time, in a box that is returned.
function offerBox(link, decline, lang, declined = () => {}) {
  if (document.querySelector(".offer")) return;
  const [box, button] = [document.createElement("aside"), document.createElement("button")];
  box.className = "offer";
  box.lang = lang;
  button.className = "copy";
  button.textContent = decline;
  button.addEventListener("click", declined);
  for (const each of [link, button]) each.addEventListener("click", () => box.remove());
  box.ariaLabel = link.textContent;
  box.append(link, button);
  bar.after(box);
  // It hides nothing: what has the focus is scrolled clear of it, and so can be the foot of the page.
  new ResizeObserver(() => {
    const room = getComputedStyle(box).position === "fixed" ? innerHeight - box.getBoundingClientRect().top : 0;
    root.style.scrollPaddingBottom = document.body.style.paddingBottom = `${box.isConnected ? room : 0}px`;
  }).observe(box);
  return box;
}

// A language with its script and region, as far as they are implied; nothing of what is no tag of a language, as some
// browsers have among theirs. Macao reads what Hong Kong does.
function parts(tag) {
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    return [language, script, region === "MO" ? "HK" : region];
  } catch {
    return [];
  }
}

// The edition among `tags` that readers chose before, or that their browser's languages ask for first.
function preferred(tags) {
  const chosen = recall("edition");
  if (tags.includes(chosen)) return chosen;
  const editions = new Map();
  for (const wanted of navigator.languages.map(parts)) {
    const same = (count) => tags.find((tag) => parts(tag).slice(0, count).join() === wanted.slice(0, count).join());
    const found = wanted.length ? (same(3) ?? same(2)) : undefined;
    if (found && !editions.has(wanted[0])) editions.set(wanted[0], found);
  }
  const theirs = [...editions.values()];
  // Browsers list English for nearly everybody; any other language in the list is one that its reader reads.
  return theirs.includes(root.lang) && parts(root.lang)[0] !== "en" ? root.lang : theirs[0];
}

// That edition is offered in its own words, over the foot of the window. Nobody is led anywhere unasked.
const offers = [...document.querySelectorAll("[data-offer]")];
const tag = offers[0] && !recall("offer") && preferred([root.lang, ...offers.map((link) => link.hreflang)]);
const offer = offers.find((link) => link.hreflang === tag);
if (offer) {
  const link = offer.cloneNode();
  link.textContent = offer.dataset.offer;
  // What is said below of a switcher holds here, too.
  offerBox(link, offer.dataset.decline, tag, () => remember("offer", "no")).dataset.switcher = "";
}

for (const link of document.querySelectorAll("[data-switcher] a[hreflang], .editions a")) {
  link.addEventListener("click", () => remember("edition", link.hreflang));
}
for (const mark of document.querySelectorAll(".editions a + small")) {
  mark.hidden = mark.previousElementSibling.hreflang !== recall("edition");
}

// Ids are the same in all editions, so the place can be carried over as it is.
for (const link of document.querySelectorAll("[data-switcher] a")) {
  for (const event of ["click", "auxclick", "contextmenu"]) {
    link.addEventListener(event, () => {
      link.hash = place();
      // What is looked for here is looked for there.
      link.search = location.search;
    });
  }
}

// Terms and the paragraphs of sources are shown on the spot; where the browser has no pop-ups, the link leads there.
let waiting; // A pointer may only pass: what it rests on opens, what it has left closes.
const wait = (then, time) => {
  clearTimeout(waiting);
  waiting = setTimeout(then, time);
};
addEventListener("scroll", () => clearTimeout(waiting), { passive: true });

for (const link of document.querySelectorAll("a:is(.term, .source)")) {
  const box = document.getElementById(`${link.classList[0]}-${link.hash.slice(1)}`);
  if (!box?.showPopover) continue;
  const show = () => {
    // A word that goes on on the next line ends where this begins, at the other side of the text.
    box.classList.toggle("parted", link.getClientRects().length > 1);
    if (!isOpen(box)) box.showPopover({ source: link });
  };
  link.addEventListener("click", (event) => {
    clearTimeout(waiting);
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show();
    box.focus();
  });
  if (!matchMedia("(hover: hover)").matches) continue;
  // Only what a pointer has opened closes as it leaves, and not while the reader is in it.
  let isPointed = false;
  const leave = () => wait(() => isPointed && !box.contains(document.activeElement) && box.hidePopover(), 300);
  link.addEventListener("pointermove", () => {
    if (!isOpen(box)) wait(() => ((isPointed = true), show()), 500);
    else clearTimeout(waiting);
  });
  link.addEventListener("click", () => (isPointed = false));
  link.addEventListener("pointerleave", leave);
  // Several links share a box.
  box.addEventListener("pointerenter", () => clearTimeout(waiting));
  box.addEventListener("pointerleave", leave);
  box.addEventListener("toggle", ({ newState }) => newState === "closed" && (isPointed = false));
}

// Names can be heard: how is fetched with the first box that has one, or at once where they stand in the page.
const speakers = globalThis.speechSynthesis ? [...document.querySelectorAll("[data-hear]")] : [];
for (const box of new Set(speakers.map((each) => each.closest("[popover]")))) {
  const start = () => import(bar.dataset.voices);
  if (box) box.addEventListener("beforetoggle", start, { once: true });
  else start();
}

// What more is known of a paragraph stands on the page of its source, which is fetched when a reader asks.
const fetchPage = (url) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    // A document that the browser itself has made needs no trust in a string.
    request.responseType = "document";
    request.onload = () => (request.status === 200 ? resolve(request.response) : reject());
    request.onerror = reject;
    request.send();
  });
const fetched = new Map();

for (const more of document.querySelectorAll(".cited details")) {
  more.addEventListener("toggle", async () => {
    if (!more.open || more.children.length > 1) return;
    const link = more.parentElement.querySelector("a");
    try {
      if (!fetched.has(link.pathname)) fetched.set(link.pathname, fetchPage(link.pathname));
      const page = await fetched.get(link.pathname);
      // It may have been folded and unfolded meanwhile.
      if (more.children.length > 1) return;
      for (const part of page.getElementById(link.hash.slice(1)).querySelectorAll(".phrases, .explained")) {
        more.append(document.importNode(part, true));
      }
      for (const own of more.querySelectorAll("a")) if (own.pathname === location.pathname) own.parentElement.remove();
    } catch {
      location.href = link.href;
    }
  });
}

// Citations are copied by what is fetched when they are unfolded.
const citing = () => import(bar.dataset.citing);
for (const box of document.querySelectorAll(".cite")) box.addEventListener("toggle", citing, { once: true });

// Search: its script comes when a reader turns to a field, and at once on the page that is there for it.
const searchField = document.querySelector("[data-search]");
if (searchField) {
  const start = () => import(searchField.dataset.searchScript).then((script) => script.attach(searchField));
  const { dataset } = searchField;
  if (dataset.search === "page") {
    // What the address says is there at once, however long its answer takes.
    const input = searchField.querySelector("input");
    input.value ||= new URLSearchParams(location.search).get("q") ?? "";
    if (input.value) searchField.querySelector("[role=status]").textContent = dataset.waiting;
    start();
  } else searchField.addEventListener("focusin", start, { once: true });
  // Words that led a reader here are lit, once.
  try {
    const sought = sessionStorage.getItem("sought");
    sessionStorage.removeItem("sought");
    if (sought) import(dataset.searchScript).then((script) => script.light(JSON.parse(sought)));
  } catch {}
}

// A slash leads to the search, to its field or, where none is shown, to its page.
addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || recall("slash") === "off" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  const shown = [...document.querySelectorAll("[data-search] input, a[data-search-page]")].find((each) => each.checkVisibility());
  if (!shown) return;
  event.preventDefault();
  shown.focus();
  if (shown.href) shown.click();
});

// In the contents the section is marked that has been begun.
const headings = new Map(
  [...document.querySelectorAll(".contents a")]
    .map((link) => [document.getElementById(link.hash.slice(1)), link])
    .filter(([heading]) => heading),
);
const here = document.querySelector(".here");
const unnamed = here?.cloneNode(true);
let marked;
function markSection() {
  const link = headings.get(lastBegun([...headings.keys()]));
  if (link === marked) return;
  marked?.removeAttribute("aria-current");
  marked = link;
  // The bar says it, too.
  if (here) here.textContent = (link ?? unnamed).textContent;
  if (!link) return;
  link.setAttribute("aria-current", "true");
  // A list that is longer than the window follows; the page itself is never scrolled.
  const list = link.closest("nav");
  if (list.scrollHeight > list.clientHeight) list.scrollTop = link.offsetTop - list.clientHeight / 2;
}
if (headings.size) {
  addEventListener("scroll", markSection, { passive: true });
  markSection();
}
// Whoever has chosen in a list that covers the page wants to see the page.
for (const list of document.querySelectorAll(".contents[popover]")) {
  list.addEventListener("click", ({ target }) => target.closest("a") && isOpen(list) && list.hidePopover());
}

// A page is passed on by the system's own menu, or its address is copied.
for (const button of document.querySelectorAll("[data-share]")) {
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const url = location.origin + location.pathname + location.hash;
    try {
      await navigator.share({ title: document.title, url });
      return;
    } catch (error) {
      if (error.name === "AbortError") return;
    }
    status.textContent = url;
    status.textContent = (await (await citing()).copy(url, status)) ? status.dataset.done : `${status.dataset.failed} ${url}`;
  });
}

// A report says where the reader is and what is marked. That is read before a click can take the mark away.
for (const link of document.querySelectorAll("[data-report]")) {
  const begun = link.href;
  if (!/[?&]body=/.test(begun)) continue;
  const complete = () => {
    const marked = [...`${getSelection()}`.trim()].slice(0, 200).join("");
    const start = marked && getSelection().getRangeAt(0).startContainer;
    const passed = [...document.querySelectorAll("main :is(h2, h3)[id]")].filter((heading) =>
      start
        ? heading.compareDocumentPosition(start) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)
        : `#${heading.id}` === location.hash,
    );
    const section = passed.pop();
    const lines = [section && `${link.dataset.section}${section.textContent} #${section.id}`, marked && link.dataset.marked + marked];
    link.href = begun + encodeURIComponent(lines.filter(Boolean).join("\r\n"));
  };
  for (const event of ["pointerdown", "keydown"]) link.addEventListener(event, complete);
}

// Beside a page in another language stands the Chinese edition that the reader chose before.
for (const link of document.querySelectorAll("[data-beside]")) {
  link.href = JSON.parse(link.dataset.beside)[recall("edition")] ?? link.href;
}

// What is read offline is seen to when the page has been loaded, and not for who saves bytes.
const offline = document.querySelector("[data-worker]");
if (offline && navigator.serviceWorker && !navigator.connection?.saveData) {
  addEventListener("load", () => import(offline.dataset.workerScript));
}

// Addresses of passages come last of all.
const passages = document.querySelector("[data-passages]");
if (passages) addEventListener("load", () => import(passages.dataset.passages));
