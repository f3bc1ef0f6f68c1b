// The document island: queue, document and record of one report, kept in step; decisions made and taken back.

import { type After, added, changes } from "./lib/changes";
import { type State, type Wanted, choose } from "./lib/conflict";
import { fire, onAct } from "./lib/keymap";
import { bring, light } from "./lib/lights";
import { fragment, post, tell } from "./lib/net";
import { Paragraphs, type Span, parseSpans } from "./lib/offsets";

declare const htmx: { process(element: Element): void };

const DECIDED = new Set(["accept", "reject", "change", "add"]);
const DONE: Readonly<Record<string, string>> = { accept: "Accepted", reject: "Rejected", unsure: "Unsure", change: "Changed", comment: "Comment kept", add: "Added", merge: "Merged", split: "Split", machine: "Not decided" };
const NAMES: Readonly<Record<string, string>> = { machine: "not decided", accept: "accepted", reject: "rejected", change: "changed", add: "added" };

const $ = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T;
const review = $("review");
const report = review.dataset.report ?? "";
const pane = review.querySelector<HTMLElement>(".doc")!;
const record = $("record-claim");

let text = new Paragraphs($("text"));
let current = "";
let draft: Span | null = null;
let working: Promise<unknown> = Promise.resolve();
const fetched = new Map<string, Promise<string>>();

const lineOf = (id: string): HTMLElement | null => document.getElementById(`line-${id}`);
const lines = (): HTMLElement[] => [...$("lines").querySelectorAll<HTMLElement>("li:not([hidden]) > .line")];
const claim = (): HTMLElement | null => record.querySelector<HTMLElement>(".claim");
const addressOf = (id: string): string => `/reports/${report}/claims/${id}`;

// Choosing a claim

function whole(id: string): Promise<string> {
  const there = fetched.get(id) ?? fragment(addressOf(id));
  fetched.set(id, there);
  return there;
}

async function choose_(id: string, focus = true): Promise<void> {
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

async function show(id: string): Promise<void> {
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
  light("anchor", parseSpans(shown.dataset.anchor), text);
  light("evidence", parseSpans(shown.dataset.evidence), text);
  light("said", [...record.querySelectorAll<HTMLElement>(".said [data-spans]")].flatMap((e) => parseSpans(e.dataset.spans)), text);
  const next = step(1);
  if (next) void whole(next).catch(() => fetched.delete(next));
}

/** The claim after or before this one in the queue. */
function step(by: 1 | -1): string | undefined {
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

function goOn(): boolean {
  const next = undecided();
  if (next) void choose_(next);
  return next !== undefined;
}

/** What is told after a decision: once nothing is left, that, and where to go. */
function toldOf(action: string, id: string): string {
  const done = `${DONE[action] ?? action} “${titleOf(id)}”.`;
  if (lines().some((x) => x.dataset.stand === "machine")) return done;
  const unsure = lines().some((x) => x.dataset.stand === "unsure");
  const left = unsure ? "Nothing is left here but what is unsure" : "Every claim of this report is decided";
  return `${done} ${left}${review.dataset.after ? "; Enter opens the next." : "."}`;
}

// Deciding

function inTurn(work: () => Promise<void>): Promise<void> {
  const turn = working.then(work, work);
  working = turn;
  return turn;
}

function mark(id: string, stand: string, seen?: number): void {
  const line = lineOf(id);
  if (!line) return;
  line.dataset.stand = stand;
  if (seen !== undefined) line.dataset.seen = String(seen);
  const sign = line.querySelector(".state")!;
  sign.className = `state state-${stand}`;
  sign.firstElementChild!.textContent = NAMES[stand] ?? stand;
  progress();
}

function progress(): void {
  const all = [...$("lines").querySelectorAll<HTMLElement>(".line")];
  const decided = all.filter((x) => DECIDED.has(x.dataset.stand ?? "")).length;
  $<HTMLProgressElement>("progress").max = all.length || 1;
  $<HTMLProgressElement>("progress").value = decided;
  $("progress-said").textContent = `${decided} of ${all.length} decided`;
}

/** Send a decision on a claim. What can be shown before the server has answered is; a refusal is taken back. */
function decide(id: string, wanted: Wanted): Promise<boolean> {
  const line = lineOf(id);
  const before = line?.dataset.stand ?? "machine";
  const quick = ["accept", "reject", "unsure"].includes(wanted.action);
  if (quick) mark(id, wanted.action);
  line?.classList.add("waiting");
  let kept = false;
  return inTurn(async () => {
    kept = await send(id, wanted, Number(lineOf(id)?.dataset.seen ?? 0));
    lineOf(id)?.classList.remove("waiting");
    if (!kept && quick) mark(id, before);
  }).then(() => kept);
}

async function send(id: string, wanted: Wanted, seen: number): Promise<boolean> {
  const answer = await post<State & { theirs?: State; yours?: Wanted }>("/decide", { target: `${report}#${id}`, seen, ...wanted });
  if (answer.ok) {
    await settle(answer.data);
    tell(toldOf(wanted.action, id));
    return true;
  }
  if (answer.status === 409 && answer.data.theirs) {
    const theirs = answer.data.theirs;
    if ((await choose(theirs, answer.data.yours ?? wanted, (span) => text.said(span))) === "mine") return send(id, wanted, theirs.seen);
    await settle(theirs, true);
    tell(`Kept as ${theirs.by ?? "the other"} decided: “${titleOf(id)}”.`);
    return true;
  }
  tell(answer.data.error ?? "That was not possible. Nothing was saved.", true);
  return false;
}

const titleOf = (id: string): string => lineOf(id)?.querySelector(".what")?.textContent ?? id;

/** Show where a target stands now; values, words or lines that changed are fetched anew. */
async function settle(state: State, anew = false): Promise<void> {
  const here = [...new Set([state.target, ...(state.turned ?? [])])].filter((t) => t.startsWith(`${report}#`)).map((t) => t.slice(report.length + 1));
  const touched = state.history.some((j) => j.action === "change" || j.action === "add");
  fetched.clear();
  if (touched || anew || here.length > 1 || here.some((id) => !lineOf(id)) || !state.target.includes("#")) await refresh();
  else for (const id of here) mark(id, state.state, state.seen);
  if (!current || !here.includes(current)) return;
  if (lineOf(current)) await show(current);
  else await choose_(lines()[0]?.dataset.claim ?? ""); // an added claim was taken back
}

/** Fetch queue and document anew, and stay where the person is. */
async function refresh(): Promise<void> {
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
  progress();
}

/** Say that one has looked at the same evidence and agrees. */
function sign(id: string): Promise<void> {
  return inTurn(async () => {
    const answer = await post<State>("/sign", { target: `${report}#${id}` });
    if (!answer.ok) return tell(answer.data.error ?? "That was not possible.", true);
    await settle(answer.data);
    tell(`Signed off “${titleOf(id)}”.`);
  });
}

function quick(action: string): boolean {
  if (!current) return false;
  const id = current;
  void decide(id, { action }).then((kept) => {
    if (!kept) void choose_(id);
  });
  goOn();
  return true;
}

function turn(path: "/undo" | "/redo"): boolean {
  void inTurn(async () => {
    const answer = await post<State>(path, {});
    if (!answer.ok) return tell(answer.data.error ?? "That was not possible.", answer.status !== 422);
    const [whose, id] = answer.data.target.split("#");
    const said = path === "/undo" ? "Taken back" : "Done again";
    const title = whose === report && id ? titleOf(id) : "";
    await settle(answer.data);
    tell(title ? `${said}: “${title}”.` : `${said}, ${id ? "in another report" : "on an incident"}.`);
    if (whose === report && id && lineOf(id)) await choose_(id);
  });
  return true;
}

// Changing

function edit(): boolean {
  const form = record.querySelector<HTMLFormElement>("#edit");
  if (!form) return false;
  form.hidden = false;
  record.querySelector<HTMLElement>(".shown")!.hidden = true;
  const first = form.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
  first?.focus();
  if (first instanceof HTMLInputElement) first.select();
  return true;
}

function comment(): boolean {
  const form = record.querySelector<HTMLFormElement>("#comment");
  if (!form) return false;
  form.hidden = false;
  form.querySelector("textarea")?.focus();
  form.scrollIntoView({ block: "nearest" });
  return true;
}

function leave(): boolean {
  dropDraft();
  for (const id of ["edit", "comment"]) record.querySelector<HTMLElement>(`#${id}`)?.toggleAttribute("hidden", true);
  record.querySelector<HTMLElement>(".shown")?.toggleAttribute("hidden", false);
  getSelection()?.removeAllRanges();
  lineOf(current)?.focus({ preventScroll: true });
  return true;
}

function dropDraft(): void {
  if (!draft) return;
  draft = null;
  const said = record.querySelector<HTMLElement>("#draft");
  if (said) said.hidden = true;
  light("anchor", parseSpans(claim()?.dataset.anchor), text);
}

function propose(span: Span): boolean {
  const said = record.querySelector<HTMLElement>("#draft");
  if (!said) return false;
  draft = span;
  said.hidden = false;
  said.textContent = `Evidence: “${text.said(span)}”. Enter keeps it, Escape drops it.`;
  light("anchor", [span], text);
  bring(span, text, pane);
  return true;
}

function move(which: "start" | "end", by: -1 | 1): boolean {
  const from = draft ?? parseSpans(claim()?.dataset.anchor)[0];
  return from ? propose(text.moved(from, which, by)) : false;
}

// Enter keeps a comment, Shift+Enter begins a new line in it.
record.addEventListener("keydown", (event) => {
  const field = event.target as HTMLElement;
  if (event.key !== "Enter" || event.shiftKey || !(field instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  field.form?.requestSubmit();
});

/** Save what is open: moved evidence or changed values. Without either, go on. */
function save(): boolean {
  const shown = claim();
  const form = record.querySelector<HTMLFormElement>("#edit:not([hidden])");
  const after: After = form ? changes(form) : {};
  if (draft && shown) after[shown.dataset.anchorName ?? "quote"] = { start: draft.start, end: draft.end };
  if (Object.keys(after).length === 0) {
    if (form) tell("Nothing was changed.");
    leave();
    if (!goOn()) fire("next-report"); // nothing is left here
    return true;
  }
  void decide(current, { action: "change", after }).then((kept) => {
    if (!kept) return;
    draft = null;
    goOn();
  });
  return true;
}

function add(): boolean {
  const span = text.selected() ?? draft ?? parseSpans(claim()?.dataset.anchor)[0];
  if (!span) {
    tell("Select the words of the claim first.");
    return true;
  }
  const dialog = $<HTMLDialogElement>("add");
  const form = dialog.querySelector("form")!;
  $("add-words").textContent = text.said(span);
  const number = text.said(span).replaceAll(",", "").match(/\d+/)?.[0];
  for (const name of ["low", "high"]) if (number) (form.elements.namedItem(name) as HTMLInputElement).value = number;
  kindOf(form);
  form.onsubmit = () => void decideNew(added(form, span));
  dialog.showModal();
  return true;
}

async function decideNew(after: After): Promise<void> {
  await inTurn(async () => {
    const answer = await post<State>("/decide", { target: report, action: "add", after });
    if (!answer.ok) return tell(answer.data.error ?? "That was not possible.", true);
    await settle(answer.data);
    tell("Added.");
    dropDraft();
    await choose_(answer.data.target.split("#")[1] ?? current);
  });
}

function kindOf(form: HTMLFormElement): void {
  const kind = new FormData(form).get("kind");
  for (const part of form.querySelectorAll<HTMLElement>("[data-for]")) part.hidden = part.dataset.for !== kind;
}

// Incidents

async function group(how: "merge" | "split"): Promise<void> {
  if (!current) return;
  const dialog = $<HTMLDialogElement>("group");
  $("group-body").innerHTML = await fragment(`${addressOf(current)}/${how}`);
  const form = dialog.querySelector<HTMLFormElement>("form");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void regroup(how, form);
  });
  dialog.showModal();
  form?.querySelector<HTMLInputElement>("input:not([type=hidden])")?.focus();
}

async function regroup(action: "merge" | "split", form: HTMLFormElement): Promise<void> {
  const said = new FormData(form);
  const chosen = said.getAll("others").map(String);
  if (chosen.length === 0) return tell("Choose at least one.", true);
  const how = action === "merge" ? { after: JSON.stringify(chosen[0]) } : { others: chosen };
  const body = { target: String(said.get("target")), action, seen: Number(said.get("seen")), comment: String(said.get("comment") ?? ""), ...how };
  await inTurn(async () => {
    const answer = await post<State>("/decide", body);
    if (!answer.ok) return tell(answer.data.error ?? "That was not possible.", true);
    $<HTMLDialogElement>("group").close();
    fetched.clear();
    await show(current);
    tell(action === "merge" ? "The two incidents are one. z takes it back." : "What you chose is an incident of its own. z takes it back.");
  });
}

// Listening

onAct((act) => {
  switch (act) {
    case "next": case "previous": {
      const to = step(act === "next" ? 1 : -1);
      if (to) void choose_(to);
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
    void choose_(to.dataset.claim!);
  } else if (target.closest("[data-quote]")) {
    const spans = parseSpans(target.closest<HTMLElement>("[data-quote]")!.dataset.quote);
    light("said", spans, text);
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
  if (other && !keys.includes(current)) void choose_(other);
  else if (field) {
    lightField(field, false);
    field.scrollIntoView({ block: "nearest" });
  } else if (other) void choose_(other);
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
addEventListener("hashchange", () => void choose_(location.hash.slice(1)));
addEventListener("load", () => {
  const first = location.hash.slice(1);
  const start = first && lineOf(first) ? first : (lines().find((x) => x.dataset.stand === "machine") ?? lines()[0])?.dataset.claim;
  if (start) void choose_(start);
});
