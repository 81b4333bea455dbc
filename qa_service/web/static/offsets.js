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

/** The span named by an address's '#c=START-END', or null. */
export function spanOf(hash) {
  const found = /^#c=(\d{1,9})-(\d{1,9})$/.exec(hash);
  if (!found) return null;
  const span = { start: Number(found[1]), end: Number(found[2]) };
  return span.start < span.end ? span : null;
}
