import type { components } from "./api.gen";

type Document = components["schemas"]["Problem"];
/** What the api calls the trouble, or `network` when no answer came. */
export type ProblemCode = components["schemas"]["ProblemCode"] | "network";

export interface FieldProblem {
  field: string;
  code: string;
  detail: string;
}

/** Something that went wrong with a request, told so that a page can speak of it. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ProblemCode;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly fields: readonly FieldProblem[];
  /** Milliseconds that the server asks us to wait, where it does. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ProblemCode,
    status: number,
    text = "",
    fields: readonly FieldProblem[] = [],
    retryAfter?: number,
  ) {
    super(text || code);
    this.code = code;
    this.status = status;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may well succeed later. */
  get passing(): boolean {
    if (this.code === "storage_full") return false;
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  static from(response: Response, document: Partial<Document> | undefined): Problem {
    const seconds = Number(response.headers.get("Retry-After"));
    return new Problem(
      document?.code ?? (response.status >= 500 ? "internal" : "malformed"),
      response.status,
      document?.detail,
      document?.errors ?? [],
      seconds > 0 ? seconds * 1000 : undefined,
    );
  }
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem("network", 0, String(error));
