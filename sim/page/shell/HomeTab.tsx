/** The app's Home tab as published for this person. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Blocks } from "../blocks/Blocks.tsx";
import { homeSurface } from "../store/surfaces.ts";
import { useSitting } from "./context.ts";

export function HomeTab() {
  const { session, actions } = useSitting();
  const view = session.home.value;
  const shown = useRef(view);
  shown.current = view;
  const surface = useMemo(() => homeSurface(actions, () => shown.current?.blocks ?? []), [actions]);
  useEffect(() => {
    void actions.openHome();
  }, [actions]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard.
    <div class="home-tab" tabIndex={0}>
      {view === null ? (
        <div class="empty">
          <p class="empty-title">Nothing here yet</p>
          <p>{session.appName.value} has not published a Home tab for you.</p>
        </div>
      ) : (
        <Blocks blocks={view.blocks} surface={surface} reader={session.reader} />
      )}
    </div>
  );
}
