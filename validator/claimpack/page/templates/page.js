"use strict";
(() => {
  const words = JSON.parse(document.body.dataset.words);
  const say = (id, values = {}) => words[id].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const all = [...document.querySelectorAll(".claim")];
  const byId = (id) => document.getElementById(id);
  const reviews = new Map();
  let saved = true;

  // What is looked for in a claim is read once, when somebody first searches.
  const texts = new Map();
  const textOf = (claim) => {
    if (!texts.has(claim)) texts.set(claim, claim.textContent.toLowerCase());
    return texts.get(claim);
  };

  const filters = byId("filters");
  const fields = { text: byId("f-text"), verdict: byId("f-verdict"), source: byId("f-source"), outcome: byId("f-outcome"), direction: byId("f-direction") };
  const matches = (claim) => {
    const { verdict, sources, outcome, direction } = claim.dataset;
    if (fields.verdict.value && verdict !== fields.verdict.value) return false;
    if (fields.source.value && !sources.split(" ").includes(fields.source.value)) return false;
    if (fields.outcome.value && outcome !== fields.outcome.value) return false;
    if (fields.direction.value && direction !== fields.direction.value) return false;
    const words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    return words.every((word) => textOf(claim).includes(word));
  };
  const apply = () => {
    let count = 0;
    for (const claim of all) {
      claim.hidden = !matches(claim);
      if (!claim.hidden) count += 1;
    }
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = !group.querySelector(".claim:not([hidden])");
    }
    byId("f-count").textContent = say(count === all.length ? "all_shown" : "some_shown", { count, all: all.length });
  };
  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  };

  // A link to a claim that a filter hides shows all claims again.
  const reveal = () => {
    const target = byId(location.hash.slice(1));
    if (!target) return;
    const hidden = target.closest("[hidden]");
    if (hidden && (hidden.matches(".claim") || hidden.matches(".group"))) {
      filters.reset();
      apply();
    }
    target.scrollIntoView();
    if (target.tabIndex === -1) target.focus({ preventScroll: true });
  };

  const tellReviews = () => {
    const count = reviews.size;
    byId("r-count").textContent = count ? say(saved ? "reviewed" : "reviewed_unsaved", { count, all: all.length }) : "";
  };
  const setReview = (claim, opinion, comment) => {
    if (opinion) reviews.set(claim, { opinion, comment });
    else reviews.delete(claim);
    saved = false;
    tellReviews();
  };
  const openForm = (claim) => {
    const holder = claim.querySelector(".review");
    const button = holder.querySelector("button");
    if (holder.querySelector("fieldset")) return holder.querySelector("fieldset");
    const form = byId("review-form").content.firstElementChild.cloneNode(true);
    const id = claim.dataset.claim;
    const [agree, disagree] = form.querySelectorAll("input");
    const comment = form.querySelector("textarea");
    form.querySelector("legend").textContent = say("your_review", { claim: id });
    for (const radio of [agree, disagree]) radio.name = `opinion-${id}`;
    comment.id = `comment-${id}`;
    form.querySelector(".comment").htmlFor = comment.id;
    const read = () => setReview(claim, agree.checked ? "agree" : disagree.checked ? "disagree" : "", comment.value);
    form.addEventListener("input", read);
    form.querySelector(".take-back").addEventListener("click", () => {
      setReview(claim, "", "");
      form.remove();
      button.setAttribute("aria-expanded", "false");
      button.focus();
    });
    holder.append(form);
    button.setAttribute("aria-expanded", "true");
    return form;
  };
  for (const claim of all) {
    const holder = claim.querySelector(".review");
    holder.hidden = false;
    holder.querySelector("button").addEventListener("click", () => openForm(claim).querySelector("input").focus());
  }

  const isoDay = () => {
    const now = new Date();
    return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  };
  byId("r-day").value = isoDay();
  byId("r-save").addEventListener("click", () => {
    const name = byId("r-name").value.trim();
    if (!name) {
      byId("r-count").textContent = say("name_first");
      byId("r-name").focus();
      return;
    }
    if (!reviews.size) {
      byId("r-count").textContent = say("none_yet");
      return;
    }
    const content = {
      claimpack_reviews: "1",
      package: { name: document.body.dataset.package, version: document.body.dataset.version },
      reviewer: name,
      reviewed_on: byId("r-day").value || isoDay(),
      reviews: [...reviews].map(([claim, review]) => ({ claim_id: claim.dataset.claim, digest: claim.dataset.digest, ...review })),
    };
    const address = URL.createObjectURL(new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = `reviews-${document.body.dataset.package || "claims"}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    saved = true;
    tellReviews();
  });
  byId("r-open").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    try {
      const content = JSON.parse(await file.text());
      if (content.claimpack_reviews !== "1" || !Array.isArray(content.reviews)) throw new Error("no reviews");
      const known = new Map(all.map((claim) => [claim.dataset.claim, claim]));
      let changed = 0;
      for (const { claim_id: id, digest, opinion, comment } of content.reviews) {
        const claim = known.get(id);
        if (!claim || claim.dataset.digest !== digest || !["agree", "disagree"].includes(opinion)) {
          changed += 1;
          continue;
        }
        const form = openForm(claim);
        form.querySelector(`input[value="${opinion}"]`).checked = true;
        form.querySelector("textarea").value = String(comment ?? "");
        setReview(claim, opinion, String(comment ?? ""));
      }
      byId("r-name").value = String(content.reviewer ?? "");
      saved = true;
      tellReviews();
      if (changed) byId("r-count").textContent += ` ${say("changed", { count: changed })}`;
    } catch {
      byId("r-count").textContent = say("unreadable");
    }
  });
  addEventListener("beforeunload", (event) => {
    if (!saved) event.preventDefault();
  });

  filters.hidden = byId("signoff").hidden = all.length === 0;
  filters.addEventListener("input", soon);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () => setTimeout(apply));
  addEventListener("hashchange", reveal);
  apply();
  if (location.hash) reveal();
})();
