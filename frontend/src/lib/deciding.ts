// Decisions: sent in turn, shown before the server has answered, taken back where it refuses.

import { type State, type Wanted, choose } from "./conflict";
import { current, fetched, goOn, lineOf, lines, mark, refresh, report, review, select, show, text, titleOf } from "./desk";
import { post, tell } from "./net";

const DONE: Readonly<Record<string, string>> = { accept: "Accepted", reject: "Rejected", unsure: "Unsure of", change: "Changed", comment: "Comment kept", add: "Added", merge: "Merged", split: "Split", machine: "Not decided" };
const KEYS = !matchMedia("(pointer: coarse)").matches; // who has no keyboard is not told of its keys
let working: Promise<unknown> = Promise.resolve();

/** What is told after a decision: once nothing is left, that, and where to go. */
function toldOf(action: string, id: string): string {
  const done = `${DONE[action] ?? action} “${titleOf(id)}”.`;
  if (lines().some((x) => x.dataset.stand === "machine")) return KEYS ? `${done} z takes it back.` : done;
  const unsure = lines().some((x) => x.dataset.stand === "unsure");
  const left = unsure ? "Nothing is left here but what is unsure" : "Every claim of this report is decided";
  return `${done} ${left}${review.dataset.after ? "; Enter opens the next." : "."}`;
}

export function inTurn(work: () => Promise<void>): Promise<void> {
  const turn = working.then(work, work);
  working = turn;
  return turn;
}

/** Send a decision on a claim. What can be shown before the server has answered is; a refusal is taken back. */
export function decide(id: string, wanted: Wanted): Promise<boolean> {
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

/** Show where a target stands now; values, words or lines that changed are fetched anew. */
export async function settle(state: State, anew = false): Promise<void> {
  const here = [...new Set([state.target, ...(state.turned ?? [])])].filter((t) => t.startsWith(`${report}#`)).map((t) => t.slice(report.length + 1));
  const touched = state.history.some((j) => j.action === "change" || j.action === "add");
  fetched.clear();
  if (touched || anew || here.length > 1 || here.some((id) => !lineOf(id)) || !state.target.includes("#")) await refresh();
  else for (const id of here) mark(id, state.state, state.seen);
  if (!current || !here.includes(current)) return;
  if (lineOf(current)) await show(current);
  else await select(lines()[0]?.dataset.claim ?? ""); // an added claim was taken back
}

/** Say that one has looked at the same evidence and agrees. */
export function sign(id: string): Promise<void> {
  return inTurn(async () => {
    const answer = await post<State>("/sign", { target: `${report}#${id}` });
    if (!answer.ok) return tell(answer.data.error ?? "That was not possible.", true);
    await settle(answer.data);
    tell(`Signed off “${titleOf(id)}”.`);
  });
}

export function quick(action: string): boolean {
  if (!current) return false;
  const id = current;
  void decide(id, { action }).then((kept) => {
    if (!kept) void select(id);
  });
  goOn();
  return true;
}

export function turn(path: "/undo" | "/redo"): boolean {
  void inTurn(async () => {
    const answer = await post<State>(path, {});
    if (!answer.ok) return tell(answer.data.error ?? "That was not possible.", answer.status !== 422);
    const [whose, id] = answer.data.target.split("#");
    const said = path === "/undo" ? "Taken back" : "Done again";
    const title = whose === report && id ? titleOf(id) : "";
    await settle(answer.data);
    tell(title ? `${said}: “${title}”.` : `${said}, ${id ? "in another report" : "on an incident"}.`);
    if (whose === report && id && lineOf(id)) await select(id);
  });
  return true;
}
