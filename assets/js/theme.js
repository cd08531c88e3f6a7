// Sets the colours that the reader chose before, ahead of the first drawing. No choice: the system's preference holds.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be switched off: then the choice lasts for one page.
}
