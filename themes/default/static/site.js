/*
 * Ce que la page fait de plus quand le navigateur a un script. Sans lui, tout est déjà là.
 *
 * Il est chargé dans <head> sans « defer » : le choix clair ou sombre s'applique ainsi avant le
 * premier affichage. Il attend moins longtemps que la feuille de style, demandée en même temps.
 * Ses mots viennent de la page (labels.yaml), jamais d'ici.
 */
(() => {
  "use strict";
  const root = document.documentElement;
  const memory = "vitrine-affichage";
  const looks = ["auto", "clair", "sombre"];

  /* ---- Clair ou sombre, d'une page à l'autre. Un navigateur peut refuser la mémoire. */

  const remembered = () => {
    try {
      return localStorage.getItem(memory);
    } catch {
      return null;
    }
  };
  const show = (look) => {
    if (looks.indexOf(look) > 0) root.dataset.theme = look;
    else delete root.dataset.theme;
  };
  const current = () => root.dataset.theme || "auto";
  show(remembered());

  const offerLooks = (button) => {
    const say = () => (button.lastElementChild.textContent = button.dataset[current()]);
    button.hidden = false;
    say();
    button.addEventListener("click", () => {
      show(looks[(looks.indexOf(current()) + 1) % looks.length]);
      say();
      try {
        localStorage.setItem(memory, current());
      } catch {
        /* Le choix vaut alors pour cette page. */
      }
    });
    /* Une page revient telle qu'on l'a quittée, un autre onglet a pu changer. */
    addEventListener("pageshow", (event) => {
      if (event.persisted) show(remembered());
      say();
    });
  };

  /* ---- Le menu des téléphones qui ne connaissent pas popover */

  const foldMenu = (menu) => {
    if ("popover" in menu) return;
    const buttons = document.querySelectorAll("[popovertarget=" + menu.id + "]");
    const open = (isOpen) => {
      root.dataset.menu = isOpen ? "ouvert" : "ferme";
      buttons.forEach((button) => button.setAttribute("aria-expanded", isOpen));
    };
    const turn = () => open(root.dataset.menu === "ferme");
    open(false);
    buttons.forEach((button) => button.addEventListener("click", turn));
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && root.dataset.menu === "ouvert") {
        open(false);
        buttons[0].focus();
      }
    });
  };

  /* ---- Filtrer et trier : [data-filtre] tient un modèle de formulaire, et un tableau ou des listes */

  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/œ/g, "oe")
      .replace(/[^\p{L}\p{N}]+/gu, " ");

  const compare = new Intl.Collator("fr", { numeric: true }).compare;
  const compareKeys = (a, b) => (isNaN(a) || isNaN(b) ? compare(a, b) : a - b);

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return "tri" in cell.dataset ? cell.dataset.tri : cell.textContent.trim();
  };

  /* Un titre de colonne devient un bouton. Rend de quoi trier, et dire ou oublier le tri. */
  const sorter = (table, items, changed) => {
    const heads = [...table.tHead.rows[0].cells];
    let chosen = "";
    const sort = (wanted) => {
      const down = wanted[0] === "-";
      const column = heads.findIndex((head) => head.dataset.cle === wanted.slice(+down));
      chosen = column < 0 ? "" : wanted;
      heads.forEach((head, i) => {
        if (i === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      const rows = [...items];
      /* Ce qui manque vient après tout le reste, dans les deux sens. */
      if (column >= 0)
        rows.sort((a, b) => {
          const x = keyOf(a, column);
          const y = keyOf(b, column);
          if (!x || !y) return !x - !y;
          return down ? compareKeys(y, x) : compareKeys(x, y);
        });
      table.tBodies[0].append(...rows);
    };
    heads.forEach((head) => {
      const button = document.createElement("button");
      const key = head.dataset.cle;
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        sort(chosen === key ? "-" + key : key);
        changed();
      });
    });
    return { sort, chosen: () => chosen };
  };

  /* Sans presse-papiers (page ouverte d'un disque, vieux navigateur), par une sélection. */
  const copySelection = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("aria-hidden", "true");
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    return isDone;
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copySelection(text);
    }
  };

  const filter = (box) => {
    const model = box.querySelector("template");
    const form = model.content.querySelector("form").cloneNode(true);
    const status = form.querySelector("[role=status]");
    const fields = [...form.elements].filter((field) => field.name);
    const table = box.querySelector("table");
    const every = [...box.querySelectorAll(table ? "tbody > tr" : "li, dl > div")];
    /* Les listes qui sont dans un élément de liste vont avec lui. */
    const items = table ? every : every.filter((item) => !item.parentNode.closest("li, dl > div"));
    const texts = items.map((item) => " " + fold(item.textContent));
    const groups = [...box.querySelectorAll("section, details")].filter((group) => items.some((item) => group.contains(item)));
    const wereOpen = new Map(groups.map((group) => [group, group.open]));
    let timer;

    const matches = (item, text) =>
      fields.every(({ name, value, type }) => {
        if (type === "search")
          return fold(value).split(" ").every((word) => text.includes(word));
        return !value || (item.dataset[name] || "").split(" ").includes(value);
      });

    const apply = () => {
      const isChosen = fields.some((field) => field.value.trim());
      const isChanged = isChosen || (order && order.chosen());
      let count = 0;
      items.forEach((item, i) => {
        item.hidden = isChosen && !matches(item, texts[i]);
        count += !item.hidden;
      });
      groups.forEach((group) => {
        const isEmpty = items.every((item) => item.hidden || !group.contains(item));
        group.hidden = isEmpty;
        if (group.localName === "details") group.open = isChosen ? !isEmpty : wereOpen.get(group);
      });
      const sentence = count < 2 ? status.dataset.un : status.dataset.plusieurs;
      status.textContent = sentence.replace("{n}", count).replace("{total}", items.length);
      form.querySelector("[type=reset]").hidden = !isChanged;
    };

    /* Ce qui est choisi est dans l'adresse : elle peut être rechargée, gardée, envoyée. */
    const remember = () => {
      const url = new URL(location.href);
      const set = (name, value) => (value ? url.searchParams.set(name, value) : url.searchParams.delete(name));
      fields.forEach((field) => set(field.name, field.value.trim()));
      if (order) set("tri", order.chosen());
      try {
        history.replaceState(history.state, "", url);
      } catch {
        /* Un navigateur peut refuser pour une page ouverte d'un disque. */
      }
    };
    const changed = () => {
      clearTimeout(timer);
      apply();
      remember();
    };
    const order = table && sorter(table, items, changed);

    const recall = () => {
      const params = new URLSearchParams(location.search);
      fields.forEach((field) => {
        field.value = params.get(field.name) || "";
        if (field.selectedIndex < 0) field.value = "";
      });
      if (order) order.sort(params.get("tri") || "");
      apply();
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      changed();
    });
    /* Une annonce par mot plutôt que par lettre. */
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(changed, 200);
    });
    form.addEventListener("change", changed);
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      fields.forEach((field) => (field.value = ""));
      if (order) order.sort("");
      fields[0].focus();
      changed();
    });
    const share = form.querySelector("[data-copie]");
    if (share)
      share.addEventListener("click", async () => {
        changed();
        const isDone = await copy(location.href);
        share.focus();
        status.textContent = isDone ? share.dataset.copie : share.dataset.refus;
      });
    model.replaceWith(form);
    recall();
  };

  /* ---- Ce qui se replie : le sommaire, sur un petit écran ; et ce que vise l'adresse se déplie */

  const foldContents = (details) => (details.open = !matchMedia("(max-width: 40em)").matches);
  const unfoldTarget = () => {
    const target = document.querySelector(":target");
    const folded = target && target.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView();
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".sommaire details").forEach(foldContents);
    document.querySelectorAll("[data-affichage]").forEach(offerLooks);
    document.querySelectorAll("[popover].menu").forEach(foldMenu);
    document.querySelectorAll("[data-filtre]").forEach(filter);
    unfoldTarget();
    addEventListener("hashchange", unfoldTarget);
  });
})();
