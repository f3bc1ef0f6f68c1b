// Talking to the server, and telling the person.

export interface Answer<T> {
  readonly status: number;
  readonly ok: boolean;
  readonly data: T;
}

interface Failed {
  readonly error?: string;
}

const csrf = document.querySelector<HTMLMetaElement>("meta[name=csrf]")?.content ?? "";
const told = document.getElementById("told");
let clearing = 0;

/** Show a sentence in passing; screen readers hear it. */
export function tell(sentence: string, wrong = false): void {
  if (!told) return;
  told.textContent = sentence;
  told.classList.toggle("wrong", wrong);
  clearTimeout(clearing);
  clearing = window.setTimeout(() => (told.textContent = ""), wrong ? 9000 : 4000);
}

/** POST JSON; what comes back is JSON, also of a refusal. A server that is not there is status 0. */
export async function post<T>(path: string, body: object): Promise<Answer<T & Failed>> {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": csrf };
  try {
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: answer.status, ok: answer.ok, data: (await answer.json()) as T & Failed };
  } catch {
    return { status: 0, ok: false, data: { error: "The workbench does not answer. Nothing was saved." } as T & Failed };
  }
}

/** The fragment at an address, as the server rendered it. */
export async function fragment(path: string): Promise<string> {
  const answer = await fetch(path, { headers: { "HX-Request": "true", Accept: "text/html" } });
  const text = await answer.text();
  if (!answer.ok && !text.includes("problem")) throw new Error(`${path}: ${answer.status}`);
  return text;
}
