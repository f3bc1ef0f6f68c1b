// Charts drawn from the data tables beside them: what is drawn and what is read is one thing.
import * as Plot from "@observablehq/plot";
import { rowsOf, type Row } from "./lib/series";

class DatelineChart extends HTMLElement {
  private width = 0;

  connectedCallback(): void {
    new ResizeObserver(() => this.draw()).observe(this);
  }

  private draw(): void {
    const width = Math.floor(this.clientWidth) - 24;
    const table = this.nextElementSibling?.querySelector<HTMLTableElement>("table[data-series]");
    if (!table || width < 100 || Math.abs(width - this.width) < 8) return;
    this.width = width;
    const rows = rowsOf(table);
    const svg = this.dataset["form"] === "facets" ? facets(rows, width) : ranges(rows, width);
    for (const inline of svg.querySelectorAll("style")) inline.remove(); // our own stylesheet says it; the page allows no inline one
    for (const part of svg.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label"); // the picture is one thing
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", `${this.dataset["label"] ?? "Chart"}. The data is in the table below.`);
    this.replaceChildren(svg);
    this.dataset["ready"] = "true";
  }
}

const REACH = "color-mix(in srgb, var(--figure) 45%, var(--sheet))";
const SURE = "color-mix(in srgb, var(--figure) 16%, var(--sheet))"; // up to the low: all that is certain
const REST = "all others";
const common = { className: "plot", style: "", x: { label: null, type: "utc" as const }, y: { label: "killed", grid: true, nice: true } };
const told = (r: Row) => `${r.from}\n${r.name ? `${r.name}\n` : ""}${r.high === null ? `at least ${r.low}` : r.low === r.high ? r.low : `${r.low}–${r.high}`} killed, best ${r.best}\n${r.incidents} incidents`;

function marks(rows: Row[], faceted: boolean): Plot.Markish[] {
  const fy = faceted ? { fy: "name" as const } : {};
  const known = rows.filter((r) => r.low > 0 || r.top > 0);
  return [
    Plot.ruleY([0], { stroke: "var(--edge)" }),
    Plot.rectY(known, { x1: "start", x2: "end", y1: 0, y2: "low", fill: SURE, insetLeft: 0.5, insetRight: 0.5, ...fy }),
    Plot.rectY(known, { x1: "start", x2: "end", y1: "low", y2: "top", fill: REACH, insetLeft: 0.5, insetRight: 0.5, ...fy }),
    Plot.link(known, { x1: "start", x2: "end", y1: "best", y2: "best", stroke: "var(--figure)", strokeWidth: 2, ...fy }),
    Plot.dot(known.filter((r) => r.high === null), { x: "middle", y: "top", symbol: "triangle", r: 3, dy: -5, fill: "var(--figure)", ...fy }),
    Plot.tip(rows, Plot.pointerX({ x: "middle", y: "top", title: told, ...fy })),
  ];
}

function ranges(rows: Row[], width: number): SVGElement {
  return Plot.plot({ ...common, width, height: 280, marginLeft: 52, marginTop: 24, marks: marks(rows, false) }) as SVGElement;
}

function facets(rows: Row[], width: number): SVGElement {
  const names = [...new Set(rows.map((r) => r.name))];
  const weight = (n: string) => rows.filter((r) => r.name === n).reduce((sum, r) => sum + r.best, 0);
  names.sort((a, b) => Number(a === REST) - Number(b === REST) || weight(b) - weight(a));
  const narrow = width < 560;
  return Plot.plot({
    ...common, width, height: 40 + 86 * names.length, marginLeft: 52, marginRight: narrow ? 10 : 170, marginTop: 24,
    y: { label: "killed", grid: true, nice: true, ticks: 3 },
    fy: { domain: names, label: null, axis: null, padding: 0.22 },
    marks: [
      ...marks(rows, true),
      Plot.text(names, { fy: (n: string) => n, text: (n: string) => n, frameAnchor: narrow ? "top-left" : "right", dx: narrow ? 4 : 10, dy: narrow ? -2 : 0, textAnchor: "start", lineWidth: 13, fill: "var(--ink)", fontSize: 12 }),
    ],
  }) as SVGElement;
}

customElements.define("dateline-chart", DatelineChart);
