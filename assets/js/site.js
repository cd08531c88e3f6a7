// Comforts that pages do without: a switch for the colours, a change of edition that keeps the reader's place,
// terms explained on the spot, the place in the contents, pages passed on and mistakes reported.

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

const isDark = () =>
  root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

// The browser's own bars take the colour that the style sheet gives the page.
function colourBars() {
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    meta.content = getComputedStyle(root).backgroundColor;
  }
}

const themeSwitch = document.querySelector("[data-theme-switch]");
if (themeSwitch) {
  const show = () => themeSwitch.setAttribute("aria-pressed", String(isDark()));
  themeSwitch.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
    show();
    colourBars();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
  themeSwitch.hidden = false;
}
if (root.dataset.theme) colourBars();

// Where the reader is: the last heading that has been passed, or, back at the top where the switcher is, the place
// that the address names.
function place() {
  const target = location.hash && document.querySelector(`main [id="${CSS.escape(location.hash.slice(1))}"]`);
  let passed = target ? location.hash : "";
  for (const mark of document.querySelectorAll("main :is(h2, article, section, .heading)[id], .body > h3[id]")) {
    if (mark.getBoundingClientRect().top <= 80) passed = `#${mark.id}`;
  }
  return passed;
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
  const [box, link, button] = [document.createElement("p"), offer.cloneNode(), document.createElement("button")];
  box.className = "offer";
  box.lang = tag;
  link.textContent = offer.dataset.offer;
  button.className = "copy";
  button.textContent = offer.dataset.decline;
  button.addEventListener("click", () => {
    remember("offer", "no");
    box.remove();
  });
  box.append(link, button);
  offer.closest("nav").append(box);
  // It hides nothing: what has the focus is scrolled clear of it, and so can be the foot of the page.
  new ResizeObserver(() => {
    const room = getComputedStyle(box).position === "fixed" ? innerHeight - box.getBoundingClientRect().top : 0;
    root.style.scrollPaddingBottom = document.body.style.paddingBottom = `${box.isConnected ? room : 0}px`;
  }).observe(box);
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

// Terms are explained on the spot; where the browser has no pop-ups, the link leads to the glossary.
for (const link of document.querySelectorAll("a.term")) {
  const box = document.getElementById(`term-${link.hash.slice(1)}`);
  if (!box?.showPopover) continue;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // A word that goes on on the next line ends where this begins, at the other side of the text.
    box.classList.toggle("parted", link.getClientRects().length > 1);
    box.showPopover({ source: link });
    box.focus();
  });
}

// Citations are copied with the date on which the reader has read what they cite: nobody else knows it.
const today = () => {
  const now = new Date();
  const iso = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => `${part}`.padStart(2, "0")).join("-");
  return { iso, long: now.toLocaleDateString("en-US", { dateStyle: "long" }) };
};

async function copy(text, citation) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or a browser without it: what is selected can be copied in the old way, or by hand.
    getSelection().selectAllChildren(citation);
    return document.execCommand("copy");
  }
}

for (const box of document.querySelectorAll(".citation")) {
  const [button, citation, status] = ["button", "[data-citation]", "[role=status]"].map((part) => box.querySelector(part));
  button.hidden = false;
  button.addEventListener("click", async () => {
    const accessed = citation.querySelector("[data-accessed]");
    if (accessed) accessed.textContent = today()[accessed.dataset.accessed];
    status.textContent = "";
    const isCopied = await copy(citation.textContent, citation);
    status.textContent = isCopied ? status.dataset.done : status.dataset.failed;
  });
}

// Search: its script comes when a reader turns to a field, and at once on the page that is there for it.
const searchField = document.querySelector("[data-search]");
if (searchField) {
  const start = () => import(searchField.dataset.searchScript).then((script) => script.attach(searchField));
  if (searchField.dataset.search === "page") start();
  else searchField.addEventListener("focusin", start, { once: true });
}

// A slash leads to the search, to its field or, where none is shown, to its page.
addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  const shown = [...document.querySelectorAll("[data-search] input, a[data-search-page]")].find((each) => each.checkVisibility());
  if (!shown) return;
  event.preventDefault();
  shown.focus();
  if (shown.href) shown.click();
});

// In the contents the section is marked that has been begun.
const headings = [...document.querySelectorAll(".contents a")]
  .map((link) => [document.getElementById(link.hash.slice(1)), link])
  .filter(([heading]) => heading);
// Everything above the upper eighth counts as begun, so that no jump passes a heading unnoticed.
const watch = new IntersectionObserver(
  () => {
    const begun = headings.filter(([heading]) => heading.getBoundingClientRect().top < innerHeight / 8).pop();
    for (const [, link] of headings) link.removeAttribute("aria-current");
    if (!begun) return;
    const [, link] = begun;
    link.setAttribute("aria-current", "true");
    // A list that is longer than the window follows; the page itself is never scrolled.
    const list = link.closest("details");
    if (list.scrollHeight > list.clientHeight) list.scrollTop = link.offsetTop - list.clientHeight / 2;
  },
  { rootMargin: "99999px 0px -87.5% 0px" },
);
for (const [heading] of headings) watch.observe(heading);

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
    status.textContent = (await copy(url, status)) ? status.dataset.done : `${status.dataset.failed} ${url}`;
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
