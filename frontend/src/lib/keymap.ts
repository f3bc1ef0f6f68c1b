// Every key of the workbench, in one table: what answers keys, what `?` shows and what the documents list is this.

export type Group = "Move" | "Decide" | "Change" | "Go";

export interface Key {
  /** As `KeyboardEvent.key` names it; two with a space between are pressed one after the other. */
  readonly key: string;
  /** What happens: the detail of the `act` event. */
  readonly act: string;
  readonly does: string;
  readonly group: Group;
}

export const KEYS: readonly Key[] = [
  { key: "j", act: "next", does: "next claim", group: "Move" },
  { key: "k", act: "previous", does: "previous claim", group: "Move" },
  { key: "n", act: "next-report", does: "next report", group: "Move" },
  { key: "p", act: "previous-report", does: "previous report", group: "Move" },
  { key: "/", act: "search", does: "search", group: "Move" },
  { key: "?", act: "help", does: "these keys", group: "Move" },
  { key: "Escape", act: "leave", does: "close, drop what is not saved", group: "Move" },
  { key: "a", act: "accept", does: "accept, and go on", group: "Decide" },
  { key: "x", act: "reject", does: "reject, and go on", group: "Decide" },
  { key: "u", act: "unsure", does: "unsure, and go on", group: "Decide" },
  { key: "Enter", act: "save", does: "save, and go on", group: "Decide" },
  { key: "z", act: "undo", does: "undo your last decision", group: "Decide" },
  { key: "Z", act: "redo", does: "do it again", group: "Decide" },
  { key: "b", act: "bulk", does: "decide on all that is shown", group: "Decide" },
  { key: "e", act: "edit", does: "change values", group: "Change" },
  { key: "c", act: "comment", does: "comment", group: "Change" },
  { key: "[", act: "start-left", does: "evidence starts a word earlier", group: "Change" },
  { key: "{", act: "start-right", does: "evidence starts a word later", group: "Change" },
  { key: "]", act: "end-right", does: "evidence ends a word later", group: "Change" },
  { key: "}", act: "end-left", does: "evidence ends a word earlier", group: "Change" },
  { key: "w", act: "use-selection", does: "selected words are the evidence", group: "Change" },
  { key: "i", act: "add", does: "add a claim that was missed", group: "Change" },
  { key: "m", act: "merge", does: "merge its incident with another", group: "Change" },
  { key: "s", act: "split", does: "split its incident", group: "Change" },
  { key: "g d", act: "go:/reports", does: "reports", group: "Go" },
  { key: "g i", act: "go:/incidents", does: "incidents", group: "Go" },
  { key: "g m", act: "go:/map", does: "map", group: "Go" },
  { key: "g t", act: "go:/timeline", does: "timeline", group: "Go" },
  { key: "g a", act: "go:/agreements", does: "agreements", group: "Go" },
];

export const GROUPS: readonly Group[] = ["Move", "Decide", "Change", "Go"];

const byKey = new Map(KEYS.map((k) => [k.key, k]));

/** What a key, or two in a row, does. */
export function actOf(key: string): string | undefined {
  return byKey.get(key)?.act;
}

/** Whether a key begins a pair. */
export function begins(key: string): boolean {
  return KEYS.some((k) => k.key.startsWith(`${key} `));
}

/** Tell the page that something is to be done; true if something did it. */
export function fire(act: string): boolean {
  return !document.dispatchEvent(new CustomEvent("act", { detail: act, cancelable: true }));
}

/** Answer acts: the handler returns whether it did it, and whoever comes after is not asked. */
export function onAct(handler: (act: string) => boolean): void {
  document.addEventListener("act", (event) => {
    if (!event.defaultPrevented && handler((event as CustomEvent<string>).detail)) event.preventDefault();
  });
}
