// Runs inside the page: an expression whose value is what the tests look at.
(() => {
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === "visible";
  };
  const channels = (colour) =>
    colour
      .match(/[\d.]+/g)
      .slice(0, 3)
      .map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = channels(colour).map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = luminance(getComputedStyle(document.body).backgroundColor);
  const contrast = (colour) => {
    const own = luminance(colour);
    return (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05);
  };

  const texts = [...document.body.querySelectorAll("*")].filter(
    (element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "") &&
      shown(element),
  );
  const drawings = [...document.querySelectorAll("figure div > svg")].filter(shown);
  const marks = drawings.flatMap((svg) => [
    ...svg.querySelectorAll('[fill^="var(--series"], [stroke^="var(--series"]'),
  ]);
  const outside = (svg) => {
    const frame = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text")].filter((text) => {
      const box = text.getBoundingClientRect();
      return box.left < frame.left - 1 || box.right > frame.right + 1;
    });
  };
  const colliding = (svg) => {
    const boxes = [...svg.querySelectorAll("text")].map((text) => [
      text.textContent,
      text.getBoundingClientRect(),
    ]);
    return boxes.flatMap(([text, a], index) =>
      boxes
        .slice(index + 1)
        .filter(
          ([, b]) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4,
        )
        .map(([other]) => `${text} / ${other}`),
    );
  };

  return {
    width: document.documentElement.scrollWidth,
    ground,
    headings: [...document.querySelectorAll("h2")].filter(shown).map((one) => one.textContent),
    faintTexts: texts
      .map((element) => {
        const { color, fill } = getComputedStyle(element);
        const value = contrast(element.closest("svg") ? fill : color);
        return [element.textContent.trim(), value];
      })
      .filter(([, value]) => value < 4.5),
    texts: texts.length,
    faintMarks: marks
      .map((mark) => {
        const { fill, stroke } = getComputedStyle(mark);
        return contrast(fill === "none" ? stroke : fill);
      })
      .filter((value) => value < 3),
    marks: marks.length,
    drawings: [...new Set(drawings.map((svg) => svg.getAttribute("class")))],
    cutTexts: drawings.flatMap(outside).map((text) => text.textContent),
    collisions: drawings.flatMap(colliding),
  };
})();
