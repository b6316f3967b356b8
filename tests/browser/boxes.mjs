// Texts of drawings as a browser sets them, with the reader's fonts: none on another, none outside
// its drawing.
const SLACK = 1; // pixel: what browsers round

// In the page. All folded parts open first: drawings may stand there.
function misplacedTexts(slack) {
  const folded = document.querySelectorAll("details:not([open])");
  for (const details of folded) details.open = true;
  const problems = [];
  let drawings = 0;
  for (const svg of document.querySelectorAll("svg.dessin")) {
    const around = svg.getBoundingClientRect();
    if (around.width === 0) continue; /* the other width is shown */
    drawings++;
    const shown = [...svg.querySelectorAll("text")].filter((e) => e.getClientRects().length > 0);
    const texts = shown.map((e) => {
      /* Boxes of glyphs are higher than the glyphs: what is above and below counts for nothing. */
      const { left, right, top, bottom } = e.getBoundingClientRect();
      const spare = (bottom - top) * 0.15;
      return { text: e.textContent, left, right, top: top + spare, bottom: bottom - spare };
    });
    for (const [i, a] of texts.entries()) {
      if (
        a.left < around.left - slack || a.right > around.right + slack ||
        a.top < around.top - slack || a.bottom > around.bottom + slack
      )
        problems.push(`"${a.text}" goes out of its drawing`);
      for (const b of texts.slice(i + 1))
        if (
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack
        )
          problems.push(`"${a.text}" lies on "${b.text}"`);
    }
  }
  for (const details of folded) details.open = false;
  return drawings || !document.querySelector("svg.dessin") ? problems : [...problems, "no drawing is shown"];
}

export const checkDrawings = (page) => page.evaluate(misplacedTexts, SLACK);
