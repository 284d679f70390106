import type { AnchorHTMLAttributes } from "react";
import { Store, useStore } from "./store";

const path = new Store(globalThis.location?.pathname ?? "/");
globalThis.addEventListener?.("popstate", () => path.set(location.pathname));

export const usePath = (): string => useStore(path);

/** Goes to another page of the app; `replace` leaves no way back to the present one. */
export function navigate(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  path.set(to);
  scrollTo(0, 0);
}

/** A link within the app; with a modifier key it opens a tab, as every link does. */
export function Link({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  return (
    <a
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0)
          return;
        event.preventDefault();
        navigate(href);
      }}
      {...rest}
    />
  );
}
