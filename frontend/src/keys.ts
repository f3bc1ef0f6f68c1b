// The keys island: it is on every page. It answers keys from the one table and shows the table.

import { GROUPS, KEYS, actOf, begins, fire, onAct } from "./lib/keymap";
import { post, tell } from "./lib/net";

const PAIR_MS = 1500;
let first = "";
let firstAt = 0;

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));
}

/** Whether Enter has its own meaning where the focus is. */
function opens(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("button, summary, a[href]:not(.line), input");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  const dialog = document.querySelector("dialog[open]");
  if (dialog || (typing(event.target) && event.key !== "Escape")) return;
  if (event.key === "Enter" && opens(event.target)) return;
  const pair = first && performance.now() - firstAt < PAIR_MS ? `${first} ${event.key}` : "";
  first = "";
  if (!pair && begins(event.key)) {
    [first, firstAt] = [event.key, performance.now()];
    event.preventDefault();
    return;
  }
  const act = actOf(pair || event.key);
  if (act && fire(act)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const pressed = target?.closest<HTMLElement>("[data-key-press]");
  if (pressed) fire(actOf(pressed.dataset.keyPress ?? "") ?? "");
  const closing = target?.closest("[data-close]");
  if (closing) closing.closest("dialog")?.close();
});

// An empty field says nothing: it stays out of the address.
document.addEventListener("formdata", (event) => {
  if (!(event.target instanceof HTMLFormElement) || !("slim" in event.target.dataset)) return;
  for (const [name, value] of [...event.formData]) if (value === "" || (name === "policy" && value === "ibc")) event.formData.delete(name);
});

function help(): void {
  let dialog = document.querySelector<HTMLDialogElement>("#keys");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "keys";
    dialog.setAttribute("aria-labelledby", "keys-title");
    const title = Object.assign(document.createElement("h2"), { id: "keys-title", textContent: "Keys" });
    const close = Object.assign(document.createElement("button"), { type: "button", textContent: "Close", className: "main" });
    close.dataset.close = "";
    const acts = Object.assign(document.createElement("div"), { className: "acts" });
    acts.append(close);
    const body = Object.assign(document.createElement("div"), { className: "keys" });
    body.append(...GROUPS.map(section));
    dialog.append(title, body, acts);
    document.body.append(dialog);
  }
  dialog.showModal();
}

function section(group: string): HTMLElement {
  const found = document.createElement("section");
  const list = document.createElement("dl");
  for (const key of KEYS.filter((k) => k.group === group)) {
    const keys = document.createElement("dt");
    keys.append(...key.key.split(" ").flatMap((k) => [Object.assign(document.createElement("kbd"), { textContent: k }), " "]));
    list.append(keys, Object.assign(document.createElement("dd"), { textContent: key.does }));
  }
  found.append(Object.assign(document.createElement("h3"), { textContent: group }), list);
  return found;
}

/** On a list, `j` and `k` walk its rows; Enter opens the one with the focus. */
function walk(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("main tbody tr")].flatMap((r) => r.querySelector<HTMLElement>("a[href]") ?? []);
  if (rows.length === 0) return false;
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return true;
}

function follow(selector: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(selector);
  if (link) location.assign(link.href);
  return link !== null;
}

async function turn(path: "/undo" | "/redo"): Promise<void> {
  const answer = await post<{ target: string }>(path, {});
  if (answer.ok) location.reload();
  else tell(answer.data.error ?? "That was not possible.", true);
}

function search(): boolean {
  const field = document.querySelector<HTMLInputElement>("[data-key-target=search]");
  field?.focus();
  field?.select();
  return field !== null;
}

// Registered last, so that a page's own island is asked before: see `onAct`.
addEventListener("load", () => onAct(byDefault));

function byDefault(act: string): boolean {
  if (act.startsWith("go:")) {
    location.assign(act.slice(3) + (document.body.classList.contains("review") ? "" : location.search));
    return true;
  }
  switch (act) {
    case "help": help(); return true;
    case "search": return search();
    case "next": return walk(1);
    case "previous": return walk(-1);
    case "next-report": return follow("main a[rel=next]");
    case "previous-report": return follow("main a[rel=prev]");
    case "bulk": return follow("main a[href^='/decide/bulk']");
    case "undo": void turn("/undo"); return true;
    case "redo": void turn("/redo"); return true;
    case "leave": if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); return true;
  }
  return false;
}
