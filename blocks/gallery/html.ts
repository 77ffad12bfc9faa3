// Block Kit → HTML, near enough to Slack to judge a card by. Every text is escaped; only Slack's own markup is read.
import type { KnownBlock, ModalView } from "@slack/types";
import { DateTime } from "luxon";
import type { HomeTab, Message } from "../assemble.ts";
import type { View } from "../view.ts";

type Node = Readonly<Record<string, unknown>>;

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A message, a modal or a Home as Slack would draw it, with dates in the view's zone. */
export function drawn(made: Message | ModalView | HomeTab, view: View): string {
  const blocks = (made.blocks as KnownBlock[])
    .map((block) => blockHtml(block as unknown as Node, view))
    .join("\n");
  if (!("type" in made)) return `<div class="message"><b class="app">Baton</b>${blocks}</div>`;
  if (made.type === "home") return `<div class="message">${blocks}</div>`;
  const label = (text: { text: string } | undefined) => escapeHtml(text?.text ?? "");
  const submit = made.submit ? `<span class="button primary">${label(made.submit)}</span>` : "";
  const foot = `<footer><span class="button">${label(made.close)}</span>${submit}</footer>`;
  return `<div class="modal"><header>${label(made.title)}</header>${blocks}${foot}</div>`;
}

function blockHtml(block: Node, view: View): string {
  switch (block.type) {
    case "section": {
      const text = block.text ? `<div>${textHtml(block.text, view)}</div>` : "";
      const cells = listOf(block.fields).map((field) => `<div>${textHtml(field, view)}</div>`);
      const fields = cells.length > 0 ? `<div class="fields">${cells.join("")}</div>` : "";
      const accessory = block.accessory ? elementHtml(block.accessory as Node, view) : "";
      return `<div class="section"><div>${text}${fields}</div>${accessory}</div>`;
    }
    case "header":
      return `<h3>${textHtml(block.text, view)}</h3>`;
    case "divider":
      return "<hr>";
    case "context":
      return `<div class="context">${listOf(block.elements)
        .map((element) => `<span>${textHtml(element, view)}</span>`)
        .join("")}</div>`;
    case "actions":
      return `<div class="actions">${listOf(block.elements)
        .map((element) => elementHtml(element, view))
        .join("")}</div>`;
    case "image":
      return `<div class="field">${escapeHtml(String(block.alt_text))}</div>`;
    case "table": {
      const row = (cells: unknown, tag: string) =>
        `<tr>${listOf(cells)
          .map((cell) => `<${tag}>${escapeHtml(String(cell.text))}</${tag}>`)
          .join("")}</tr>`;
      const [head, ...rest] = Array.isArray(block.rows) ? block.rows : [];
      return `<table>${row(head, "th")}${rest.map((cells) => row(cells, "td")).join("")}</table>`;
    }
    case "input": {
      const optional = block.optional ? " <i>(optional)</i>" : "";
      const hint = block.hint ? `<small>${textHtml(block.hint, view)}</small>` : "";
      const field = elementHtml(block.element as Node, view);
      return `<div class="input"><label>${textHtml(block.label, view)}${optional}</label>${field}${hint}</div>`;
    }
    default:
      throw new TypeError(`the gallery cannot draw a block of type ${String(block.type)}`);
  }
}

function elementHtml(element: Node, view: View): string {
  const shown = element.initial_option ? (element.initial_option as Node).text : element.placeholder;
  switch (element.type) {
    case "button":
      return `<span class="button ${escapeHtml(String(element.style ?? ""))}">${textHtml(element.text, view)}</span>`;
    case "static_select":
    case "users_select":
      return `<span class="field">${textHtml(shown, view)} <span aria-hidden="true">▾</span></span>`;
    case "datepicker":
      return shown
        ? `<span class="field">${textHtml(shown, view)}</span>`
        : `<span class="field">${escapeHtml(String(element.initial_date ?? ""))}</span>`;
    case "radio_buttons":
      return listOf(element.options)
        .map(({ text }) => `<span><span aria-hidden="true">○</span> ${textHtml(text, view)}</span>`)
        .join(" ");
    case "number_input":
    case "url_text_input":
    case "plain_text_input":
      return `<span class="field ${element.multiline ? "tall" : ""}">${shown ? textHtml(shown, view) : "&nbsp;"}</span>`;
    default:
      throw new TypeError(`the gallery cannot draw an element of type ${String(element.type)}`);
  }
}

const listOf = (value: unknown): Node[] => (Array.isArray(value) ? value : []);

function textHtml(value: unknown, view: View): string {
  const { type, text } = value as { type: string; text: string };
  if (type === "plain_text") return escapeHtml(text).replaceAll("\n", "<br>");
  return markupHtml(text, view);
}

/** Slack's markup, in the order it takes precedence: code, then `<…>`, then bold, then line breaks. */
function markupHtml(text: string, view: View): string {
  return text
    .split(/(`[^`\n]+`|<[^<>]+>)/)
    .map((part) => {
      if (part.startsWith("`") && part.length > 1) return `<code>${entities(part.slice(1, -1))}</code>`;
      if (part.startsWith("<")) return referenceHtml(part.slice(1, -1), view);
      return entities(part);
    })
    .join("")
    .replace(/(^|[\s(•])\*(\S(?:[^\n*]*\S)?)\*/g, "$1<b>$2</b>")
    .replaceAll("\n", "<br>");
}

/** The three entities that Slack knows, as HTML. */
function entities(text: string): string {
  return escapeHtml(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
}

function referenceHtml(reference: string, view: View): string {
  if (reference.startsWith("@")) {
    const name = view.names.get(reference.slice(1)) ?? reference.slice(1);
    return `<span class="mention">@${escapeHtml(name)}</span>`;
  }
  const date = /^!date\^(\d+)\^([^|]*)\|/.exec(reference);
  if (date?.[1] && date[2] !== undefined)
    return `<span class="date">${escapeHtml(dateText(date[1], date[2], view))}</span>`;
  return `<span class="stray">${escapeHtml(`<${reference}>`)}</span>`;
}

/** A notification as a phone shows it. */
export function notificationHtml(text: string, view: View): string {
  return markupHtml(text, view);
}

function dateText(seconds: string, format: string, view: View): string {
  const at = DateTime.fromSeconds(Number(seconds), { zone: view.timezone, locale: "en" });
  const now = DateTime.fromMillis(view.now, { zone: view.timezone });
  const days = Math.round(at.startOf("day").diff(now.startOf("day"), "days").days);
  const near: Record<string, string> = { "0": "today", "1": "tomorrow", "-1": "yesterday" };
  return format
    .replace("{date_short_pretty}", near[String(days)] ?? at.toFormat("LLL d, yyyy"))
    .replace("{ago}", at.toRelative({ base: now }) ?? "")
    .replace("{time}", at.toFormat("h:mm a"));
}
