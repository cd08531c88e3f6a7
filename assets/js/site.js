// Two comforts that pages do without: a switch for the colours, and a change of edition that keeps the reader's place.

const root = document.documentElement;

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
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // Storage may be switched off: then the choice lasts for one page.
    }
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
  for (const mark of document.querySelectorAll("main :is(h2, article, section)[id], .body > h3[id]")) {
    if (mark.getBoundingClientRect().top <= 80) passed = `#${mark.id}`;
  }
  return passed;
}

// Ids are the same in all editions, so the place can be carried over as it is.
for (const link of document.querySelectorAll("[data-switcher] a")) {
  for (const event of ["click", "auxclick", "contextmenu"]) {
    link.addEventListener(event, () => {
      link.hash = place();
    });
  }
}
