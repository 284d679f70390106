export interface Tab<T extends string> {
  value: T;
  label: string;
}

interface TabsProps<T extends string> {
  label: string;
  tabs: readonly Tab<T>[];
  chosen: T;
  onChoose: (value: T) => void;
}

/** Views of the same thing, side by side; the arrow keys move between them. */
export function Tabs<T extends string>({ label, tabs, chosen, onChoose }: TabsProps<T>) {
  const move = (row: HTMLElement, step: number) => {
    const index = tabs.findIndex(({ value }) => value === chosen);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (!next) return;
    onChoose(next.value);
    row.querySelector<HTMLElement>(`[data-tab="${next.value}"]`)?.focus();
  };
  return (
    <div
      role="tablist"
      aria-label={label}
      className="tabs"
      onKeyDown={(event) => {
        const forward =
          getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
        const back = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
        if (event.key === forward) move(event.currentTarget, 1);
        if (event.key === back) move(event.currentTarget, -1);
      }}
    >
      {tabs.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          role="tab"
          className="tabs__tab"
          data-tab={value}
          aria-selected={value === chosen}
          tabIndex={value === chosen ? 0 : -1}
          onClick={({ currentTarget }) => {
            currentTarget.scrollIntoView({ block: "nearest", inline: "nearest" });
            onChoose(value);
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
