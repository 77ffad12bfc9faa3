/** The workspace page as it is without a host's additions. */
import { mountWorkspace } from "./shell/mount.tsx";

mountWorkspace();
