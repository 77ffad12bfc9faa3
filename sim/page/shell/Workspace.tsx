/** The page: the host's bar, Slack's top bar, the sidebar, what is open, a panel beside it. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ConnectionBanner } from "./ConnectionBanner.tsx";
import { useStore } from "./context.ts";
import { Main } from "./Main.tsx";
import { ModalHost } from "./Modal.tsx";
import { PanelArea } from "./PanelArea.tsx";
import { Sidebar } from "./Sidebar.tsx";
import { Toasts } from "./Toasts.tsx";
import { TopBar } from "./TopBar.tsx";
import { useKeptFocus } from "./useKeptFocus.ts";
import { focusContent, useRegionKeys } from "./useRegionKeys.ts";
import { useTitle } from "./useTitle.ts";

export function Workspace() {
  const store = useStore();
  const { user } = store.sitting.value.session;
  const isDrawerOpen = useSignal(false);
  const { Bar } = store.extension;
  const route = store.router.route.value;
  useTitle(store);
  useKeptFocus();
  useRegionKeys();
  // On a small screen whoever has chosen a channel wants to see it.
  useEffect(() => {
    isDrawerOpen.value = false;
  }, [route]);
  return (
    <>
      <SkipLink />
      {Bar !== undefined && <Bar />}
      <TopBar isDrawerOpen={isDrawerOpen} />
      <div class="workspace-body" key={user} data-panel={store.panel.value === null ? undefined : "open"}>
        <Sidebar isDrawerOpen={isDrawerOpen} />
        <div id="content" class="workspace-main" inert={isDrawerOpen.value}>
          <ConnectionBanner />
          <Main />
        </div>
        <PanelArea />
      </div>
      <ModalHost key={`modal-${user}`} />
      <Toasts />
    </>
  );
}

/** The first tab stop: past the bars and the sidebar. */
function SkipLink() {
  return (
    // biome-ignore lint/a11y/useValidAnchor: it goes to #content, though the hash itself says who sits here.
    <a
      class="skip-link"
      href="#content"
      onClick={(event) => {
        event.preventDefault();
        focusContent();
      }}
    >
      Skip to messages
    </a>
  );
}
