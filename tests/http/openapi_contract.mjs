// Holds what a live server answers against openapi.yaml: status, headers, content type and body, of every call.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";

const source = new URL("../../server/api/openapi.yaml", import.meta.url);
const methods = ["get", "put", "post", "delete", "patch"];
const compositions = new Set(["allOf", "anyOf", "oneOf"]);

/**
 * The document with every schema closed where it is used, so that a property that it does not name is found too.
 * Named schemas stay open, since others are composed of them.
 */
function closedWhereUsed(document) {
  const open = new Set(Object.values(document.components.schemas));
  const close = (node, isMember) => {
    if (Array.isArray(node)) return node.map((item) => close(item, false));
    if (node === null || typeof node !== "object") return node;
    const copy = {};
    for (const [name, value] of Object.entries(node))
      copy[name] = compositions.has(name) ? value.map((item) => close(item, true)) : close(value, false);
    const refers = typeof copy.$ref === "string" && copy.$ref.startsWith("#/components/schemas/");
    const describes = refers || "properties" in copy || "allOf" in copy || "anyOf" in copy;
    if (describes && !isMember && !open.has(node) && copy.additionalProperties === undefined)
      copy.unevaluatedProperties = false;
    return copy;
  };
  return close(document, false);
}

const escaped = (part) => part.replaceAll("~", "~0").replaceAll("/", "~1");

export class Contract {
  constructor(url) {
    this.url = url;
    this.document = parse(readFileSync(source, "utf8"));
    this.ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
    addFormats(this.ajv);
    this.ajv.addSchema({ $id: "openapi", ...closedWhereUsed(this.document) });
    this.operations = new Map();
    for (const [path, item] of Object.entries(this.document.paths))
      for (const method of methods)
        if (item[method]) this.operations.set(item[method].operationId, { path, method, ...item[method] });
    this.answered = new Map([...this.operations.keys()].map((id) => [id, new Set()]));
  }

  /** Operations that were never answered with success. */
  unexercised() {
    const succeeded = (statuses) => [...statuses].some((status) => status < 400);
    return [...this.answered].filter(([, statuses]) => !succeeded(statuses)).map(([id]) => id);
  }

  /** Calls one operation and checks its answer; gives `{status, headers, json, bytes}`. */
  async call(id, { params = {}, query = {}, headers = {}, token, json, form, body, url, status } = {}) {
    const operation = this.operations.get(id);
    assert.ok(operation, `openapi.yaml has no operation ${id}`);
    const target = new URL(url ?? operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name])), this.url);
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
    const sent = { ...headers };
    if (token) sent.authorization = `Bearer ${token}`;
    if (json !== undefined) sent["content-type"] = "application/json";
    const answer = await fetch(target, {
      method: operation.method.toUpperCase(),
      headers: sent,
      body: json === undefined ? (form ?? body) : JSON.stringify(json),
      redirect: "manual",
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (status !== undefined) assert.equal(answer.status, status, `${id}: ${bytes.subarray(0, 500)}`);
    return { status: answer.status, headers: answer.headers, bytes, json: this.check(id, answer.status, answer.headers, bytes) };
  }

  /** Throws when an answer is not one that the document describes; gives its JSON, if it is JSON. */
  check(id, status, headers, bytes) {
    const operation = this.operations.get(id);
    this.answered.get(id).add(status);
    const named = String(status) in operation.responses ? String(status) : "default";
    const { value: response, pointer } = this.resolve(operation, named);
    const where = `${id} ${status}${named === "default" ? " (default)" : ""}`;
    assert.ok(named !== "default" || status >= 400, `${where}: a success that is not documented`);
    for (const [name, header] of Object.entries(response.headers ?? {}))
      assert.ok(!this.deref(header).required || headers.has(name), `${where}: the header ${name} is missing`);
    return this.checkBody(where, response, pointer, headers, bytes);
  }

  checkBody(where, response, pointer, headers, bytes) {
    if (!response.content) {
      assert.equal(bytes.length, 0, `${where}: a body that is not documented`);
      return undefined;
    }
    const type = (headers.get("content-type") ?? "").split(";")[0];
    const documented = Object.keys(response.content).find((name) => name === type || name === "*/*");
    assert.ok(documented, `${where}: ${type} is not documented`);
    if (!type.endsWith("json")) return undefined;
    const json = JSON.parse(bytes.toString());
    this.validate(where, `${pointer}/content/${escaped(documented)}/schema`, json);
    return json;
  }

  /** Throws unless the value fits the schema at this JSON pointer of the document. */
  validate(where, pointer, value) {
    const validate = this.ajv.getSchema(`openapi#${pointer}`) ?? this.ajv.compile({ $ref: `openapi#${encodeURI(pointer)}` });
    const fits = validate(value);
    const faults = (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
    assert.ok(fits, `${where}: ${faults.slice(0, 8).join("; ")}\n${JSON.stringify(value).slice(0, 1500)}`);
  }

  resolve(operation, named) {
    const own = `/paths/${escaped(operation.path)}/${operation.method}/responses/${named}`;
    const response = operation.responses[named];
    if (!response.$ref) return { value: response, pointer: own };
    return { value: this.deref(response), pointer: response.$ref.slice(1) };
  }

  deref(node) {
    if (!node.$ref) return node;
    return node.$ref.slice(2).split("/").reduce((at, name) => at[name], this.document);
  }
}
