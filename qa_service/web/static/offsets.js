// Offsets of the API count Unicode code points; JavaScript's strings count UTF-16 units.

/** A function from code point offsets to offsets in `text`, asked in any order. */
export function unitOffsets(text) {
  const wide = [];
  let points = 0;
  for (const character of text) {
    if (character.length === 2) wide.push(points);
    points += 1;
  }
  return (offset) => {
    const before = Math.max(0, Math.min(offset, points));
    let low = 0;
    let high = wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wide[middle] < before) low = middle + 1;
      else high = middle;
    }
    return before + low;
  };
}

/** The span named by an address's '#c=START-END', or null; '&f=' says which of the blank cells. */
export function spanOf(hash) {
  const found = /^#c=(\d{1,9})-(\d{1,9})(?:&f=([\w.-]{1,99}))?$/.exec(hash);
  if (!found) return null;
  const span = { start: Number(found[1]), end: Number(found[2]), figure: found[3] ?? null };
  return span.start <= span.end ? span : null;
}

/** The address within the page of a cell of the API. */
export function addressOfCell(cell) {
  const figure = cell.figure_id?.split(".").slice(1).join(".");
  const blank = cell.start === cell.end && figure ? `&f=${figure}` : "";
  return `c=${cell.start}-${cell.end}${blank}`;
}
