import type { Item } from "./item";

/** Where files wait between being chosen and being safe. What is put is there for the next visit of the page. */
export interface Shelf {
  items: (event: string) => Promise<Item[]>;
  put: (item: Item) => Promise<void>;
  putFile: (id: string, file: Blob) => Promise<void>;
  /** Absent when the bytes are not needed any more, or were lost. */
  file: (id: string) => Promise<Blob | undefined>;
  removeFile: (id: string) => Promise<void>;
  remove: (id: string) => Promise<void>;
}

/** IndexedDB, or memory where a browser forbids it, as some do in private windows. */
export async function openShelf(): Promise<Shelf> {
  try {
    return new IndexedShelf(await open());
  } catch {
    return new MemoryShelf();
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("snapory", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("items", { keyPath: "id" }).createIndex("event", "event");
    request.result.createObjectStore("files");
  };
  return outcome(request);
}

function outcome<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

class IndexedShelf implements Shelf {
  readonly #database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.#database = database;
  }

  items(event: string): Promise<Item[]> {
    return outcome(this.#store("items", "readonly").index("event").getAll(event));
  }

  async put(item: Item): Promise<void> {
    await outcome(this.#store("items", "readwrite").put(item));
  }

  async putFile(id: string, file: Blob): Promise<void> {
    await outcome(this.#store("files", "readwrite").put(file, id));
  }

  file(id: string): Promise<Blob | undefined> {
    return outcome<Blob | undefined>(this.#store("files", "readonly").get(id));
  }

  async removeFile(id: string): Promise<void> {
    await outcome(this.#store("files", "readwrite").delete(id));
  }

  async remove(id: string): Promise<void> {
    await this.removeFile(id);
    await outcome(this.#store("items", "readwrite").delete(id));
  }

  #store(name: "items" | "files", mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction(name, mode).objectStore(name);
  }
}

class MemoryShelf implements Shelf {
  readonly #items = new Map<string, Item>();
  readonly #files = new Map<string, Blob>();

  async items(event: string): Promise<Item[]> {
    return [...this.#items.values()].filter((item) => item.event === event);
  }

  async put(item: Item): Promise<void> {
    this.#items.set(item.id, item);
  }

  async putFile(id: string, file: Blob): Promise<void> {
    this.#files.set(id, file);
  }

  async file(id: string): Promise<Blob | undefined> {
    return this.#files.get(id);
  }

  async removeFile(id: string): Promise<void> {
    this.#files.delete(id);
  }

  async remove(id: string): Promise<void> {
    this.#files.delete(id);
    this.#items.delete(id);
  }
}
