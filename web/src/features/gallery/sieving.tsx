import { type ComponentType, lazy, Suspense } from "react";
import { useStore } from "@/lib/store";
import { useText } from "@/lib/text";
import { Blank } from "@/ui/blank";
import { Icon } from "@/ui/icon";
import { everything, type Sieve } from "./sieve";
import type { SieveBarProps } from "./sieve_bar";

// Without it a gallery still shows everything, so that a network that fails just now breaks nothing.
const SieveBar = lazy<ComponentType<SieveBarProps>>(() =>
  import("./sieve_bar").catch(() => ({ default: () => null })),
);

/** By what there is to sift; null where that is nothing. */
function useFacets(sieve: Sieve) {
  const facets = useStore(sieve.facets);
  return facets && facets.items.length + facets.places.length + facets.cameras.length > 0 ? facets : null;
}

interface SievingToggleProps {
  sieve: Sieve;
  open: boolean;
  onToggle: (open: boolean) => void;
}

/** Opens the search, so that nothing moves before somebody asks for it; closing it shows everything again. */
export function SievingToggle({ sieve, open, onToggle }: SievingToggleProps) {
  const t = useText();
  if (!useFacets(sieve)) return null;
  const toggle = () => {
    if (open) sieve.want(everything, null);
    onToggle(!open);
  };
  return (
    <button
      type="button"
      className="button"
      aria-label={t("sieve.search")}
      aria-expanded={open}
      onClick={toggle}
    >
      <Icon name={open ? "close" : "search"} />
    </button>
  );
}

/** Search and chips above a gallery, loaded once there is something to sift by. */
export function Sieving({ sieve }: { sieve: Sieve }) {
  const facets = useFacets(sieve);
  if (!facets) return null;
  return (
    <Suspense>
      <SieveBar sieve={sieve} facets={facets} />
    </Suspense>
  );
}

/** Shown where no photo is what the reader wishes for. */
export function NothingLeft({ sieve }: { sieve: Sieve }) {
  const t = useText();
  return (
    <Blank icon="photos" title={t("sieve.nothing")}>
      <button type="button" className="button" onClick={() => sieve.want(everything, null)}>
        {t("sieve.all")}
      </button>
    </Blank>
  );
}
