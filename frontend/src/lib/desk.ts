// One report at the desk: which claim is chosen, what is proposed, and the three panes kept in step.

import { bring, light } from "./lights";
import { fragment, tell } from "./net";
import { Paragraphs, type Span, parseSpans } from "./offsets";

declare const htmx: { process(element: Element): void };

const DECIDED = new Set(["accept", "reject", "change", "add"]);
const NAMES: Readonly<Record<string, string>> = { machine: "not decided", accept: "accepted", reject: "rejected", change: "changed", add: "added" };

export const $ = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T;
export const review = $("review");
export const report = review.dataset.report ?? "";
export const pane = review.querySelector<HTMLElement>(".doc")!;
export const record = $("record-claim");
/** Record panes that were fetched; whoever changes what they show clears them. */
export const fetched = new Map<string, Promise<string>>();

export let text = new Paragraphs($("text"));
export let current = "";
export let draft: Span | null = null;

export const lineOf = (id: string): HTMLElement | null => document.getElementById(`line-${id}`);
export const lines = (): HTMLElement[] => [...$("lines").querySelectorAll<HTMLElement>("li:not([hidden]) > .line")];
export const claim = (): HTMLElement | null => record.querySelector<HTMLElement>(".claim");
export const addressOf = (id: string): string => `/reports/${report}/claims/${id}`;
export const titleOf = (id: string): string => lineOf(id)?.querySelector(".what")?.textContent ?? id;

function whole(id: string): Promise<string> {
  const there = fetched.get(id) ?? fragment(addressOf(id));
  fetched.set(id, there);
  return there;
}

export async function select(id: string, focus = true): Promise<void> {
  const line = lineOf(id);
  if (!line) return;
  dropDraft();
  current = id;
  for (const old of document.querySelectorAll("#lines [aria-current], #text .rail [aria-current]")) old.removeAttribute("aria-current");
  line.setAttribute("aria-current", "true");
  text.blocks[text.at(Number(line.dataset.start))]?.querySelector(`.rail [data-claim="${id}"]`)?.setAttribute("aria-current", "true");
  history.replaceState(null, "", `#${id}`);
  const anchor = { start: Number(line.dataset.start), end: Number(line.dataset.end) };
  light("anchor", [anchor], text);
  for (const name of ["field", "evidence", "said"] as const) light(name, [], text);
  bring(anchor, text, pane);
  line.scrollIntoView({ block: "nearest" });
  if (focus) line.focus({ preventScroll: true });
  await show(id);
}

export async function show(id: string): Promise<void> {
  const found = await whole(id).catch(() => null);
  if (id !== current) return;
  if (found === null) {
    fetched.delete(id);
    tell("This claim cannot be shown: the workbench does not answer.", true);
    return;
  }
  $("record-empty").hidden = true;
  record.innerHTML = found;
  htmx.process(record);
  $("record").scrollTop = 0;
  const shown = claim();
  if (!shown) return;
  lineOf(id)!.dataset.seen = shown.dataset.seen;
  relight();
  const next = step(1);
  if (next) void whole(next).catch(() => fetched.delete(next));
}

/** Light the words of the claim that is shown. */
export function relight(): void {
  const shown = claim();
  light("anchor", parseSpans(shown?.dataset.anchor), text);
  light("evidence", parseSpans(shown?.dataset.evidence), text);
  light("said", [...record.querySelectorAll<HTMLElement>(".said [data-spans]")].flatMap((e) => parseSpans(e.dataset.spans)), text);
}

/** The claim after or before this one in the queue. */
export function step(by: 1 | -1): string | undefined {
  const all = lines();
  const at = all.findIndex((x) => x.dataset.claim === current);
  return all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by]?.dataset.claim;
}

/** The next claim that nobody has decided on, from here and then from the start. */
function undecided(): string | undefined {
  const all = lines();
  const at = all.findIndex((x) => x.dataset.claim === current);
  const open = (x: HTMLElement): boolean => x.dataset.stand === "machine" && x.dataset.claim !== current;
  return [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))].find(open)?.dataset.claim;
}

export function goOn(): boolean {
  const next = undecided();
  if (next) void select(next);
  return next !== undefined;
}

export function dropDraft(): void {
  if (!draft) return;
  draft = null;
  const said = record.querySelector<HTMLElement>("#draft");
  if (said) said.hidden = true;
  light("anchor", parseSpans(claim()?.dataset.anchor), text);
}

export function propose(span: Span): boolean {
  const said = record.querySelector<HTMLElement>("#draft");
  if (!said) return false;
  draft = span;
  said.hidden = false;
  said.textContent = `Evidence: “${text.said(span)}”. Enter keeps it, Escape drops it.`;
  light("anchor", [span], text);
  bring(span, text, pane);
  return true;
}

export function mark(id: string, stand: string, seen?: number): void {
  const line = lineOf(id);
  if (!line) return;
  line.dataset.stand = stand;
  if (seen !== undefined) line.dataset.seen = String(seen);
  const sign = line.querySelector(".state")!;
  sign.className = `state state-${stand}`;
  sign.firstElementChild!.textContent = NAMES[stand] ?? stand;
  progress();
}

export function progress(): void {
  const all = [...$("lines").querySelectorAll<HTMLElement>(".line")];
  const decided = all.filter((x) => DECIDED.has(x.dataset.stand ?? "")).length;
  $<HTMLProgressElement>("progress").max = all.length || 1;
  $<HTMLProgressElement>("progress").value = decided;
  $("progress-said").textContent = `${decided} of ${all.length} decided`;
}

/** Fetch queue and document anew, and stay where the person is. */
export async function refresh(): Promise<void> {
  const answer = await fetch(location.pathname + location.search);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [top, queued] = [pane.scrollTop, $("lines").scrollTop];
  for (const id of ["lines", "text", "places", "times", "actors"]) {
    const fresh = page.getElementById(id);
    if (fresh) $(id).replaceChildren(...fresh.childNodes);
  }
  text = new Paragraphs($("text"));
  pane.scrollTop = top;
  $("lines").scrollTop = queued;
  lineOf(current)?.setAttribute("aria-current", "true");
  relight();
  progress();
}
