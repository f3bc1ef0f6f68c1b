"use strict";
(() => {
  const claims = [...document.querySelectorAll("[data-claim]")];
  const marks = [...document.querySelectorAll("mark")];
  const marksOf = (id) => marks.filter((m) => m.dataset.claims.split(" ").includes(id));
  let at = -1;

  const show = (id, focus) => {
    for (const lit of document.querySelectorAll(".on")) lit.classList.remove("on");
    const claim = document.getElementById("claim-" + id);
    const parts = marksOf(id);
    for (const part of [claim, ...parts]) part.classList.add("on");
    at = claims.indexOf(claim);
    claim.scrollIntoView({ block: "nearest" });
    if (parts.length) parts[0].scrollIntoView({ block: "nearest" });
    (focus === "mark" && parts.length ? parts[0] : claim).focus({ preventScroll: true });
  };

  for (const claim of claims) claim.addEventListener("click", () => show(claim.dataset.claim, "claim"));
  for (const mark of marks) mark.addEventListener("click", () => show(mark.dataset.claims.split(" ").at(-1), "mark"));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = document.activeElement;
    if ((event.key === "j" || event.key === "k") && claims.length) {
      at = (at + (event.key === "j" ? 1 : -1) + claims.length) % claims.length;
      show(claims[at].dataset.claim, "claim");
    } else if (event.key === "Enter" && here.dataset.claims) {
      show(here.dataset.claims.split(" ").at(-1), "claim");
    } else if (event.key === "Enter" && here.dataset.claim) {
      show(here.dataset.claim, "mark");
    }
  });
})();
