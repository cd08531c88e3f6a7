// Two languages on one page: the reader's layout, pinyin, the other language on demand, copies of one language.
{
  const root = document.documentElement;
  const recall = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // Storage may be switched off: then a choice lasts for one page.
    }
  };
  const remember = (name, value) => {
    try {
      localStorage.setItem(name, value);
    } catch {
      // As above.
    }
  };

  // Before anything is drawn. Without a choice the width of the window decides.
  const chosen = recall("layout");
  if (["columns", "turns", "ours", "theirs"].includes(chosen)) root.dataset.layout = chosen;
  if (recall("readings") === "shown") root.dataset.readings = "shown";

  const isOneFirst = () => ["ours", "theirs"].includes(root.dataset.layout);
  const reveal = (pair, isShown) => {
    pair.classList.toggle("revealed", isShown);
    pair.querySelector(".reveal")?.setAttribute("aria-expanded", String(isShown));
  };

  function lay(form) {
    const { layout, readings } = form.elements;
    const isWide = matchMedia("(min-width: 48em)");
    const show = () => {
      const value = root.dataset.layout ?? "columns";
      layout.value = value === "columns" && !isWide.matches ? "turns" : value;
    };
    isWide.addEventListener("change", show);
    show();
    readings.checked = "readings" in root.dataset;
    form.addEventListener("change", () => {
      if (layout.value !== (root.dataset.layout ?? (isWide.matches ? "columns" : "turns"))) {
        root.dataset.layout = layout.value;
        remember("layout", layout.value);
      }
      if (readings.checked) root.dataset.readings = "shown";
      else delete root.dataset.readings;
      remember("readings", readings.checked ? "shown" : "hidden");
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
  }

  // The words of one language, without pinyin and without the other one.
  function words(body, side) {
    return [...body.querySelectorAll(`.${side}, .both`)]
      .map((part) => {
        const copy = part.cloneNode(true);
        for (const extra of copy.querySelectorAll("rt, rp")) extra.remove();
        for (const end of copy.querySelectorAll("br")) end.replaceWith("\n");
        return copy.textContent.trim();
      })
      .join("\n\n");
  }

  async function copyWords(form, body, side) {
    const status = form.querySelector("[role=status]");
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(words(body, side));
      status.textContent = status.dataset.done;
    } catch {
      status.textContent = status.dataset.failed;
    }
  }

  function follow(body) {
    const target = location.hash && body.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`);
    // Footnotes are named beside what they say.
    const pair = target && (target.closest(".pair") ?? target.closest("li")?.querySelector(".pair"));
    if (pair) reveal(pair, true);
  }

  addEventListener("DOMContentLoaded", () => {
    const body = document.querySelector("[data-bilingual]");
    const form = document.querySelector("form.layout");
    lay(form);
    for (const button of form.querySelectorAll("[data-copy]")) {
      button.addEventListener("click", () => copyWords(form, body, button.dataset.copy));
    }
    // A selection stays in the language in which it begins.
    document.addEventListener("pointerdown", (event) => {
      const side = event.target.closest?.(".side");
      body.dataset.bilingual = side ? (side.matches(".theirs") ? "theirs" : "ours") : "";
    });
    body.addEventListener("click", (event) => {
      const pair = event.target.closest(".pair");
      const isElsewhere = event.target.closest("a, summary") || !getSelection().isCollapsed;
      if (pair && isOneFirst() && !isElsewhere) reveal(pair, !pair.classList.contains("revealed"));
    });
    // What an address names is shown in both languages.
    addEventListener("hashchange", () => follow(body));
    follow(body);
  });
}
