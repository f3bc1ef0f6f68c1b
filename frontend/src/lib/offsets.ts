// Offsets of the record count code points; the DOM counts UTF-16 units in text nodes. This turns one into the other.

export interface Span {
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}'’.,-]*[\p{L}\p{M}\p{N}])?|[^\s\p{L}\p{N}]/gu;

/** Code points in a string. */
export function points(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) !== 0xdc00) count++;
  return count;
}

/** UTF-16 index of the code point with this number. */
export function unit(text: string, point: number): number {
  let i = 0;
  for (let left = point; left > 0 && i < text.length; left--) i += text.codePointAt(i)! > 0xffff ? 2 : 1;
  return i;
}

/** `12-20 30-40` as spans. */
export function parseSpans(said: string | undefined): Span[] {
  return (said ?? "").split(" ").flatMap((part) => {
    const [start, end] = part.split("-").map(Number);
    return start !== undefined && end !== undefined && end > start ? [{ start, end }] : [];
  });
}

/** The text of a report as it stands in the document pane, paragraph by paragraph. */
export class Paragraphs {
  readonly blocks: readonly HTMLElement[];
  private readonly starts: readonly number[];

  constructor(root: HTMLElement) {
    this.blocks = [...root.querySelectorAll<HTMLElement>(".block")];
    this.starts = this.blocks.map((b) => Number(b.dataset.start));
  }

  /** The number of the paragraph that holds an offset, or the last one before it. */
  at(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private text(n: number): Element | null {
    return this.blocks[n]?.querySelector("p") ?? null;
  }

  /** Where an offset is in the DOM. */
  private point(offset: number, n = this.at(offset)): [Node, number] | null {
    const paragraph = this.text(n);
    if (!paragraph) return null;
    let left = offset - this.starts[n]!;
    let last: [Node, number] | null = null;
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.nodeValue ?? "";
      const length = points(text);
      if (left <= length) return [node, unit(text, left)];
      left -= length;
      last = [node, text.length];
    }
    return last;
  }

  /** A span as a range of the document, `null` where it is not shown. */
  range(span: Span): Range | null {
    const from = this.point(span.start);
    const to = this.point(span.end, this.at(span.end - 1));
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    return range;
  }

  /** The offset of a place in the DOM, `null` outside the text. */
  offset(node: Node, index: number): number | null {
    const element = node instanceof Element ? node : node.parentElement;
    const block = element?.closest<HTMLElement>(".block");
    const paragraph = element?.closest("p");
    if (!block || !paragraph || !block.contains(paragraph)) return null;
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(node, index);
    return Number(block.dataset.start) + points(before.toString());
  }

  /** The words that are selected, without white space at their ends; `null` where none are. */
  selected(): Span | null {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    const start = this.offset(range.startContainer, range.startOffset);
    const end = this.offset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return null;
    const said = range.toString();
    const lead = points(said) - points(said.trimStart());
    const tail = points(said) - points(said.trimEnd());
    return end - tail > start + lead ? { start: start + lead, end: end - tail } : null;
  }

  /** The characters of a span, as they are shown. */
  said(span: Span): string {
    return this.range(span)?.toString() ?? "";
  }

  private words(n: number): Span[] {
    const text = this.text(n)?.textContent ?? "";
    const start = this.starts[n] ?? 0;
    let at = 0;
    let unitAt = 0;
    return [...text.matchAll(WORD)].map((found) => {
      at += points(text.slice(unitAt, found.index));
      unitAt = found.index;
      return { start: start + at, end: start + at + points(found[0]) };
    });
  }

  /** A span with one end moved by a word; the same span where it cannot be moved. */
  moved(span: Span, which: "start" | "end", by: -1 | 1): Span {
    const here = this.at(which === "start" ? span.start : span.end - 1);
    const ends = [here - 1, here, here + 1].flatMap((n) => (n < 0 ? [] : this.words(n))).map((w) => w[which]);
    const at = span[which];
    const to = by < 0 ? ends.filter((x) => x < at).at(-1) : ends.find((x) => x > at);
    const next = to === undefined ? span : { ...span, [which]: to };
    return next.start < next.end ? next : span;
  }
}
