// The contrast of every text on the page with what lies behind it: [{element, words, ratio, least, ink, ground}],
// only what is below its mark. What is folded up or not yet shown is measured too: colours do not need a place.
// An argument says what is furniture.
(furniture) => {
  const ENOUGH = 4.5; // WCAG 2.2, 1.4.3: for furniture, and for large text
  const ENOUGH_TO_READ = 7; // WCAG 2.2, 1.4.6

  // Colours have many notations, which a canvas knows all.
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const colour = (notation) => {
    if (!known.has(notation)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = notation;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(notation, { channels: [red, green, blue], alpha: alpha / 255 });
    }
    return known.get(notation);
  };
  const over = (upper, lower) => ({
    channels: upper.channels.map((value, at) => value * upper.alpha + lower.channels[at] * (1 - upper.alpha)),
    alpha: 1,
  });
  const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ({ channels: [red, green, blue] }) =>
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const hex = ({ channels }) => `#${channels.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;

  // Behind a text of a drawing: the shapes that are drawn before it and hold its middle.
  const shapesBehind = (element, words) => {
    const drawing = element.ownerSVGElement;
    if (!drawing) return [];
    const range = document.createRange();
    range.selectNodeContents(words);
    const { x, y, width, height } = range.getBoundingClientRect();
    if (!width) return [];
    const middle = new DOMPoint(x + width / 2, y + height / 2);
    return [...drawing.querySelectorAll("rect, circle, ellipse, path, polygon")].filter((shape) => {
      const isBefore = shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
      const toScreen = isBefore && getComputedStyle(shape).fill !== "none" && shape.getScreenCTM();
      return toScreen && shape.isPointInFill(middle.matrixTransform(toScreen.inverse()));
    });
  };
  const groundOf = (element, words) => {
    const layers = shapesBehind(element, words).reverse().map((shape) => colour(getComputedStyle(shape).fill));
    for (let box = element; box && !layers.some(({ alpha }) => alpha === 1); box = box.parentElement) {
      layers.push(colour(getComputedStyle(box).backgroundColor));
    }
    const paper = { channels: [255, 255, 255], alpha: 1 };
    return layers.reverse().reduce((lower, upper) => over(upper, lower), paper);
  };

  const isLarge = ({ fontSize, fontWeight }) =>
    parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700);
  const name = (element) => [element.localName, ...element.classList].join(".");
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode;
    const element = words.parentElement;
    if (!words.data.trim() || element.closest("script, style, noscript, title, desc")) continue;
    const style = getComputedStyle(element);
    const ground = groundOf(element, words);
    const ink = over(colour(element.closest("svg") ? style.fill : style.color), ground);
    const ratio = contrast(ink, ground);
    const least = element.closest(furniture) || isLarge(style) ? ENOUGH : ENOUGH_TO_READ;
    if (ratio < least) {
      const path = [element.parentElement.closest("[class]"), element].filter(Boolean).map(name).join(" ");
      found.push({ element: path, words: words.data.trim(), ratio, least, ink: hex(ink), ground: hex(ground) });
    }
  }
  return found;
}
