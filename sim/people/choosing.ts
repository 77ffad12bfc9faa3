/** What an input holds after a person has typed or chosen. */
import { DateTime } from "luxon";
import type { Element } from "../state/inputs.ts";
import type { ElementState } from "../types.ts";
import { type Option, optionsOf } from "./finding.ts";
import { Lapse } from "./lapse.ts";

/**
 * The state of `element` after choosing `value`. An empty string or list clears it.
 * Throws on what the client would not let anyone choose, such as an option that is not in the menu.
 */
export function chosen(element: Element, value: string | readonly string[]): ElementState {
  const { type } = element;
  const values = typeof value === "string" ? (value === "" ? [] : [value]) : [...value];
  const [first] = values;
  const most = Number(element.max_selected_items ?? values.length);
  if (values.length > most) throw new Error(`No more than ${most} can be chosen here`);
  const single = first ?? null;
  switch (type) {
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return { type, value: single };
    case "rich_text_input":
      return { type, rich_text_value: first === undefined ? null : richText(first) };
    case "static_select":
    case "radio_buttons":
      return { type, selected_option: first === undefined ? null : findOption(element, first) };
    case "external_select":
      return { type, selected_option: first === undefined ? null : plainOption(first) };
    case "multi_static_select":
    case "checkboxes":
      return { type, selected_options: values.map((each) => findOption(element, each)) };
    case "multi_external_select":
      return { type, selected_options: values.map(plainOption) };
    case "users_select":
      return { type, selected_user: single };
    case "multi_users_select":
      return { type, selected_users: values };
    case "conversations_select":
      return { type, selected_conversation: single };
    case "multi_conversations_select":
      return { type, selected_conversations: values };
    case "channels_select":
      return { type, selected_channel: single };
    case "multi_channels_select":
      return { type, selected_channels: values };
    case "datepicker":
      return { type, selected_date: first === undefined ? null : checkTime(first, "yyyy-MM-dd") };
    case "timepicker":
      return { type, selected_time: first === undefined ? null : checkTime(first, "HH:mm") };
    case "datetimepicker":
      return { type, selected_date_time: first === undefined ? null : checkSeconds(first) };
    default:
      throw new Error(`Nobody can choose anything in a ${type}`);
  }
}

function findOption(element: Element, wanted: string): Option {
  const options = optionsOf(element);
  const found =
    options.find((option) => option.value === wanted) ??
    options.find((option) => option.text.text === wanted);
  if (found === undefined) {
    const there = options.map((option) => `"${option.text.text}"`).join(", ");
    throw new Lapse("control_gone", `There is no option "${wanted}" among ${there}`);
  }
  return found;
}

function plainOption(value: string): Option {
  const text = { type: "plain_text", text: value, emoji: true };
  return { text, value };
}

function richText(text: string): unknown {
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return { type: "rich_text", elements: [section] };
}

function checkTime(value: string, format: string): string {
  if (!DateTime.fromFormat(value, format).isValid)
    throw new Error(`A picker gives ${format}, not "${value}"`);
  return value;
}

function checkSeconds(value: string): number {
  if (!/^\d{10}$/.test(value)) throw new Error(`A picker gives seconds since 1970, not "${value}"`);
  return Number(value);
}

/** What Slack's client says about a field before it sends a form; undefined when it is content. */
export function clientError(element: Element, state: ElementState): string | undefined {
  const value = typeof state.value === "string" ? state.value : "";
  if (value === "") return undefined;
  const minLength = Number(element.min_length ?? 0);
  const maxLength = Number(element.max_length ?? 3_000);
  switch (element.type) {
    case "plain_text_input":
      if (value.length < minLength) return `Must be at least ${minLength} characters`;
      if (value.length > maxLength) return `Must be at most ${maxLength} characters`;
      return undefined;
    case "email_text_input":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : "Must be an email address";
    case "url_text_input":
      return URL.canParse(value) ? undefined : "Must be a URL";
    case "number_input":
      return numberError(element, value);
    default:
      return undefined;
  }
}

function numberError(element: Element, value: string): string | undefined {
  const number = Number(value);
  if (Number.isNaN(number)) return "Must be a number";
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return "Must be a whole number";
  if (element.min_value !== undefined && number < Number(element.min_value)) {
    return `Must be at least ${String(element.min_value)}`;
  }
  if (element.max_value !== undefined && number > Number(element.max_value)) {
    return `Must be at most ${String(element.max_value)}`;
  }
  return undefined;
}
