// The timeline's overview: the series as bars; drag over it, or walk it with the arrow keys, to choose a window of days.
import { rowsOf, type Row } from "./lib/series";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 120, LEFT = 44, BOTTOM = 20, TOP = 8;

function node(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text) made.textContent = text;
  return made;
}

const iso = (time: number) => new Date(time).toISOString().slice(0, 10);

class DatelineBrush extends HTMLElement {
  private rows: Row[] = [];
  private width = 0;
  private picked: [number, number] | null = null; // rows, first and last
  private anchor = -1;

  connectedCallback(): void {
    this.tabIndex = 0;
    this.role = "group";
    this.ariaLabel = "Choose a window of days: arrow keys move, with Shift they widen, Enter filters. The table below says the same.";
    const table = this.parentElement?.querySelector<HTMLTableElement>("table[data-series]");
    this.rows = table ? rowsOf(table) : [];
    new ResizeObserver(() => this.draw()).observe(this);
    this.addEventListener("pointerdown", (e) => this.begin(e));
    this.addEventListener("pointermove", (e) => this.move(e));
    this.addEventListener("pointerup", () => this.choose());
    this.addEventListener("keydown", (e) => this.key(e));
  }

  private x(time: number): number {
    const first = this.rows[0]?.start.getTime() ?? 0;
    const last = this.rows.at(-1)?.end.getTime() ?? 1;
    return LEFT + ((time - first) / (last - first || 1)) * (this.width - LEFT - 6);
  }

  private at(event: PointerEvent): number {
    const x = event.clientX - this.getBoundingClientRect().left - 12;
    const found = this.rows.findIndex((r) => x < this.x(r.end.getTime()));
    return found < 0 ? this.rows.length - 1 : found;
  }

  private draw(): void {
    const width = Math.floor(this.clientWidth) - 24;
    if (width < 100 || !this.rows.length) return;
    this.width = width;
    const most = Math.max(1, ...this.rows.map((r) => r.top));
    const y = (v: number) => TOP + (1 - v / most) * (HEIGHT - TOP - BOTTOM);
    const svg = node("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, "aria-hidden": "true" });
    for (const tick of [0, most / 2, most]) {
      svg.append(node("line", { x1: LEFT, x2: width - 6, y1: y(tick), y2: y(tick), stroke: "var(--line)" }));
      svg.append(node("text", { x: LEFT - 6, y: y(tick) + 3.5, "text-anchor": "end", fill: "currentColor" }, Math.round(tick).toLocaleString("en")));
    }
    for (const row of this.rows) {
      const x = this.x(row.start.getTime());
      const wide = Math.max(1.2, this.x(row.end.getTime()) - x - 0.8);
      svg.append(node("rect", { x, width: wide, y: y(row.top), height: Math.max(0, y(row.low) - y(row.top)), fill: "var(--figure)", "fill-opacity": 0.45 }));
      svg.append(node("rect", { x, width: wide, y: y(row.low), height: Math.max(0, y(0) - y(row.low)), fill: "var(--figure)", "fill-opacity": 0.18 }));
      svg.append(node("line", { x1: x, x2: x + wide, y1: y(row.best), y2: y(row.best), stroke: "var(--figure)", "stroke-width": 1.8 }));
    }
    const first = this.rows[0], last = this.rows.at(-1);
    if (first && last) {
      svg.append(node("text", { x: LEFT, y: HEIGHT - 5, fill: "currentColor" }, iso(first.start.getTime())));
      svg.append(node("text", { x: width - 6, y: HEIGHT - 5, "text-anchor": "end", fill: "currentColor" }, iso(last.end.getTime() - 86_400_000)));
    }
    svg.append(node("rect", { class: "picked", x: 0, width: 0, y: TOP, height: HEIGHT - TOP - BOTTOM, visibility: "hidden" }));
    const hint = document.createElement("p");
    hint.className = "hint";
    hint.setAttribute("aria-live", "polite");
    hint.textContent = "Killed: from low (pale) to high, best marked. Drag over a stretch to see it alone.";
    this.replaceChildren(svg, hint);
    this.dataset["ready"] = "true";
  }

  private begin(event: PointerEvent): void {
    if (event.button !== 0 || !this.rows.length) return;
    this.setPointerCapture(event.pointerId);
    this.anchor = this.at(event);
    this.mark(this.anchor, this.anchor);
  }

  private move(event: PointerEvent): void {
    if (this.anchor < 0) return;
    const here = this.at(event);
    this.mark(Math.min(this.anchor, here), Math.max(this.anchor, here));
  }

  private key(event: KeyboardEvent): void {
    const [first, last] = this.picked ?? [-1, -1];
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (event.key === "Enter" && this.picked) this.choose();
    else if (event.key === "Escape") this.mark(-1, -1);
    else if (step && event.shiftKey) this.mark(Math.max(0, first), Math.max(first, last + step));
    else if (step) this.mark(first + step, first + step);
    else return;
    event.preventDefault();
  }

  private mark(first: number, last: number): void {
    const most = this.rows.length - 1;
    const rect = this.querySelector(".picked");
    const from = this.rows[Math.min(most, Math.max(0, first))], to = this.rows[Math.min(most, Math.max(0, last))];
    if (!rect || !from || !to || last < 0) {
      this.picked = null;
      rect?.setAttribute("visibility", "hidden");
      return;
    }
    this.picked = [Math.min(most, Math.max(0, first)), Math.min(most, last)];
    const x = this.x(from.start.getTime());
    rect.setAttribute("visibility", "visible");
    rect.setAttribute("x", String(x));
    rect.setAttribute("width", String(this.x(to.end.getTime()) - x));
    const hint = this.querySelector(".hint");
    if (hint) hint.textContent = `${iso(from.start.getTime())} – ${iso(to.end.getTime() - 86_400_000)}`;
  }

  private choose(): void {
    const picked = this.picked;
    this.anchor = -1;
    if (!picked) return;
    const from = this.rows[picked[0]], to = this.rows[picked[1]];
    if (!from || !to) return;
    const address = new URL(location.href);
    address.searchParams.set("since", iso(from.start.getTime()));
    address.searchParams.set("until", iso(to.end.getTime() - 86_400_000));
    for (const gone of ["page", "by"]) address.searchParams.delete(gone);
    location.assign(address);
  }
}

customElements.define("dateline-brush", DatelineBrush);
