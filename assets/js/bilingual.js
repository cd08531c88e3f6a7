// Two languages on one page: the reader's choices remembered, a block shown by a tap, copies of one language. What a
// choice does is the style sheet's matter, which looks at the form that stands before this script.
{
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

  const form = document.querySelector("form.layout");
  const { layout, readings } = form.elements;
  const isWide = matchMedia("(min-width: 48em)");
  const layouts = [...layout].map((choice) => choice.value);
  let chosen = recall("layout");

  // Two columns, if nothing else is chosen, where there is room for them.
  function show() {
    const value = layouts.includes(chosen) ? chosen : "columns";
    layout.value = value === "columns" && !isWide.matches ? "turns" : value;
  }
  show();
  isWide.addEventListener("change", show);
  // Not every language has readings to show.
  const read = (value) => readings && (readings.checked = value === "shown");
  read(recall("readings"));

  // Both stand among the reader's settings too, which know no more of a layout than that it shows both.
  function set(name, value, known) {
    remember(name, value);
    delete document.documentElement.dataset[name];
    const setting = document.querySelector(`.settings [name="${name}"][value="${known}"]`);
    if (setting) setting.checked = true;
  }
  form.addEventListener("change", ({ target }) => {
    if (target === readings) return set("readings", readings.checked ? "shown" : "", readings.checked ? "shown" : "");
    chosen = layout.value;
    set("layout", chosen, ["ours", "theirs"].includes(chosen) ? chosen : "");
  });
  document.addEventListener("change", ({ target: { form: from, name, value } }) => {
    if (!from?.matches(".settings")) return;
    if (name === "readings") read(value);
    if (name === "layout") show((chosen = value));
  });
  form.addEventListener("submit", (event) => event.preventDefault());

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

  async function copyWords(body, side) {
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
    const reveal = target && (target.closest(".pair") ?? target.closest("li"))?.querySelector(".reveal");
    if (reveal) reveal.checked = true;
  }

  addEventListener("DOMContentLoaded", () => {
    const body = document.querySelector("[data-bilingual]");
    for (const button of form.querySelectorAll("[data-copy]")) {
      button.addEventListener("click", () => copyWords(body, button.dataset.copy));
      button.hidden = false;
    }
    // A term or a number lights up together with what says the same on the other side.
    for (const event of ["pointerover", "pointerout", "focusin", "focusout"]) {
      body.addEventListener(event, ({ target }) => {
        const link = target.closest("a:is(.term, .source)");
        for (const each of link?.closest(".pair")?.querySelectorAll("a:is(.term, .source)") ?? []) {
          if (each.hash === link.hash) each.classList.toggle("lit", /over|in$/.test(event));
        }
      });
    }
    // A selection stays in the language in which it begins.
    document.addEventListener("pointerdown", (event) => {
      const side = event.target.closest?.(".side");
      body.dataset.bilingual = side ? (side.matches(".theirs") ? "theirs" : "ours") : "";
    });
    body.addEventListener("click", (event) => {
      const reveal = event.target.closest(".pair")?.querySelector(".reveal");
      const isElsewhere = event.target.closest("a, input, summary") || !getSelection().isCollapsed;
      if (reveal && ["ours", "theirs"].includes(layout.value) && !isElsewhere) reveal.checked = !reveal.checked;
    });
    // What an address names is shown in both languages.
    addEventListener("hashchange", () => follow(body));
    follow(body);
  });
}
