// The document island: queue, document and record of one report answer keys and clicks.

import { add, comment, edit, kindOf, leave, move, save } from "./lib/changing";
import { decide, quick, sign, turn } from "./lib/deciding";
import { $, current, lineOf, lines, pane, propose, record, report, review, select, step, text } from "./lib/desk";
import { group } from "./lib/grouping";
import { onAct } from "./lib/keymap";
import { bring, light } from "./lib/lights";
import { tell } from "./lib/net";
import { parseSpans } from "./lib/offsets";

// Enter keeps a comment, Shift+Enter begins a new line in it.
record.addEventListener("keydown", (event) => {
  const field = event.target as HTMLElement;
  if (event.key !== "Enter" || event.shiftKey || !(field instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  field.form?.requestSubmit();
});

onAct((act) => {
  switch (act) {
    case "next": case "previous": {
      const to = step(act === "next" ? 1 : -1);
      if (to) void select(to);
      return true;
    }
    case "accept": case "reject": case "unsure": return quick(act);
    case "save": return save();
    case "edit": return edit();
    case "comment": return comment();
    case "leave": return leave();
    case "undo": return turn("/undo");
    case "redo": return turn("/redo");
    case "start-left": return move("start", -1);
    case "start-right": return move("start", 1);
    case "end-right": return move("end", 1);
    case "end-left": return move("end", -1);
    case "use-selection": {
      const span = text.selected();
      if (!span) tell("Select the words in the text first.");
      return span ? propose(span) : true;
    }
    case "add": return add();
    case "merge": case "split": void group(act); return true;
    case "bulk": location.assign(`/decide/bulk?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(location.search)), report })}`); return true;
  }
  return false;
});

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.id === "edit") {
    event.preventDefault();
    save();
  } else if (form.id === "comment") {
    event.preventDefault();
    const said = form.querySelector("textarea")!.value.trim();
    const id = current;
    if (said) void decide(id, { action: "comment", comment: said }).then(() => lineOf(id)?.focus({ preventScroll: true }));
  }
});

review.addEventListener("click", (event) => {
  const target = event.target as Element;
  const to = target.closest<HTMLElement>("a[data-claim]");
  if (to) {
    event.preventDefault();
    void select(to.dataset.claim!);
  } else if (target.closest("[data-quote]")) {
    const spans = parseSpans(target.closest<HTMLElement>("[data-quote]")!.dataset.quote);
    light("said", spans, text);
    if (spans[0]) bring(spans[0], text, pane);
  } else if (target.closest("[data-sign]")) {
    void sign(current);
  } else if (target.closest(".record [data-spans]")) {
    lightField(target.closest<HTMLElement>("[data-spans]")!, true);
  } else if (target.closest("#text p")) {
    pick(event as MouseEvent, target);
  }
});

/** A field and its words, lit together. */
function lightField(part: HTMLElement, scroll: boolean): void {
  const spans = parseSpans(part.dataset.spans);
  for (const lit of record.querySelectorAll(".lit")) lit.classList.remove("lit");
  part.classList.add("lit");
  light("field", spans, text);
  if (scroll && spans[0]) bring(spans[0], text, pane);
}

/** A click in the text: the field of this claim that the words say, else the claim whose words they are. */
function pick(event: MouseEvent, target: Element): void {
  if (text.selected()) return;
  const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const offset = at ? text.offset(at.offsetNode, at.offset) : null;
  const keys = (target.closest<HTMLElement>("mark")?.dataset.claims ?? "").split(" ").filter((k) => lineOf(k));
  const other = keys.filter((k) => k !== current).at(-1);
  const parts = [...record.querySelectorAll<HTMLElement>("[data-field][data-spans], .said [data-spans]")];
  const size = (e: HTMLElement): number => Math.min(...parseSpans(e.dataset.spans).map((s) => s.end - s.start));
  const field = offset === null ? undefined : parts.filter((e) => parseSpans(e.dataset.spans).some((s) => s.start <= offset && offset <= s.end)).sort((x, y) => size(x) - size(y))[0];
  if (other && !keys.includes(current)) void select(other);
  else if (field) {
    lightField(field, false);
    field.scrollIntoView({ block: "nearest" });
  } else if (other) void select(other);
}

for (const kind of ["mouseover", "focusin"] as const) {
  record.addEventListener(kind, (event) => {
    const part = (event.target as Element).closest<HTMLElement>("[data-spans]");
    if (part) lightField(part, kind === "focusin");
  });
}

document.addEventListener("selectionchange", () => {
  const span = text.selected();
  $("chosen").hidden = span === null;
  if (span) $("chosen-words").textContent = text.said(span);
});

// "At most" follows "at least" until it is given itself.
$("add").addEventListener("input", (event) => {
  const field = event.target as HTMLInputElement;
  const high = field.form?.elements.namedItem("high") as HTMLInputElement;
  if (field.name === "high") high.dataset.given = "";
  else if (field.name === "low" && !("given" in high.dataset)) high.value = field.value;
});
$("add").querySelector("select[name=kind]")?.addEventListener("change", (event) => kindOf((event.target as HTMLSelectElement).form!));
addEventListener("hashchange", () => void select(location.hash.slice(1)));
addEventListener("load", () => {
  const first = location.hash.slice(1);
  const start = first && lineOf(first) ? first : (lines().find((x) => x.dataset.stand === "machine") ?? lines()[0])?.dataset.claim;
  if (start) void select(start);
});
