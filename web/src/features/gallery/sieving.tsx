import { type ComponentType, lazy, Suspense } from "react";
import { useStore } from "@/lib/store";
import { useText } from "@/lib/text";
import { Blank } from "@/ui/blank";
import { everything, type Sieve } from "./sieve";
import type { SieveBarProps } from "./sieve_bar";

// Without it a gallery still shows everything, so that a network that fails just now breaks nothing.
const SieveBar = lazy<ComponentType<SieveBarProps>>(() =>
  import("./sieve_bar").catch(() => ({ default: () => null })),
);

/** Search and chips above a gallery, loaded once there is something to sift by. */
export function Sieving({ sieve }: { sieve: Sieve }) {
  const facets = useStore(sieve.facets);
  if (!facets || (facets.items.length === 0 && facets.cameras.length === 0)) return null;
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
      <button type="button" className="button" onClick={() => sieve.want(everything)}>
        {t("sieve.all")}
      </button>
    </Blank>
  );
}
