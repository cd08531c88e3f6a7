// Sets what the reader chose before, ahead of the first drawing. No choice: the system's preference holds.
try {
  const choices = { theme: ["light", "dark"], size: ["large", "larger"], marks: ["hidden"], readings: ["hidden"] };
  for (const [name, known] of Object.entries(choices)) {
    const chosen = localStorage.getItem(name);
    if (known.includes(chosen)) document.documentElement.dataset[name] = chosen;
  }
} catch {
  // Storage may be switched off: then the choice lasts for one page.
}
