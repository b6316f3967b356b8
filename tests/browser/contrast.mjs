// The contrast of WCAG, and the colours of texts that a tool does not see.

const linear = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);

// Of two colours, each a list of red, green and blue out of 255.
export function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

// In the page: {text, colour, ground} of each element: its text, and what it stands on: the boxes
// around it, the shapes of a drawing that lie below it.
export function coloursOf(elements) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paint = (over, colour, opacity) => {
    canvas.globalAlpha = 1;
    canvas.fillStyle = `rgb(${over.join(" ")})`;
    canvas.fillRect(0, 0, 1, 1);
    canvas.globalAlpha = opacity;
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const grounds = new Map([[null, isDark ? [0, 0, 0] : [255, 255, 255]]]);
  const groundOf = (e) => {
    if (!grounds.has(e)) grounds.set(e, paint(groundOf(e.parentElement), getComputedStyle(e).backgroundColor, 1));
    return grounds.get(e);
  };
  const shapes = new Map();
  const shapesOf = (svg) => {
    const all = "rect, path, polygon, circle, ellipse";
    const isSeen = ({ style: { fill, visibility } }) => fill !== "none" && visibility !== "hidden" && !/url/.test(fill);
    if (!shapes.has(svg))
      shapes.set(svg, [...svg.querySelectorAll(all)]
        .map((shape) => ({ shape, style: getComputedStyle(shape), back: shape.getScreenCTM()?.inverse() }))
        .filter((each) => each.back && isSeen(each)));
    return shapes.get(svg);
  };
  return elements.map((e) => {
    const svg = e.ownerSVGElement;
    let ground = groundOf(svg ?? e);
    const { left, top, width, height } = e.getBoundingClientRect();
    const middle = new DOMPoint(left + width / 2, top + height / 2);
    for (const { shape, style, back } of svg ? shapesOf(svg) : [])
      if (shape.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING && shape.isPointInFill(middle.matrixTransform(back)))
        ground = paint(ground, style.fill, Number(style.fillOpacity) * Number(style.opacity));
    const style = getComputedStyle(e);
    return { text: e.textContent, colour: paint(ground, svg ? style.fill : style.color, 1), ground };
  });
}

// What is wrong with such colours of a text, in words.
export function lowContrast({ text, colour, ground }) {
  const ratio = contrast(colour, ground);
  return ratio >= 4.5 ? [] : [`contrast of "${text}" is ${ratio.toFixed(2)}`];
}
