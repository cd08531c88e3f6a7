// As Eleventy's documentation advises for speed: no template language in Markdown; the menu is made once a language.
import attributes from "markdown-it-attrs";
import footnotes from "markdown-it-footnote";

export default function (config) {
  let menus = {};
  config.on("eleventy.before", () => {
    menus = {};
  });
  config.amendLibrary("md", (library) => library.set({ html: true }).use(attributes).use(footnotes));
  config.addPassthroughCopy("assets");
  config.addCollection("labels", (pages) =>
    Object.fromEntries(pages.getAll().map((page) => [page.url, page.data.label])),
  );
  config.addFilter("menu", (groups, labels, language, url) => {
    menus[language] ??= groups
      .map((group) => {
        const entries = group.urls[language].map((each) => `<li><a href="${each}">${labels[each]}</a></li>`);
        return `<p>${group.title[language]}</p>\n<ul>\n${entries.join("\n")}\n</ul>`;
      })
      .join("\n");
    return menus[language].replace(`<a href="${url}">`, `<a href="${url}" aria-current="page">`);
  });
  return { markdownTemplateEngine: false, htmlTemplateEngine: "liquid" };
}
