import { Store, useStore } from "@/lib/store";

interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void } | undefined;
}

const shown = new Store<readonly Toast[]>([]);
const lifetime = 7000; // milliseconds: long enough to read a sentence and to reach "Undo"
let count = 0;

const dismiss = (id: number) => shown.update((toasts) => toasts.filter((toast) => toast.id !== id));

/** Says something in passing, at the foot of the page; an action, such as undo, can be offered with it. */
export function toast(text: string, action?: Toast["action"]): void {
  const id = ++count;
  shown.update((toasts) => [...toasts.slice(-2), { id, text, action }]);
  setTimeout(() => dismiss(id), lifetime);
}

export function Toasts() {
  return (
    <div className="toasts" role="status" aria-live="polite">
      {useStore(shown).map(({ id, text, action }) => (
        <div className="toast" key={id}>
          <span dir="auto">{text}</span>
          {action && (
            <button
              type="button"
              className="button button--plain"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
