// For administrators: check drafts, send files, see what comes of them, and hear what readers say.

import { ask, forgetKey, keep, key, sendFiles } from "./admin_api.js";
import { checkedParts } from "./admin_checks.js";
import { Documents } from "./admin_documents.js";
import { dropPlace } from "./admin_drop.js";
import { Feedback } from "./admin_feedback.js";
import { Jobs } from "./admin_jobs.js";
import { Failure } from "./api.js";

const at = (id) => document.getElementById(id);

function failed(error, place = "state") {
  if (error.status === 401 || error.status === 403) shut(error);
  else at(place).textContent = error.message;
}

async function guarded(work, place) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    failed(error, place);
  }
}

const jobs = new Jobs(() => guarded(() => documents.load()), failed);
const documents = new Documents((job) => jobs.add(job), failed);
const feedback = new Feedback(failed);

/** Nobody is in: the key is asked for, unless administration is closed altogether. */
function shut(error = null) {
  forgetKey();
  jobs.stop();
  at("desk").hidden = true;
  at("leave").hidden = true;
  at("entry").hidden = error?.code === "admin_closed";
  const wrong = error?.code === "admin_key_rejected";
  at("state").textContent = wrong ? "密钥不对，请重新输入。" : (error?.message ?? "");
  at("state").classList.toggle("reason", Boolean(error));
  if (!at("entry").hidden) at("key").focus();
}

async function enter() {
  at("state").textContent = "正在进入……";
  await guarded(async () => {
    await ask("/jobs?limit=1");
    at("state").textContent = "";
    at("state").classList.remove("reason");
    at("entry").hidden = true;
    at("desk").hidden = false;
    at("leave").hidden = false;
    await Promise.all([jobs.load(), documents.load(), feedback.load()]);
  });
}

at("entry").addEventListener("submit", async (event) => {
  event.preventDefault();
  keep(at("key").value.trim());
  at("key").value = "";
  await enter();
});
at("leave").addEventListener("click", () => shut());

const names = (files) => (files.length === 1 ? files[0].name : `${files.length} 个文件`);

const lockCheck = dropPlace(at("check-drop"), async (files) => {
  lockCheck(true);
  at("report").replaceChildren();
  at("check-state").textContent = `正在核对 ${names(files)}……`;
  await guarded(async () => {
    const checked = await sendFiles("/checks", files);
    at("check-state").textContent = "核对完了，什么也没有保存。";
    at("report").replaceChildren(...checkedParts(checked));
    at("report").focus({ preventScroll: true });
  }, "check-state");
  lockCheck(false);
});

const lockUpload = dropPlace(at("upload-drop"), async (files) => {
  lockUpload(true);
  at("upload-state").textContent = `正在上传 ${names(files)}……`;
  await guarded(async () => {
    const queued = await sendFiles("/documents", files, { source_url: at("source-url").value.trim() });
    for (const job of queued.items) jobs.add(job);
    at("upload-state").textContent = `收到 ${names(files)}，正在排队读入，进展见下面的任务。`;
    at("source-url").value = "";
  }, "upload-state");
  lockUpload(false);
});

if (key()) await enter();
else shut();
