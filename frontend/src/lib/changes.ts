// What a person changed in the record pane's form, as the `after` of a decision.

type Value = string | number | null | string[] | { [key: string]: Value };
export type After = { [key: string]: Value };

type Control = HTMLInputElement | HTMLSelectElement;

function touched(control: Control): boolean {
  if (control instanceof HTMLInputElement) return control.value.trim() !== control.defaultValue.trim();
  return [...control.options].some((o) => o.selected !== o.defaultSelected);
}

function place(said: string): Value {
  const known = [...document.querySelectorAll<HTMLOptionElement>("#places option")].find((o) => o.value === said);
  return known?.dataset.id ?? { name: said };
}

function value(how: string | undefined, said: string): Value {
  if (how === "names") return said.split(";").map((s) => s.trim()).filter(Boolean);
  if (said === "") return null;
  if (how === "number") return Number(said);
  return how === "place" ? place(said) : said;
}

/** Only what differs from what was shown; `victims.status` stands inside `victims`. */
export function changes(form: HTMLFormElement): After {
  const after: After = {};
  for (const control of form.querySelectorAll<Control>("[data-how]")) {
    if (!touched(control)) continue;
    const [outer, inner] = control.name.split(".") as [string, string?];
    const said = value(control.dataset.how, control.value.trim());
    if (inner === undefined) after[outer] = said;
    else after[outer] = { ...(after[outer] as After | undefined), [inner]: said };
  }
  return after;
}

/** The claim that the form of a missed claim describes. */
export function added(form: HTMLFormElement, span: { start: number; end: number }): After {
  const said = new FormData(form);
  const field = (name: string): string => String(said.get(name) ?? "").trim();
  const after: After = { kind: field("kind"), start: span.start, end: span.end };
  if (after.kind === "casualty") {
    after.harm = field("harm");
    after.low = Number(field("low") || 0);
    after.high = field("high") === "" ? null : Number(field("high"));
  } else {
    after.type = field("type");
  }
  if (field("place")) after.place = place(field("place"));
  if (field("time")) after.time = field("time");
  return after;
}
