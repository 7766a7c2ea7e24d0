// A recorder beside the file box of a voice message. Without this file the phone's own one serves.
const MOST = 5 * 60 * 1000;
const KINDS = ["audio/ogg;codecs=opus", "audio/mp4", "audio/webm;codecs=opus"];

function clock(since) {
  const s = Math.floor((Date.now() - since) / 1000);
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}

function prepare(box) {
  const kind = KINDS.find((type) => MediaRecorder.isTypeSupported(type));
  if (!kind) return;
  const button = Object.assign(document.createElement("button"), {
    type: "button", className: "button button--secondary", textContent: box.dataset.record,
  });
  const sound = Object.assign(document.createElement("audio"), { controls: true, hidden: true });
  const note = Object.assign(document.createElement("p"), { className: "hint" });
  note.setAttribute("role", "status");
  const row = Object.assign(document.createElement("div"), { className: "stack" });
  row.append(button, note, sound);
  box.after(row);
  let recorder;
  button.addEventListener("click", async () => {
    if (recorder?.state === "recording") { recorder.stop(); return; }
    let stream;
    try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch {
      note.textContent = box.dataset.refused;
      return;
    }
    const parts = [], since = Date.now();
    recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: 24000 });
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    const tick = setInterval(() => { note.textContent = clock(since); }, 1000);
    const end = setTimeout(() => recorder.stop(), MOST);
    recorder.addEventListener("stop", () => {
      clearInterval(tick);
      clearTimeout(end);
      for (const track of stream.getTracks()) track.stop();
      const type = kind.split(";")[0];
      const name = `voice.${{ "audio/mp4": "m4a", "audio/ogg": "ogg" }[type] ?? "webm"}`;
      const kept = new DataTransfer();
      kept.items.add(new File(parts, name, { type }));
      box.files = kept.files;
      URL.revokeObjectURL(sound.src);
      sound.src = URL.createObjectURL(kept.files[0]);
      sound.hidden = false;
      button.textContent = box.dataset.record;
      note.textContent = clock(since);
    });
    recorder.start();
    button.textContent = box.dataset.stop;
  });
}

if (window.MediaRecorder && navigator.mediaDevices) {
  for (const box of document.querySelectorAll("[data-record]")) prepare(box);
}
