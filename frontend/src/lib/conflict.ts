// Two people decided on one thing: both versions, side by side, and the choice between them.

import type { After } from "./changes";
import type { Span } from "./offsets";

export interface State {
  readonly target: string;
  readonly state: string;
  readonly by: string | null;
  readonly after: After | null;
  readonly comment: string | null;
  readonly seen: number;
  readonly history: readonly { readonly action: string; readonly undone_by: number | null }[];
  readonly turned?: readonly string[];
}

export interface Wanted {
  readonly action: string;
  readonly after?: unknown;
  readonly comment?: string | null;
}

const DID: Readonly<Record<string, string>> = { machine: "took the decision back", accept: "accepted", reject: "rejected", unsure: "unsure", change: "changed", merge: "merged", split: "split" };

/** Ask which version is to stand; `words` gives the characters of a span. */
export function choose(theirs: State, yours: Wanted, words: (span: Span) => string): Promise<"theirs" | "mine"> {
  const dialog = document.getElementById("conflict") as HTMLDialogElement;
  const at = (id: string): HTMLElement => dialog.querySelector(`#${id}`)!;
  at("theirs-who").textContent = theirs.by ?? "The other";
  at("theirs").replaceChildren(...version(theirs.state, theirs.after, theirs.comment, yours.after, words));
  at("yours").replaceChildren(...version(yours.action, yours.after, yours.comment ?? null, theirs.after, words));
  return new Promise((resolve) => {
    const done = (choice: "theirs" | "mine"): void => {
      dialog.onclose = null;
      dialog.close();
      resolve(choice);
    };
    at("keep-theirs").onclick = () => done("theirs");
    at("keep-mine").onclick = () => done("mine");
    dialog.onclose = () => resolve("theirs");
    dialog.showModal();
  });
}

function version(action: string, after: unknown, comment: string | null, other: unknown, words: (span: Span) => string): HTMLElement[] {
  const head = document.createElement("p");
  head.append(Object.assign(document.createElement("strong"), { textContent: DID[action] ?? action }));
  const list = document.createElement("dl");
  list.className = "fields";
  const theirs = (other ?? {}) as After;
  for (const [name, value] of Object.entries((after ?? {}) as After)) {
    const said = document.createElement("dd");
    said.textContent = show(value, words);
    said.classList.toggle("differs", show(theirs[name], words) !== said.textContent);
    list.append(Object.assign(document.createElement("dt"), { textContent: name }), said);
  }
  const remark = Object.assign(document.createElement("p"), { textContent: comment ?? "" });
  return [head, list, remark];
}

function show(value: unknown, words: (span: Span) => string): string {
  if (value === null || value === undefined) return "–";
  if (typeof value !== "object") return String(value);
  const parts = value as { name?: string; start?: unknown; end?: unknown };
  if (typeof parts.start === "number" && typeof parts.end === "number") return `“${words({ start: parts.start, end: parts.end })}”`;
  return parts.name ?? JSON.stringify(value);
}
