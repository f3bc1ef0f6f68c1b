// Merge and split: incidents, from one of their claims.

import type { State } from "./conflict";
import { inTurn } from "./deciding";
import { $, addressOf, current, fetched, show } from "./desk";
import { fragment, post, tell } from "./net";

export async function group(how: "merge" | "split"): Promise<void> {
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
