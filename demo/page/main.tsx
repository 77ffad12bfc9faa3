/** The demo's page: the workspace with a control bar, panels, and a tour. */
import { mountWorkspace } from "../../sim/page/shell/mount.tsx";
import { extend } from "./extend.tsx";

mountWorkspace(extend);
