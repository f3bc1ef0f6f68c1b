// Changing a claim: its values, its evidence, a comment, a claim that was missed.

import { type After, added, changes } from "./changes";
import type { State } from "./conflict";
import { decide, inTurn, settle } from "./deciding";
import { $, claim, current, draft, dropDraft, goOn, lineOf, propose, record, report, select, text } from "./desk";
import { fire } from "./keymap";
import { post, tell } from "./net";
import { parseSpans } from "./offsets";

export function edit(): boolean {
  const form = record.querySelector<HTMLFormElement>("#edit");
  if (!form) return false;
  form.hidden = false;
  record.querySelector<HTMLElement>(".shown")!.hidden = true;
  const first = form.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
  first?.focus();
  if (first instanceof HTMLInputElement) first.select();
  return true;
}

export function comment(): boolean {
  const form = record.querySelector<HTMLFormElement>("#comment");
  if (!form) return false;
  form.hidden = false;
  form.querySelector("textarea")?.focus();
  form.scrollIntoView({ block: "nearest" });
  return true;
}

export function leave(): boolean {
  dropDraft();
  for (const id of ["edit", "comment"]) record.querySelector<HTMLElement>(`#${id}`)?.toggleAttribute("hidden", true);
  record.querySelector<HTMLElement>(".shown")?.toggleAttribute("hidden", false);
  getSelection()?.removeAllRanges();
  lineOf(current)?.focus({ preventScroll: true });
  return true;
}

export function move(which: "start" | "end", by: -1 | 1): boolean {
  const from = draft ?? parseSpans(claim()?.dataset.anchor)[0];
  return from ? propose(text.moved(from, which, by)) : false;
}

/** Save what is open: moved evidence or changed values. Without either, go on. */
export function save(): boolean {
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
    dropDraft();
    if (!goOn()) lineOf(current)?.focus({ preventScroll: true });
  });
  return true;
}

export function add(): boolean {
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
    tell("Added. Edit says the rest of it: who, to whom.");
    dropDraft();
    await select(answer.data.target.split("#")[1] ?? current);
  });
}

export function kindOf(form: HTMLFormElement): void {
  const kind = new FormData(form).get("kind");
  for (const part of form.querySelectorAll<HTMLElement>("[data-for]")) part.hidden = part.dataset.for !== kind;
}
