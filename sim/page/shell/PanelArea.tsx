/** The panel beside the messages: one of the host's, or what Slack would have refused. */
import { useEffect, useRef } from "preact/hooks";
import type { Panel } from "../extension.ts";
import { useStore } from "./context.ts";
import { Icon } from "./Icon.tsx";
import { REFUSED_PANEL, REFUSED_TITLE, RefusedPanel } from "./Refused.tsx";

const REFUSED: Panel = { id: REFUSED_PANEL, title: REFUSED_TITLE, Body: RefusedPanel };

export function PanelArea() {
  const { panel: open, openPanel, extension } = useStore();
  const own = extension.panels ?? [];
  const panel = [...own, REFUSED].find(({ id }) => id === open.value);
  const area = useRef<HTMLElement>(null);
  const openedBy = useRef<Element | null>(null);
  const id = panel?.id;
  useEffect(() => {
    if (id === undefined) return;
    if (!(area.current?.contains(document.activeElement) ?? false)) openedBy.current = document.activeElement;
    area.current?.focus();
  }, [id]);
  if (panel === undefined) return null;
  const close = (): void => {
    openPanel(null);
    if (openedBy.current instanceof HTMLElement) openedBy.current.focus();
  };
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
