// The administrators' part of the API. The key lives in this tab alone (sessionStorage).

import { Failure } from "./api.js";

const KEPT = "budget-qa-admin-key";
const BASE = "/api/v1/admin";

export const key = () => sessionStorage.getItem(KEPT);
export const keep = (given) => sessionStorage.setItem(KEPT, given);
export const forgetKey = () => sessionStorage.removeItem(KEPT);

/** A response of the administrators' addresses; failures are thrown as Failure. */
export async function administer(path, options = {}) {
  let response;
  try {
    response = await fetch(BASE + path, {
      ...options,
      headers: { ...options.headers, Authorization: `Bearer ${key() ?? ""}` },
    });
  } catch {
    throw new Failure("连不上服务，请检查网络后重试。");
  }
  if (response.ok) return response;
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // A proxy answered: its status is all there is.
  }
  throw new Failure(problem.detail || `服务没有正常回应（${response.status}），请稍后重试。`, response.status, problem.code);
}

/** The JSON at a path below /api/v1/admin. */
export const ask = async (path, options) => (await administer(path, options)).json();

/** Send JSON. */
export const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** Send files with further fields; empty ones are left out. */
export function sendFiles(path, files, fields = {}) {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  return ask(path, { method: "POST", body: form });
}
