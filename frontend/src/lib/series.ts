// A series as its data table gives it.

export type Row = {
  from: string; // as the table writes it
  name: string;
  start: Date;
  middle: Date;
  end: Date; // exclusive
  incidents: number;
  low: number;
  best: number;
  high: number | null; // null: open above
  top: number; // what is drawn: the high, or where it is open the best
};

const DAY = 86_400_000;

/** The rows of a table whose `tr` carry the values as data attributes. */
export function rowsOf(table: HTMLTableElement): Row[] {
  const rows = [...table.querySelectorAll<HTMLTableRowElement>("tbody tr")];
  const starts = rows.map((r) => Date.parse(r.dataset["start"] ?? ""));
  const steps = starts.slice(1).flatMap((s, i) => (s > (starts[i] ?? s) ? [s - (starts[i] ?? s)] : []));
  const step = steps.length ? Math.min(...steps) : 31 * DAY; // the shortest way between two rows is one step
  return rows.map((row, i) => {
    const { start = "", end = "", name = "", incidents, low, best, high } = row.dataset;
    const begins = starts[i] ?? 0;
    const ends = end ? Date.parse(end) + DAY : begins + step;
    const top = high ? Number(high) : Number(best);
    return {
      from: start, name, start: new Date(begins), middle: new Date((begins + ends) / 2), end: new Date(ends),
      incidents: Number(incidents), low: Number(low), best: Number(best), high: high ? Number(high) : null, top,
    };
  });
}
