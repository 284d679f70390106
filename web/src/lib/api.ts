import createClient from "openapi-fetch";
import type { components, paths } from "./api.gen";
import { Problem } from "./problem";
import { traceparent } from "./trace";

type Schemas = components["schemas"];
export type Photo = Schemas["Photo"];
export type PublicEvent = Schemas["PublicEvent"];
export type HostEvent = Schemas["Event"];
export type EventCounts = Schemas["EventCounts"];
export type JoinInfo = Schemas["JoinInfo"];
export type Guest = Schemas["Guest"];
export type Person = Schemas["Person"];
export type EventCamera = Schemas["EventCamera"];
export type ClockCard = Schemas["ClockCard"];
export type PhotoList = Schemas["PhotoList"];
export type Facets = Schemas["Facets"];
export type TagProposals = Schemas["TagProposals"];
export type Change = Schemas["Change"];
export type Upload = Schemas["Upload"];
export type UploadPart = Schemas["UploadPart"];
export type Digest = Schemas["Digest"];
export type Match = Schemas["Match"];
export type User = Schemas["User"];
export type Receipt = Schemas["DeletionReceipt"];

/** Who calls. `renew` is asked once after a 401 and says whether a fresh token is there. */
export interface Credentials {
  token: () => string | null;
  renew: () => Promise<boolean>;
}

export type Api = ReturnType<typeof createApi>;

export function createApi(credentials: Credentials, baseUrl: string = location.origin) {
  const send = (request: Request): Promise<Response> => {
    const token = credentials.token();
    if (token) request.headers.set("Authorization", `Bearer ${token}`);
    request.headers.set("traceparent", traceparent());
    return fetch(request);
  };
  return createClient<paths>({
    baseUrl,
    fetch: async (request) => {
      const again = request.clone(); // a body can be read once only
      const response = await send(request);
      return response.status === 401 && (await credentials.renew()) ? send(again) : response;
    },
  });
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a good answer; anything else, also no answer at all, is thrown as a Problem. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw new Problem("network", 0, String(cause));
  });
  if (!response.ok) throw Problem.from(response, typeof error === "object" ? (error as object) : undefined);
  return data as T;
}
