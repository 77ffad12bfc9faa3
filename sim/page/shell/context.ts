/** Gives every component the page's state. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Sitting, Store } from "../store/store.ts";

export const StoreContext = createContext<Store | null>(null);

export function useStore(): Store {
  const store = useContext(StoreContext);
  if (store === null) throw new Error("A component of the workspace stands outside of it");
  return store;
}

/** Who sits here now; the component is drawn again for another person. */
export function useSitting(): Sitting {
  return useStore().sitting.value;
}
