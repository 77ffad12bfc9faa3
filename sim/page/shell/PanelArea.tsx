/** The panel beside the messages: one of the host's, or what Slack would have refused. */
import { useEffect, useRef } from "preact/hooks";
import type { Panel } from "../extension.ts";
import { useStore } from "./context.ts";
import { Icon } from "./Icon.tsx";
import { REFUSED_PANEL, REFUSED_TITLE, RefusedPanel } from "./Refused.tsx";
import { focusContent } from "./useRegionKeys.ts";

const REFUSED: Panel = { id: REFUSED_PANEL, title: REFUSED_TITLE, Body: RefusedPanel };

export function PanelArea() {
  const { panel: open, openPanel, extension } = useStore();
  const own = extension.panels ?? [];
  const panel = [...own, REFUSED].find(({ id }) => id === open.value);
  const area = useRef<HTMLElement>(null);
  /** Whatever else had the focus last. What opened the panel may be folded away by now, hence out of focus. */
  const lastOutside = useRef<Element | null>(null);
  const id = panel?.id;
  const isOpen = id !== undefined;
  useEffect(() => {
    if (id === undefined) return;
    area.current?.focus();
  }, [id]);
  useEffect(() => {
    const remember = ({ target }: FocusEvent): void => {
      if (target instanceof Element && target.closest(".panel") === null) lastOutside.current = target;
    };
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, []);
  useEffect(() => {
    if (!isOpen) return;
    // After it has gone, since on a small screen the messages are to be seen again only then.
    return () => {
      if (document.activeElement === document.body) focusBack(lastOutside.current);
    };
  }, [isOpen]);
  if (panel === undefined) return null;
  const close = (): void => openPanel(null);
  const { Body } = panel;
  const hasTabs = own.length > 1 && own.includes(panel);
  return (
    <aside
      ref={area}
      class="panel"
      aria-label={panel.title}
      tabIndex={-1}
      onKeyDown={(event) => {
        // In a field Escape is for the field.
        const isInField = event.target instanceof Element && event.target.matches("input, textarea, select");
        if (event.key === "Escape" && !event.defaultPrevented && !isInField) close();
      }}
    >
      <header class="panel-header">
        {hasTabs ? <Tabs panels={own} open={panel.id} choose={openPanel} /> : <h2>{panel.title}</h2>}
        <button type="button" class="icon-button" aria-label="Close panel" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div
        class="panel-body"
        key={panel.id}
        {...(hasTabs ? { id: "panel-body", role: "tabpanel", "aria-labelledby": `tab-${panel.id}` } : {})}
      >
        <Body />
      </div>
    </aside>
  );
}

/** To what opened it, or where that is folded away to what unfolds it, or else to the messages. */
function focusBack(opener: Element | null): void {
  for (let at: Element | null = opener; at?.isConnected; at = at.parentElement) {
    const unfolds = at.id === "" ? null : document.querySelector(`[aria-controls="${CSS.escape(at.id)}"]`);
    for (const candidate of [at === opener ? at : null, unfolds]) {
      if (!(candidate instanceof HTMLElement)) continue;
      candidate.focus();
      if (document.activeElement === candidate) return;
    }
  }
  focusContent();
}

interface TabsProps {
  readonly panels: readonly Panel[];
  readonly open: string;
  choose(id: string): void;
}

function Tabs({ panels, open, choose }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const at = panels.findIndex(({ id }) => id === open);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const index = (next + panels.length) % panels.length;
    const panel = panels[index];
    if (panel === undefined) return;
    choose(panel.id);
    list.current?.querySelectorAll("button")[index]?.focus();
  };
  return (
    <div ref={list} class="panel-tabs" role="tablist" aria-label="Panels" onKeyDown={move}>
      {panels.map(({ id, title }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === open}
          aria-controls="panel-body"
          tabIndex={id === open ? 0 : -1}
          onClick={() => choose(id)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
