// From a span of text, or a point on a page, to the table cell that stands there.

/** {table, row, at, cell} of the cell that holds the span, or null. */
export function cellOfSpan(tables, { start, end, figure }) {
  if (figure) {
    return find(tables, (cell) => cell.figure_id?.split(".").slice(1).join(".") === figure);
  }
  if (start === end) return find(tables, (cell) => cell.start === start && cell.end === end);
  return find(tables, (cell) => cell.start <= start && end <= cell.end);
}

/** The same of the cell whose box holds a point of a page. */
export function cellAtPoint(tables, page, x, y) {
  return find(tables, ({ page: on, box }) => {
    return on === page && box && box.x0 <= x && x <= box.x1 && box.top <= y && y <= box.bottom;
  });
}

function find(tables, holds) {
  for (const table of tables) {
    for (const [row, { cells }] of table.rows.entries()) {
      const at = cells.findIndex(holds);
      if (at >= 0) return { table, row, at, cell: cells[at] };
    }
  }
  return null;
}
