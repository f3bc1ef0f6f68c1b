// What is lit in the document: spans that may cross, drawn by the browser over the text without touching it.

import type { Paragraphs, Span } from "./offsets";

export type Light = "evidence" | "said" | "field" | "anchor";
const ORDER: readonly Light[] = ["evidence", "said", "field", "anchor"];

/** Light these spans, and no others, in one colour. */
export function light(name: Light, spans: readonly Span[], text: Paragraphs): void {
  if (!("highlights" in CSS)) return;
  const ranges = spans.flatMap((s) => text.range(s) ?? []);
  const highlight = new Highlight(...ranges);
  highlight.priority = ORDER.indexOf(name);
  CSS.highlights.set(name, highlight);
}

/** Scroll a span into the middle of its pane, if it is not in sight. */
export function bring(span: Span, text: Paragraphs, pane: HTMLElement): void {
  const block = text.blocks[text.at(span.start)];
  const range = text.range(span);
  if (!block || !range) return;
  const own = pane.scrollHeight > pane.clientHeight && getComputedStyle(pane).overflowY !== "visible";
  const view = own ? pane.getBoundingClientRect() : new DOMRect(0, 0, innerWidth, innerHeight * 0.45);
  const seen = (): boolean => {
    const at = range.getBoundingClientRect();
    return at.height > 0 && at.top >= view.top + 40 && at.bottom <= view.bottom - 60;
  };
  if (seen()) return;
  block.scrollIntoView({ block: "center" }); // a paragraph out of sight is laid out only now
  const top = range.getBoundingClientRect().top - view.top - view.height / 3;
  (own ? pane : window).scrollBy({ top });
}
